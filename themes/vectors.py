"""Vectors of unit length and the cosines between them."""

import numpy as np
import numpy.typing as npt

from themes.models import Vectors

Similarities = npt.NDArray[np.float64]
"""Shape (n, m): the cosine of each pair, or minus infinity for a pair that must not join."""


def cosine_similarities(vectors: Vectors, others: Vectors) -> Similarities:
    """Return the cosines of all pairs, rounded so that no machine's last bits decide anything."""
    cosines: Similarities = (vectors @ others.T).astype(np.float64)
    return cosines.round(5)


def unit(vectors: Vectors) -> Vectors:
    """Scale rows to unit length; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled
