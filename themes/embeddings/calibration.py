"""Bringing another model's vectors to the scale of the embedded network, for which all thresholds were found.

How alike two texts are in numbers depends on the model. With some models any two texts have a
cosine of 0.7, which would make one theme of everything. A model is therefore given texts that are
meant to be different. Its vectors are moved until these texts are as far apart as the embedded
network sees them.
"""

import numpy as np

from themes.models import Frozen, Vectors
from themes.vectors import cosine_similarities, unit

_HIGH = 0.99
"""The share of pairs of different texts that are less alike than the pair that is compared."""


class Calibration(Frozen, arbitrary_types_allowed=True):
    """The centre that is taken off each vector, and how much room is left for what sets texts apart."""

    centre: Vectors
    apart: float

    @classmethod
    def of(cls, theirs: Vectors, ours: Vectors) -> "Calibration":
        """Compare the vectors of the same different texts, a row for each, by another model and by ours.

        The mean of all vectors is subtracted first (Mu and Viswanath, All-but-the-Top, ICLR 2018).
        Then the likeness of a pair with cosine c is 1 − a · (1 − c), with a in (0, 1]. The factor a
        makes the _HIGH quantile of all pairs as alike as it is to our network.
        """
        centre = theirs.mean(axis=0)
        high = _quantile(unit(theirs - centre))
        apart = (1 - _quantile(ours)) / max(1 - high, 1e-6)
        return cls(centre=centre, apart=float(min(apart, 1.0)))

    def applied(self, vectors: Vectors) -> Vectors:
        """Return unit vectors, one dimension longer, whose dot products are likenesses on our scale."""
        moved = unit(vectors - self.centre) * np.sqrt(self.apart)
        common = np.full((len(moved), 1), np.sqrt(1 - self.apart), np.float32)
        return np.hstack([moved, common]).astype(np.float32)


def _quantile(vectors: Vectors) -> float:
    """How alike the pair above _HIGH of all pairs of rows is."""
    alike = cosine_similarities(vectors, vectors)[np.triu_indices(len(vectors), k=1)]
    return float(np.quantile(alike, _HIGH))
