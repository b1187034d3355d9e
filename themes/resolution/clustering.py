"""Which of many vectors belong together, the same way every time."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from themes.models import Vectors
from themes.vectors import Similarities, cosine_similarities

_BLOCK = 512
_SLACK = 1e-4


def connected_components(vectors: Vectors, threshold: float) -> list[list[int]]:
    """Return the sets of two and more vectors that pairs at least this alike connect, in order.

    No cluster of average linkage at that threshold reaches beyond one of them, so that the full matrix
    is needed only inside each. Works in blocks: memory grows with n, not with n².
    """
    root = list(range(len(vectors)))
    for one, other in _pairs(vectors, threshold - _SLACK):
        first, second = sorted((_find(root, one), _find(root, other)))
        root[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(root)):
        members[_find(root, index)].append(index)
    return [found for found in members.values() if len(found) > 1]


def agglomerate(pairwise: Similarities, threshold: float) -> list[list[int]]:
    """Join the two most alike clusters until none are as alike as the threshold; return them in order.

    The likeness of clusters is the mean over their pairs (average linkage, UPGMA: Sokal and Michener,
    University of Kansas Science Bulletin 38:1409, 1958). Of equally alike pairs the first one joins, so
    that the answer depends on the order of the rows alone: O(n²) for well separated data, O(n³) at worst.
    """
    similarities = pairwise.copy()
    np.fill_diagonal(similarities, -np.inf)
    clusters = [[index] for index in range(len(similarities))]
    nearest = similarities.argmax(axis=1)
    rows = np.arange(len(similarities))
    while len(similarities):
        one = int(np.argmax(similarities[rows, nearest]))
        other = int(nearest[one])
        if similarities[one, other] < threshold:
            break
        one, other = sorted((one, other))
        _join(similarities, one, other, len(clusters[one]), len(clusters[other]))
        clusters[one] += clusters[other]
        clusters[other] = []
        stale = np.flatnonzero((nearest == one) | (nearest == other) | (rows == one))
        nearest[stale] = similarities[stale].argmax(axis=1)
    return [sorted(cluster) for cluster in clusters if cluster]


def nearest_neighbour_order(vectors: Vectors) -> list[int]:
    """Return an order in which alike vectors stand close: from the first, always on to the nearest left."""
    left = np.ones(len(vectors), dtype=bool)
    order: list[int] = []
    current = 0
    while left.any():
        order.append(current)
        left[current] = False
        similarities = cosine_similarities(vectors, vectors[current : current + 1])[:, 0]
        current = int(np.argmax(np.where(left, similarities, -np.inf)))
    return order


def _pairs(vectors: Vectors, threshold: float) -> Iterator[tuple[int, int]]:
    for start in range(0, len(vectors), _BLOCK):
        similarities = vectors[start : start + _BLOCK] @ vectors[start:].T >= threshold
        for row, column in np.argwhere(np.triu(similarities, k=1)):
            yield start + int(row), start + int(column)


def _find(root: list[int], index: int) -> int:
    while root[index] != index:
        root[index] = root[root[index]]
        index = root[index]
    return index


def _join(similarities: Similarities, one: int, other: int, size: int, other_size: int) -> None:
    """Replace row ``one`` by the mean of both clusters and take row ``other`` out of the running."""
    mean = (size * similarities[one] + other_size * similarities[other]) / (size + other_size)
    similarities[one] = similarities[:, one] = mean
    similarities[other] = similarities[:, other] = -np.inf
    similarities[one, one] = -np.inf
