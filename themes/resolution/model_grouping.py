"""Asking a consolidator, in bounded requests, which names mean the same."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from themes.exceptions import ConsolidationError
from themes.models import Consolidation, Consolidator, JointTheme, NameGroup, Usage
from themes.resolution.clustering import nearest_neighbour_order
from themes.resolution.joint import Code, Joint
from themes.resolution.linkage import link_by_similarity
from themes.resolution.similarity import CANDIDATE_SIMILARITY, NameVectors
from themes.text.slugs import slugify

MAX_THEMES = 150
"""The most themes offered with the names of one request."""


class NameClusters(NamedTuple):
    """What was decided about names, by slug, each theme with what decided on it."""

    themes: list[Joint[str]]
    usage: Usage
    notes: tuple[str, ...]


async def group_by_model(
    names: Sequence[NameGroup],
    entries: Sequence[NameGroup],
    name_vectors: NameVectors,
    consolidator: Consolidator,
) -> NameClusters:
    """Ask about all names; where no usable answer came, join by likeness and say so in the notes.

    ``entries`` are the codes of the themes there are. The requests are the same whatever the order of names
    and entries. Raises what the consolidator raises, ConsolidationError excepted.
    """
    themes: list[Joint[str]] = []
    unanswered: list[NameGroup] = []
    usage, failures = Usage(), 0
    requests = _requests(names, name_vectors, consolidator.most_names)
    for request in requests:
        candidates = name_vectors.near(request, entries, CANDIDATE_SIMILARITY, MAX_THEMES)
        try:
            answer = await _ask(request, candidates, consolidator)
            themes += _decided(answer, candidates)
            usage += answer.usage
        except ConsolidationError as error:
            unanswered += request
            usage += error.usage
            failures += 1
    themes += by_likeness(unanswered, entries, name_vectors)
    return NameClusters(themes, usage, (_note(failures, len(requests)),) if failures else ())


def by_likeness(
    names: Sequence[NameGroup], entries: Sequence[NameGroup], name_vectors: NameVectors
) -> list[Joint[str]]:
    """Decide without asking anybody."""
    by_slug = {entry.slug: entry for entry in entries}
    themes = []
    for slugs in link_by_similarity(names, entries, name_vectors):
        codes = [_code(code, by_slug) for code in slugs]
        home = next((entry.home for _, entry in codes if entry), None)
        themes.append(Joint(tuple(code for code in codes if code[0]), "deterministic", home))
    return [theme for theme in themes if theme.codes]


def _decided(answer: Consolidation, entries: Sequence[NameGroup]) -> list[Joint[str]]:
    """Put the codes of an answer into its themes; one that means a code there is goes where that is."""
    by_slug = {entry.slug: entry for entry in entries}
    codes = [code for group in answer.groups if (code := _code(group, by_slug))[0]]
    themes: list[Joint[str]] = []
    for theme in (*answer.themes, None):
        members = set(theme.members) if theme else {slug for names, _ in codes for slug in names}
        belonging = [code for code in codes if members.intersection(code[0])]
        codes = [code for code in codes if code not in belonging]
        themes += _joints(belonging, theme)
    return themes


def _joints(codes: Sequence[Code[str]], theme: JointTheme | None) -> Iterator[Joint[str]]:
    """Yield one joint for each theme there is that codes mean or join, one for the rest of a new theme."""
    homes = {entry.home for _, entry in codes if entry}
    home = (theme.existing or min(homes, default=None)) if theme else None
    if theme and home is None:
        named = NameGroup(slug=slugify(theme.name), name=theme.name, description=theme.description)
        yield Joint(tuple(codes), "model", None, named if theme.name else None)
        return
    by_home: dict[str | None, list[Code[str]]] = {}
    for code in codes:
        there = code[1].home if code[1] else home
        if there is None:
            yield Joint((code,), "model")
        else:
            by_home.setdefault(there, []).append(code)
    yield from (Joint(tuple(found), "model", there) for there, found in by_home.items())


def _code(slugs: Sequence[str], entries: Mapping[str, NameGroup]) -> Code[str]:
    """Tell the names of a group from the entry that it may hold."""
    entry = next((entries[slug] for slug in slugs if slug in entries), None)
    return tuple(slug for slug in slugs if slug not in entries), entry


def _requests(names: Sequence[NameGroup], name_vectors: NameVectors, most: int) -> list[list[NameGroup]]:
    """Cut the names into as few requests as possible, such that names alike mostly share one.

    Requests are of equal length, give or take one name. A single name in a request has no theme to
    be compared with, so the next scan would ask about it again, beside this scan's themes.
    """
    ordered = sorted(names, key=lambda name: name.slug)
    if len(ordered) > most:
        ordered = [ordered[index] for index in nearest_neighbour_order(name_vectors.vectors(ordered))]
    count = -(-len(ordered) // most)
    cuts = pairwise(len(ordered) * part // count for part in range(count + 1)) if count else ()
    return [sorted(ordered[start:end], key=lambda name: name.slug) for start, end in cuts]


async def _ask(
    names: Sequence[NameGroup], entries: Sequence[NameGroup], consolidator: Consolidator
) -> Consolidation:
    if len(names) + len(entries) < 2:
        return Consolidation(groups=tuple((name.slug,) for name in names))
    answer = await consolidator.consolidate(names, entries)
    if not _is_partition(answer, {name.slug for name in names}, {entry.slug: entry for entry in entries}):
        raise ConsolidationError(
            "The consolidator must put every name into exactly one code, and no code may hold two of old.",
            answer.usage,
        )
    return answer


def _is_partition(answer: Consolidation, names: set[str], entries: Mapping[str, NameGroup]) -> bool:
    placed = [slug for group in answer.groups for slug in group if slug not in entries]
    at_most_one_entry = all(sum(slug in entries for slug in group) <= 1 for group in answer.groups)
    members = [slug for theme in answer.themes for slug in theme.members]
    homes = {entry.home for entry in entries.values()}
    are_known = all(theme.existing is None or theme.existing in homes for theme in answer.themes)
    return (
        at_most_one_entry
        and are_known
        and sorted(placed) == sorted(names)
        and len(set(members) & names) == len(members)
    )


def _note(failures: int, requests: int) -> str:
    where = "" if failures == requests else f" in {failures} of {requests} requests"
    return f"The model's grouping of names was unusable{where}; names were merged by their likeness instead."
