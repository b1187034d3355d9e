"""Embed the built-in codebook anew, after a change to it: ``make codebook``."""

from pathlib import Path

import numpy as np

from themes.embeddings.minilm import MiniLM
from themes.embeddings.precomputed import FILE, content_key, texts


def main() -> None:
    """Write the file that themes.embeddings.precomputed reads; half precision is finer than scores need."""
    embedder = MiniLM()
    vectors = embedder.embed(texts()).astype(np.float16)
    np.savez(Path(str(FILE)), vectors=vectors, content_key=content_key(embedder.fingerprint))


if __name__ == "__main__":
    main()
