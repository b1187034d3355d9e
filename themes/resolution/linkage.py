"""Joining names that mean the same without asking anybody: the deterministic merge."""

from collections.abc import Sequence

import numpy as np

from themes.models import NameGroup
from themes.resolution.clustering import Likeness, agglomerate, components, likeness
from themes.resolution.similarity import TOGETHER, Meanings, oppose

_VETO_FROM = 0.5


def joined(
    names: Sequence[NameGroup], themes: Sequence[NameGroup], meanings: Meanings
) -> list[tuple[str, ...]]:
    """Partition the names, by slug; a cluster may hold the slug of one theme beside its names.

    Clusters are those of average linkage at TOGETHER. Names that say opposite things are kept apart, and
    so are themes. The answer does not depend on the order of names or themes.
    """
    fixed = meanings.near(names, themes, TOGETHER, limit=len(themes))
    entries = sorted((*names, *fixed), key=lambda entry: entry.slug)
    if not entries:
        return []
    vectors = meanings.vectors(entries)
    clusters: list[tuple[str, ...]] = []
    for component in components(vectors, TOGETHER):
        members = [entries[index] for index in component]
        pairwise = _vetoed(likeness(vectors[component], vectors[component]), members, fixed)
        clusters += (tuple(members[i].slug for i in cluster) for cluster in agglomerate(pairwise, TOGETHER))
    seen = {slug for cluster in clusters for slug in cluster}
    return [*clusters, *((entry.slug,) for entry in entries if entry.slug not in seen)]


def _vetoed(pairwise: Likeness, entries: Sequence[NameGroup], fixed: Sequence[NameGroup]) -> Likeness:
    """Forbid pairs of opposites and pairs of themes."""
    for one, other in np.argwhere(np.triu(pairwise >= _VETO_FROM, k=1)):
        if oppose(entries[one], entries[other]):
            pairwise[one, other] = pairwise[other, one] = -np.inf
    slugs = {theme.slug for theme in fixed}
    of_themes = np.flatnonzero([entry.slug in slugs for entry in entries])
    pairwise[np.ix_(of_themes, of_themes)] = -np.inf
    return pairwise
