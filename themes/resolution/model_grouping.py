"""Asking a consolidator, in bounded requests, which names mean the same."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from themes.exceptions import ConsolidationError
from themes.models import AliasSource, Consolidation, Consolidator, NameGroup, Usage
from themes.resolution.clustering import nearest_neighbour_order
from themes.resolution.linkage import link_by_similarity
from themes.resolution.similarity import CANDIDATE_SIMILARITY, NameVectors

MAX_THEMES = 150
"""The most themes offered with the names of one request."""


class NameClusters(NamedTuple):
    """A partition of names, by slug, each cluster with what decided on it."""

    clusters: list[tuple[tuple[str, ...], AliasSource]]
    usage: Usage
    notes: tuple[str, ...]


async def group_by_model(
    names: Sequence[NameGroup],
    themes: Sequence[NameGroup],
    name_vectors: NameVectors,
    consolidator: Consolidator,
) -> NameClusters:
    """Ask about all names; where no usable answer came, join by likeness and say so in the notes.

    The requests are the same whatever the order of names and themes. Raises what the consolidator
    raises, ConsolidationError excepted.
    """
    clusters: list[tuple[tuple[str, ...], AliasSource]] = []
    unanswered: list[NameGroup] = []
    usage, failures = Usage(), 0
    requests = _requests(names, name_vectors, consolidator.most_names)
    for request in requests:
        candidates = name_vectors.near(request, themes, CANDIDATE_SIMILARITY, MAX_THEMES)
        try:
            answer = await _ask(request, candidates, consolidator)
            clusters += ((group, "model") for group in answer.groups)
            usage += answer.usage
        except ConsolidationError as error:
            unanswered += request
            usage += error.usage
            failures += 1
    clusters += (
        (cluster, "deterministic") for cluster in link_by_similarity(unanswered, themes, name_vectors)
    )
    return NameClusters(clusters, usage, (_note(failures, len(requests)),) if failures else ())


def _requests(names: Sequence[NameGroup], name_vectors: NameVectors, most: int) -> list[list[NameGroup]]:
    """Cut the names into as few requests as possible, such that names alike mostly share one.

    They are of equal length, give or take one: a name left over, with no theme to compare it with, would be
    asked about by the next scan, which has the themes that this one makes.
    """
    ordered = sorted(names, key=lambda name: name.slug)
    if len(ordered) > most:
        ordered = [ordered[index] for index in nearest_neighbour_order(name_vectors.vectors(ordered))]
    count = -(-len(ordered) // most)
    cuts = pairwise(len(ordered) * part // count for part in range(count + 1)) if count else ()
    return [sorted(ordered[start:end], key=lambda name: name.slug) for start, end in cuts]


async def _ask(
    names: Sequence[NameGroup], themes: Sequence[NameGroup], consolidator: Consolidator
) -> Consolidation:
    if len(names) + len(themes) < 2:
        return Consolidation(groups=tuple((name.slug,) for name in names))
    answer = await consolidator.consolidate(names, themes)
    if not _is_partition(answer, {name.slug for name in names}, {theme.slug for theme in themes}):
        raise ConsolidationError(
            "The consolidator must put every name into exactly one group, with at most one theme in it.",
            answer.usage,
        )
    return answer


def _is_partition(answer: Consolidation, names: set[str], themes: set[str]) -> bool:
    placed = [slug for group in answer.groups for slug in group if slug not in themes]
    at_most_one_theme = all(sum(slug in themes for slug in group) <= 1 for group in answer.groups)
    return at_most_one_theme and sorted(placed) == sorted(names)


def _note(failures: int, requests: int) -> str:
    where = "" if failures == requests else f" in {failures} of {requests} requests"
    return f"The model's grouping of names was unusable{where}; names were merged by their likeness instead."
