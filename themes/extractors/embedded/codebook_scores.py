"""How close a stretch of talk is to each code of a codebook, against the background of all codes."""

import math
from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt

from themes.codebooks.builtin import Code
from themes.models import Embedder, Vectors

QUESTION_WEIGHT = 0.3
"""How much of a window's meaning comes from the question it answers: "yes, very" has little of its own."""
SIDE_WEIGHT = 0.15
"""How much agreeing in tone adds: embeddings alone place praise beside complaint."""
NEAREST_WEIGHT, CENTRE_WEIGHT, GLOSS_WEIGHT = 0.3, 0.4, 0.3
"""How much of the likeness to a code comes from its nearest example, from all of them and from its gloss.

Much weight on one example makes evidence of a shared word: "I wrote 'lost'" of work that gets lost.
"""
_RIDGE = 2.0

Scores = npt.NDArray[np.float64]
"""Shape (windows, codes)."""

_SIDES = {"good": 1.0, "bad": -1.0, "want": -0.5, "plain": 0.0, "unknown": math.nan}


class Affinity:
    """A codebook as vectors. Making one embeds the whole codebook: do it once and keep it."""

    def __init__(self, examples: Vectors, glosses: Vectors, codes: Sequence[Code]) -> None:
        counts = [len(code.says) for code in codes]
        self._examples = examples
        self._first = np.cumsum([0, *counts[:-1]])
        self._glosses = glosses
        self._centres = unit(np.add.reduceat(examples, self._first, axis=0))
        self._sides = np.array([_SIDES[code.side] for code in codes])
        self._tone = _tone_axis(examples, np.nan_to_num(np.sign(np.repeat(self._sides, counts))))
        # Of a code that somebody brought, its examples tell the side.
        own = np.add.reduceat(self._tone_of(examples), self._first) / counts
        self._sides = np.where(np.isnan(self._sides), own, self._sides)

    @classmethod
    def of(cls, codes: Sequence[Code], embedder: Embedder) -> Self:
        """Embed a codebook: its examples, and its names with their glosses."""
        examples = embedder.embed([said for code in codes for said in code.says])
        glosses = embedder.embed([code.headline for code in codes])
        return cls(examples, glosses, codes)

    def scores(self, said: Vectors, asked: Vectors) -> Scores:
        """Score windows (with the questions before them; zero rows where none was) against all codes.

        The likeness to a code is a weighted mean of that to its nearest example, to the centre of its
        examples and to its gloss. A score is the margin of the likeness over its mean over all codes, so
        talk which is a little like everything scores nowhere. SIDE_WEIGHT is added when the tone of the
        words, from -1 to 1, agrees with the code's side.
        """
        heard = unit((1 - QUESTION_WEIGHT) * said + QUESTION_WEIGHT * asked)
        nearest = np.maximum.reduceat(heard @ self._examples.T, self._first, axis=1)
        likeness = NEAREST_WEIGHT * nearest
        likeness += CENTRE_WEIGHT * (heard @ self._centres.T) + GLOSS_WEIGHT * (heard @ self._glosses.T)
        margin = likeness - likeness.mean(axis=1, keepdims=True)
        scores: Scores = margin.astype(np.float64)
        scores += SIDE_WEIGHT * np.outer(self._tone_of(said), self._sides)
        return scores.round(4)

    def _tone_of(self, said: Vectors) -> Scores:
        """Return the tone of each, from -1 (complaint) to 1 (praise)."""
        tones: Scores = np.clip(said @ self._tone[:-1] + self._tone[-1], -1, 1)
        return tones


def unit(vectors: Vectors) -> Vectors:
    """Scale rows to unit length; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def _tone_axis(examples: Vectors, sides: Scores) -> Scores:
    """Fit the direction from complaint to praise on the examples: ridge regression, intercept last."""
    sided = sides != 0
    rows = np.column_stack([examples[sided], np.ones(int(sided.sum()))]).astype(np.float64)
    return np.linalg.solve(rows.T @ rows + _RIDGE * np.eye(rows.shape[1]), rows.T @ sides[sided])
