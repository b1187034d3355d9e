"""Doubting a model that puts names together which have nothing in common."""

from collections.abc import Sequence

import numpy as np

from themes.exceptions import ConsolidationError
from themes.models import Consolidation, Consolidator, Embedder, NameGroup
from themes.resolution.similarity import NameVectors
from themes.vectors import cosine_similarities

LARGE_GROUP = 6
"""Names in a code or a theme, those of the catalogue among them, from which on it must hold together."""
LEAST_COHESION = 0.30
"""Mean likeness of the pairs of such a code below which it does not."""
MORE_THAN_CHANCE = 0.02
"""How much more alike the names of a theme must be than all names, where LEAST_COHESION is not met."""

# Measured with MiniLM: eight codes drawn at random from one study's codebook have 0.21 on average.
# One draw in a hundred has more than 0.33. The least alike of 24 pairs of names that mean the same
# has 0.52. In a smaller group chance is larger, and the model may know what the vectors do not.


class CoherentConsolidator:
    """Refuses the grouping of a consolidator that puts many unlike names together.

    Small models answer that everything is one theme, which is a valid partition and would make one theme of
    all that was said.
    """

    def __init__(self, inner: Consolidator, embedder: Embedder) -> None:
        self._inner = inner
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        """The inner consolidator's: what is not refused is its own answer."""
        return self._inner.fingerprint

    @property
    def most_names(self) -> int:
        """The inner consolidator's."""
        return self._inner.most_names

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        """Ask the inner consolidator.

        Raises ConsolidationError, with the answer's cost, where a code or a theme of the answer
        does not cohere. Errors of the inner consolidator and the embedder pass through.
        """
        answer = await self._inner.consolidate(names, catalogue)
        entries = {entry.slug: entry for entry in (*catalogue, *names)}
        codes = [group for group in answer.groups if len(group) >= LARGE_GROUP]
        themes = [theme.members for theme in answer.themes if len(theme.members) >= LARGE_GROUP]
        if codes or themes:
            vectors = await NameVectors.of(self._embedder, list(entries.values()))
            by_chance = _cohesion(names, vectors) + MORE_THAN_CHANCE if themes else 0.0
            bounds = [(code, LEAST_COHESION) for code in codes]
            bounds += [(theme, min(LEAST_COHESION, by_chance)) for theme in themes]
            if any(_cohesion([entries[slug] for slug in group], vectors) < least for group, least in bounds):
                raise ConsolidationError(
                    "The model put names together that have little in common.", answer.usage
                )
        return answer


def _cohesion(group: Sequence[NameGroup], name_vectors: NameVectors) -> float:
    """The mean cosine of all pairs."""
    vectors = name_vectors.vectors(group)
    return float(cosine_similarities(vectors, vectors)[np.triu_indices(len(group), k=1)].mean())
