"""An embedder without weights, for which texts are alike as far as they share words."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from themes.models import Vectors


class WordBags:
    """An Embedder that adds up a random vector for each word of a text."""

    fingerprint = "word-bags"

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    @staticmethod
    def _vector(text: str) -> Vectors:
        vector = np.full(64, 1e-3, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
            vector += np.random.default_rng(seed).normal(size=64).astype(np.float32)
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit
