"""The built-in codebook's vectors, made once and kept in a file, so that no process embeds it again."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from themes.codebooks.builtin import codebook, fingerprint
from themes.models import Embedder, Vectors

FILE = files("themes.codebooks") / "builtin.npz"
"""Made by ``make codebook``: ``vectors`` in the order of ``texts``, and what they were ``content_key``."""


class PrecomputedEmbedder:
    """An Embedder that has the built-in codebook's vectors at hand and leaves all else to another one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known = _kept(embedder.fingerprint)

    @property
    def fingerprint(self) -> str:
        """That of the other embedder, which made the file too."""
        return self._embedder.fingerprint

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, in order. Raises what the other embedder raises."""
        unknown = [text for text in texts if text not in self._known]
        found = self._known | dict(zip(unknown, self._embedder.embed(unknown), strict=True))
        return np.stack([found[text] for text in texts])


def texts() -> list[str]:
    """Return everything of the built-in codebook that is embedded."""
    return [text for code in codebook() for text in (*code.says, code.headline)]


def content_key(embedder_fingerprint: str) -> str:
    """Name what the vectors depend on: the codebook and the embedder."""
    return f"{fingerprint()}-{embedder_fingerprint}"


@cache
def _kept(embedder_fingerprint: str) -> dict[str, Vectors]:
    """Return the kept vectors by their text, none if they were made of something else."""
    with FILE.open("rb") as file, np.load(file) as kept:
        if str(kept["made_of"]) != content_key(embedder_fingerprint):
            return {}
        return dict(zip(texts(), kept["vectors"].astype(np.float32), strict=True))
