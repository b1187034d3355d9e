"""Vectors of the built-in codebook that come with the program, so that no process computes them anew.

The file is written by ``make vectors``. It holds, for texts known by their hash, what the embedding model
makes of them, in half precision: where a text is in it, that is its vector, on every machine.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np

from themes.models import Vectors

FILE = Path(str(files("themes.extractors") / "codebook.npz"))


@cache
def fingerprint() -> str:
    """Return a short hash of the file."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


@cache
def known() -> dict[bytes, Vectors]:
    """Return unit vectors, in single precision, by the key of their text."""
    with np.load(BytesIO(FILE.read_bytes()), allow_pickle=False) as content:
        keys, halves = content["keys"], content["vectors"].astype(np.float32)
    vectors = halves / np.linalg.norm(halves, axis=1, keepdims=True)
    return {row.tobytes(): vector for row, vector in zip(keys, vectors, strict=True)}


def key(text: str) -> bytes:
    """Return what a text is known by."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def save(texts: Iterable[str], vectors: Vectors) -> None:
    """Write the file: one vector for each text."""
    keys = np.frombuffer(b"".join(map(key, texts)), np.uint8).reshape(-1, 32)
    np.savez_compressed(FILE, keys=keys, vectors=vectors.astype(np.float16))
