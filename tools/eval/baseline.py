"""The baseline: TF-IDF and k-means over the passages of all interviews at once."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from themes.models import Interview
from themes.transcripts.interviewers import spoken
from themes.transcripts.turns import sentences
from tools.eval.corpus import Evidence

THEMES = 20
PASSAGES = 5
"""Passages cited per theme and interview, as many as the extractor cites."""
_LEAST_WORDS = 15
_COMMON = 0.1
"""Words found in a larger share of passages than this are ignored, as stop words are."""
_ROUNDS = 50
SEEDS = range(10)
"""K-means depends on where it starts: scores are averaged over these starts."""
_WORD = re.compile(r"[^\W\d_]{3,}")

Matrix = npt.NDArray[np.float64]


class _Passage(NamedTuple):
    interview: int
    start: int
    end: int
    words: Counter[str]


def themes(interviews: Sequence[Interview], seed: int) -> dict[str, Evidence]:
    """Cluster the interviews' passages into THEMES themes named by their three strongest words."""
    passages = [p for i, interview in enumerate(interviews) for p in _passages(i, interview)]
    matrix, vocabulary = _tf_idf([p.words for p in passages])
    centres = _k_means(matrix, THEMES, seed)
    likeness = matrix @ centres.T
    found = {}
    for cluster, centre in enumerate(centres):
        members = [i for i in np.argsort(-likeness[:, cluster]) if likeness[i].argmax() == cluster]
        name = " ".join(vocabulary[w] for w in np.argsort(-centre)[:3])
        evidence = _strongest([passages[i] for i in members])
        if len(evidence) >= 2:
            found[name] = evidence
    return found


def _passages(index: int, interview: Interview) -> Iterator[_Passage]:
    text = interview.text
    said, asking = spoken(interview)
    for turn in (t for t in said if t.speaker not in asking):
        start = None
        for first, last in sentences(text, turn.start, turn.end):
            start = first if start is None else start
            words = Counter(w.lower() for w in _WORD.findall(text[start:last]))
            if words.total() >= _LEAST_WORDS:
                yield _Passage(index, start, last, words)
                start = None


def _tf_idf(documents: Sequence[Counter[str]]) -> tuple[Matrix, list[str]]:
    spread = Counter(word for words in documents for word in words)
    kept = sorted(w for w, n in spread.items() if 3 <= n <= _COMMON * len(documents))
    column = {word: i for i, word in enumerate(kept)}
    matrix = np.zeros((len(documents), len(kept)))
    for row, words in enumerate(documents):
        for word in words.keys() & column.keys():
            matrix[row, column[word]] = (1 + np.log(words[word])) * np.log(len(documents) / spread[word])
    return _unit(matrix), kept


def _k_means(matrix: Matrix, k: int, seed: int) -> Matrix:
    """Spherical k-means from k-means++ seeds (Arthur and Vassilvitskii, SODA 2007)."""
    random = np.random.default_rng(seed)
    seeds = [int(random.integers(len(matrix)))]
    while len(seeds) < k:
        distance = np.clip(1 - (matrix @ matrix[seeds].T).max(axis=1), 0, None) ** 2
        seeds.append(int(random.choice(len(matrix), p=distance / distance.sum())))
    centres = matrix[seeds]
    for _ in range(_ROUNDS):
        nearest = (matrix @ centres.T).argmax(axis=1)
        centres = _unit(np.stack([matrix[nearest == c].sum(axis=0) for c in range(k)]))
    return centres


def _unit(matrix: Matrix) -> Matrix:
    return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-12)


def _strongest(members: Sequence[_Passage]) -> Evidence:
    evidence: Evidence = {}
    for passage in members:
        cited = evidence.setdefault(passage.interview, [])
        if len(cited) < PASSAGES:
            cited.append((passage.start, passage.end))
    return evidence
