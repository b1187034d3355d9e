"""When a found theme and a human code are the same thing, judged by their evidence alone.

The definition, and why it cannot be gamed by citing more, is in docs/explanation/evaluation.md.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from themes.models import Interview
from themes.transcripts.interviewers import spoken
from themes.transcripts.turns import sentences
from tools.eval.corpus import Evidence

LEAST_OVERLAP = 0.1
"""F1 of the sentences of the theme and those of the code."""
LEAST_LIFT = 2.0
"""Sentences in common, as a multiple of those expected if the theme's passages lay anywhere."""
LARGEST_CHANCE = 0.001
"""How probable so many sentences in common may be if the theme's passages were moved at random."""

_SEED = 11

Marks = list[npt.NDArray[np.bool_]]
"""For each interview, which of its sentences a theme or a code covers."""


class Scores(NamedTuple):
    """Shares of themes that match a code (precision) and of codes that a theme matches (recall)."""

    themes: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def mean(scores: Sequence[Scores]) -> Scores:
    """Average the number of themes, precision and recall of several trials."""
    themes, precision, recall = np.mean(scores, axis=0)
    return Scores(round(themes), float(precision), float(recall))


class Grid:
    """The sentences of a corpus, in which themes and codes are compared; moderators' are left out."""

    def __init__(self, interviews: Sequence[Interview]) -> None:
        self._units = [_units(interview) for interview in interviews]

    def marks(self, evidence: Evidence) -> Marks:
        """Mark the sentences that share at least half of themselves, or of a passage, with a passage."""
        return [_covered(units, evidence.get(i, ())) for i, units in enumerate(self._units)]

    def scores(self, themes: Mapping[str, Evidence], codes: Mapping[str, Evidence]) -> Scores:
        """Match every theme against every code."""
        found = [self.marks(evidence) for evidence in themes.values()]
        coded = [self.marks(evidence) for evidence in codes.values()]
        return Scores(len(themes), *_shares(self.matches(found, coded)))

    def matches(self, themes: Sequence[Marks], codes: Sequence[Marks]) -> npt.NDArray[np.bool_]:
        """Tell of every theme (row) and code (column) whether they match."""
        rows = [[_is_match(theme, code) for code in codes] for theme in themes]
        return np.array(rows, dtype=bool).reshape(len(themes), len(codes))

    def chance(self, themes: Mapping[str, Evidence], codes: Mapping[str, Evidence], draws: int) -> Scores:
        """Score the themes with their passages moved along each interview by random distances."""
        random = np.random.default_rng(_SEED)
        marks = [self.marks(evidence) for evidence in themes.values()]
        coded = [self.marks(evidence) for evidence in codes.values()]
        shares = [_shares(self.matches([_moved(m, random) for m in marks], coded)) for _ in range(draws)]
        precision, recall = np.mean(shares, axis=0)
        return Scores(len(themes), float(precision), float(recall))


def _shares(matrix: npt.NDArray[np.bool_]) -> tuple[float, float]:
    if not matrix.size:
        return 0.0, 0.0
    return float(matrix.any(axis=1).mean()), float(matrix.any(axis=0).mean())


def _moved(marks: Marks, random: np.random.Generator) -> Marks:
    return [np.roll(one, random.integers(max(len(one), 1))) for one in marks]


def _units(interview: Interview) -> npt.NDArray[np.int64]:
    said, asking = spoken(interview)
    answers = [turn for turn in said if turn.speaker not in asking]
    spans = [span for turn in answers for span in sentences(interview.text, turn.start, turn.end)]
    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def _covered(units: npt.NDArray[np.int64], spans: Sequence[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    covered = np.zeros(len(units), dtype=bool)
    for start, end in spans:
        common = np.minimum(units[:, 1], end) - np.maximum(units[:, 0], start)
        covered |= 2 * common >= np.minimum(units[:, 1] - units[:, 0], end - start)
    return covered


def _is_match(theme: Marks, code: Marks) -> bool:
    common = np.array([int((t & c).sum()) for t, c in zip(theme, code, strict=True)])
    if np.count_nonzero(common) < 2:
        return False
    sizes = sum(int(m.sum()) for m in theme), sum(int(m.sum()) for m in code)
    by_place = sum(t.sum() * c.sum() / len(t) for t, c in zip(theme, code, strict=True) if len(t))
    return bool(
        2 * common.sum() >= LEAST_OVERLAP * sum(sizes)
        and common.sum() >= LEAST_LIFT * by_place
        and _chance(theme, code, int(common.sum())) <= LARGEST_CHANCE
    )


def _chance(theme: Marks, code: Marks, common: int) -> float:
    """Return the probability of at least ``common`` sentences in common under random displacement.

    In each interview the theme's passages are rotated together by every possible distance, which keeps
    their number and their lengths; interviews are independent, so their distributions are convolved.
    """
    distribution = np.ones(1)
    for t, c in zip(theme, code, strict=True):
        if t.any() and c.any():
            rotations = np.fft.irfft(np.fft.rfft(t) * np.conj(np.fft.rfft(c)), len(t))
            counts = np.bincount(np.rint(rotations).astype(int))
            distribution = np.convolve(distribution, counts / counts.sum())
    return float(distribution[common:].sum())
