"""Joining names that mean the same without asking anybody: the deterministic merge."""

from collections.abc import Sequence

import numpy as np

from themes.models import NameGroup
from themes.resolution.clustering import agglomerate, connected_components
from themes.resolution.similarity import LINK_SIMILARITY, NameVectors, contradict
from themes.vectors import Similarities, cosine_similarities

_VETO_FROM = 0.5


def link_by_similarity(
    names: Sequence[NameGroup], themes: Sequence[NameGroup], name_vectors: NameVectors
) -> list[tuple[str, ...]]:
    """Partition the names, by slug; a cluster may hold the slug of one theme beside its names.

    Clusters are those of average linkage at TOGETHER. Names that say opposite things are kept apart, and
    so are themes. The answer does not depend on the order of names or themes.
    """
    fixed = name_vectors.near(names, themes, LINK_SIMILARITY, limit=len(themes))
    entries = sorted((*names, *fixed), key=lambda entry: entry.slug)
    if not entries:
        return []
    vectors = name_vectors.vectors(entries)
    clusters: list[tuple[str, ...]] = []
    for component in connected_components(vectors, LINK_SIMILARITY):
        members = [entries[index] for index in component]
        pairwise = _vetoed(cosine_similarities(vectors[component], vectors[component]), members, fixed)
        clusters += (
            tuple(members[i].slug for i in cluster) for cluster in agglomerate(pairwise, LINK_SIMILARITY)
        )
    seen = {slug for cluster in clusters for slug in cluster}
    return [*clusters, *((entry.slug,) for entry in entries if entry.slug not in seen)]


def _vetoed(pairwise: Similarities, entries: Sequence[NameGroup], fixed: Sequence[NameGroup]) -> Similarities:
    """Forbid pairs of opposites and pairs of themes."""
    for one, other in np.argwhere(np.triu(pairwise >= _VETO_FROM, k=1)):
        if contradict(entries[one], entries[other]):
            pairwise[one, other] = pairwise[other, one] = -np.inf
    slugs = {theme.slug for theme in fixed}
    of_themes = np.flatnonzero([entry.slug in slugs for entry in entries])
    pairwise[np.ix_(of_themes, of_themes)] = -np.inf
    return pairwise
