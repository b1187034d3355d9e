"""Joining names that mean the same, and codes that belong together, without asking anybody."""

from collections.abc import Sequence

import numpy as np

from themes.models import NameGroup
from themes.resolution.clustering import agglomerate, connected_components
from themes.resolution.similarity import LINK_SIMILARITY, THEME_SIMILARITY, NameVectors, contradict
from themes.vectors import Similarities, cosine_similarities

_VETO_FROM = 0.5

Codes = tuple[tuple[str, ...], ...]
"""The codes of one theme, each as the slugs of its names."""


def link_by_similarity(
    names: Sequence[NameGroup], entries: Sequence[NameGroup], name_vectors: NameVectors
) -> list[Codes]:
    """Partition the names, by slug, into themes and these into codes.

    A theme may hold the slug of one entry beside its names, and so may one of its codes. Both levels are
    those of one average linkage, cut at THEME_SIMILARITY and at LINK_SIMILARITY. Names that contradict each
    other are kept apart, and so are entries. The answer does not depend on the order of names or entries.
    """
    fixed = name_vectors.near(names, entries, THEME_SIMILARITY, limit=len(entries))
    items = sorted((*names, *fixed), key=lambda entry: entry.slug)
    if not items:
        return []
    vectors = name_vectors.vectors(items)
    themes: list[Codes] = []
    for component in connected_components(vectors, THEME_SIMILARITY):
        members = [items[index] for index in component]
        pairwise = _vetoed(cosine_similarities(vectors[component], vectors[component]), members, fixed)
        codes = [
            tuple(members[i].slug for i in cluster) for cluster in agglomerate(pairwise, LINK_SIMILARITY)
        ]
        for cluster in agglomerate(pairwise, THEME_SIMILARITY):
            slugs = {members[i].slug for i in cluster}
            themes.append(tuple(code for code in codes if slugs.issuperset(code)))
    seen = {slug for theme in themes for code in theme for slug in code}
    return [*themes, *(((entry.slug,),) for entry in items if entry.slug not in seen)]


def _vetoed(pairwise: Similarities, items: Sequence[NameGroup], fixed: Sequence[NameGroup]) -> Similarities:
    """Forbid pairs of opposites and pairs of entries."""
    for one, other in np.argwhere(np.triu(pairwise >= _VETO_FROM, k=1)):
        if contradict(items[one], items[other]):
            pairwise[one, other] = pairwise[other, one] = -np.inf
    slugs = {entry.slug for entry in fixed}
    of_entries = np.flatnonzero([entry.slug in slugs for entry in items])
    pairwise[np.ix_(of_entries, of_entries)] = -np.inf
    return pairwise
