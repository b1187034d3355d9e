"""Merging: the mentions of all interviews and the themes there are become one list.

A name finds its theme by the cheapest means that settles it: its slug, a remembered alias, likeness of
meaning, then a consolidator's decision or, without one, clustering. Whatever was not settled by slug is
remembered as an alias, so that it is not asked again.
"""

import asyncio
from collections.abc import Iterable, Sequence

from themes.models import (
    CatalogueTheme,
    Consolidator,
    Embedder,
    InterviewMentions,
    MergePlan,
    NameGroup,
    Usage,
)
from themes.resolution.assignment import Board
from themes.resolution.linkage import joined
from themes.resolution.mention_groups import Group, group_by_slug
from themes.resolution.model_grouping import Counsel, consult
from themes.resolution.similarity import Meanings

_Cluster = Sequence[Group]


async def merge(
    interviews: Sequence[InterviewMentions],
    catalogue: Sequence[CatalogueTheme],
    *,
    embedder: Embedder,
    consolidator: Consolidator | None,
    min_interviews: int,
    codes: Sequence[NameGroup] = (),
) -> MergePlan:
    """Make one list of themes out of the mentions in the window and the organisation's themes.

    ``codes`` are those of the organisation's own codebook: names that mean one of them go to it before
    they become themes of their own, and those that nothing went to are reported.

    The order of interviews, mentions and catalogue changes nothing. A second merge of the same mentions
    with the outcome of the first as its catalogue has the same outcome, and no new aliases. Raises what
    the embedder and the consolidator raise, except ConsolidationError: then the deterministic merge
    stands in and a note says so.
    """
    board = Board(catalogue, min_interviews)
    left: list[_Cluster] = [[group] for group in board.recognise(group_by_slug(interviews))]
    counsel = Counsel([], Usage(), ())
    if left:
        entries = [group.entry for group in _flat(left)]
        unknown = board.unknown(codes)
        meanings = await Meanings.of(embedder, [*board.entries, *unknown, *entries])
        board.expect(unknown, meanings.closest(unknown, board.entries))
        left = [[group] for group in board.recognise(_flat(left))]
        left = await asyncio.to_thread(_attach_alike, left, board, meanings)
        if consolidator is not None:
            names = [group.entry for group in _flat(left)]
            counsel = await consult(names, board.entries, meanings, consolidator)
            left = _place(counsel, left, board)
        left = await asyncio.to_thread(_settle, left, board, meanings, may_join=consolidator is None)
    board.hand_over()
    themes, held_back, left_out = board.finished()
    skipped = [*left_out, *map(board.unplaced, left), *board.unused(codes)]
    return MergePlan(
        themes=tuple(themes),
        held_back=tuple(held_back),
        skipped=tuple(sorted(skipped, key=lambda one: (one.item, one.reason))),
        usage=counsel.usage,
        notes=counsel.notes,
    )


def _settle(left: list[_Cluster], board: Board, meanings: Meanings, *, may_join: bool) -> list[_Cluster]:
    """Repeat the steps that ask nobody until they change nothing, as the next merge would repeat them.

    New themes are themes like any other for the names still left; were they not, the next scan would
    attach to them what this one left out.
    """
    while True:
        count = len(_flat(left))
        if may_join:
            names = [group.entry for group in _flat(left)]
            clusters = joined(names, board.entries, meanings)
            left = _place(Counsel([(c, "deterministic") for c in clusters], Usage(), ()), left, board)
        left = _attach_alike(left, board, meanings)
        if len(_flat(left)) == count:
            return left


def _attach_alike(left: Iterable[_Cluster], board: Board, meanings: Meanings) -> list[_Cluster]:
    """Attach the names that are beyond doubt; return the clusters without them."""
    groups = _flat(left)
    found = meanings.closest([group.entry for group in groups], board.entries)
    for group in groups:
        if group.slug in found:
            board.attach(group, found[group.slug], "embedding")
    remaining = ([group for group in cluster if group.slug not in found] for cluster in left)
    return [cluster for cluster in remaining if cluster]


def _place(counsel: Counsel, left: Iterable[_Cluster], board: Board) -> list[_Cluster]:
    """Put the clusters of a counsel on the board; return those that found no place."""
    groups = {group.slug: group for group in _flat(left)}
    unplaced: list[_Cluster] = []
    for slugs, source in counsel.clusters:
        members = [groups[slug] for slug in slugs if slug in groups]
        theme = next((slug for slug in slugs if slug not in groups), None)
        unplaced += board.place(members, theme, source)
    return unplaced


def _flat(clusters: Iterable[_Cluster]) -> list[Group]:
    """Return the groups of all clusters, sorted by slug."""
    return sorted((group for cluster in clusters for group in cluster), key=lambda group: group.slug)
