"""Write the vectors of the built-in codebook: ``make vectors``, after a change of its texts."""

import sys

from themes import known_vectors
from themes.codebook import codebook
from themes.embedding import MiniLM


def main() -> None:
    """Embed all texts of the codebook and save them."""
    texts = list(dict.fromkeys(text for code in codebook() for text in code.texts))
    known_vectors.save(texts, MiniLM(known={}).embed(texts))
    sys.stdout.write(f"{len(texts)} texts in {known_vectors.FILE.name}\n")


if __name__ == "__main__":
    main()
