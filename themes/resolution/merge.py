"""Merging: the mentions of all interviews and the themes there are become one list.

A name finds its theme by the cheapest means that decides: slug, remembered alias, then likeness of
meaning. A consolidator decides on the remaining names or, without one, clustering. A name that was
not settled by slug is remembered as an alias, so that it is not asked about again.
"""

import asyncio
from collections.abc import Iterable, Sequence

from themes.evidence.recurrence import MinimumSupport
from themes.models import (
    CatalogueTheme,
    Consolidator,
    Embedder,
    InterviewMentions,
    MergePlan,
    NameGroup,
    Usage,
)
from themes.resolution.assignment import ThemeAssignment
from themes.resolution.joint import Joint
from themes.resolution.mention_groups import MentionGroup, group_by_slug
from themes.resolution.model_grouping import NameClusters, by_likeness, group_by_model
from themes.resolution.similarity import NameVectors

_Cluster = Sequence[MentionGroup]


async def merge(
    interviews: Sequence[InterviewMentions],
    catalogue: Sequence[CatalogueTheme],
    *,
    embedder: Embedder,
    consolidator: Consolidator | None,
    minimum: MinimumSupport,
    codes: Sequence[NameGroup] = (),
) -> MergePlan:
    """Make one list of themes out of the mentions in the window and the organisation's themes.

    ``codes`` are those of the organisation's own codebook. Names that mean a code go to the code
    before they become themes of their own. Codes that no name went to are reported.

    The order of interviews, mentions and catalogue changes nothing. A second merge of the same mentions
    with the outcome of the first as its catalogue has the same outcome, and no new aliases. Raises what
    the embedder and the consolidator raise, except ConsolidationError: then the deterministic merge
    stands in and a note says so.
    """
    assignment = ThemeAssignment(catalogue, minimum)
    groups = assignment.assign_known(group_by_slug(interviews))
    left: list[_Cluster] = [[group] for group in groups if not group.entry.literal]
    name_clusters = NameClusters([], Usage(), ())
    if left:
        entries = [group.entry for group in groups]
        unknown = assignment.unknown_codes(codes)
        name_vectors = await NameVectors.of(embedder, [*assignment.entries, *unknown, *entries])
        assignment.add_codes(unknown, name_vectors.closest(unknown, assignment.entries))
        groups = assignment.assign_known(groups)
        left = [[group] for group in groups if not group.entry.literal]
    below = _assign_literal(groups, assignment)
    if left:
        left = await asyncio.to_thread(_attach_similar, left, assignment, name_vectors)
        if consolidator is not None:
            names = [group.entry for group in _flat(left)]
            name_clusters = await group_by_model(names, assignment.entries, name_vectors, consolidator)
            if called := [theme.name for theme in name_clusters.themes if theme.name]:
                name_vectors = await NameVectors.of(embedder, called, known=name_vectors)
            left = _place(name_clusters.themes, left, assignment)
        left = await asyncio.to_thread(
            _repeat_until_unchanged, left, assignment, name_vectors, may_join=consolidator is None
        )
    assignment.apply_split_ownership()
    themes, held_back, left_out = assignment.results()
    skipped = [*left_out, *map(assignment.below_minimum, [*below, *left]), *assignment.unused_codes(codes)]
    return MergePlan(
        themes=tuple(themes),
        held_back=tuple(held_back),
        skipped=tuple(sorted(skipped, key=lambda one: (one.item, one.reason))),
        usage=name_clusters.usage,
        notes=name_clusters.notes,
    )


def _assign_literal(groups: Iterable[MentionGroup], assignment: ThemeAssignment) -> list[list[MentionGroup]]:
    """Make a theme of each name that is people's own words and recurs; return those that do not recur."""
    literal = (Joint((((group,), None),), "deterministic") for group in groups if group.entry.literal)
    return [left for joint in literal for left in assignment.assign_joint(joint)]


def _repeat_until_unchanged(
    left: list[_Cluster], assignment: ThemeAssignment, name_vectors: NameVectors, *, may_join: bool
) -> list[_Cluster]:
    """Repeat the steps that ask nobody until they change nothing, as the next merge would repeat them.

    The remaining names may attach to new themes as to any other. Otherwise the next scan would
    attach names that this scan left out.
    """
    while True:
        count = len(_flat(left))
        if may_join:
            names = [group.entry for group in _flat(left)]
            left = _place(by_likeness(names, assignment.entries, name_vectors), left, assignment)
        left = _attach_similar(left, assignment, name_vectors)
        if len(_flat(left)) == count:
            return left


def _attach_similar(
    left: Iterable[_Cluster], assignment: ThemeAssignment, name_vectors: NameVectors
) -> list[_Cluster]:
    """Attach the names that are beyond doubt; return the clusters without them."""
    groups = _flat(left)
    entries = {entry.slug: entry for entry in assignment.entries}
    found = name_vectors.closest([group.entry for group in groups], list(entries.values()))
    for group in groups:
        if group.slug in found:
            assignment.assign(group, entries[found[group.slug]], "embedding")
    remaining = ([group for group in cluster if group.slug not in found] for cluster in left)
    return [cluster for cluster in remaining if cluster]


def _place(
    themes: Iterable[Joint[str]], left: Iterable[_Cluster], assignment: ThemeAssignment
) -> list[_Cluster]:
    """Assign what was decided; return the clusters that found no place."""
    groups = {group.slug: group for group in _flat(left)}
    unplaced: list[_Cluster] = []
    for theme in themes:
        codes = tuple((tuple(groups[slug] for slug in slugs), entry) for slugs, entry in theme.codes)
        unplaced += assignment.assign_joint(Joint(codes, theme.source, theme.theme, theme.name))
    return unplaced


def _flat(clusters: Iterable[_Cluster]) -> list[MentionGroup]:
    """Return the groups of all clusters, sorted by slug."""
    return sorted((group for cluster in clusters for group in cluster), key=lambda group: group.slug)
