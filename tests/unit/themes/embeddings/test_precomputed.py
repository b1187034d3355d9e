"""The vectors of the codebook are computed once and kept in a file."""

import numpy as np

from tests.support.embedded_texts import Counting
from themes.embeddings import precomputed
from themes.embeddings.minilm import MiniLM


def test_the_kept_vectors_are_those_of_the_codebook_as_it_is() -> None:
    """After a change to the codebook or the embedder run ``make codebook``."""
    embedder = MiniLM()
    with precomputed.FILE.open("rb") as file, np.load(file) as kept:
        assert str(kept["made_of"]) == precomputed.content_key(embedder.fingerprint)
        vectors = kept["vectors"][::50]
    np.testing.assert_allclose(vectors, embedder.embed(precomputed.texts()[::50]), atol=1e-3)


def test_vectors_of_another_embedder_are_not_taken_from_the_file() -> None:
    other = Counting()
    other.fingerprint = "another"
    text = precomputed.texts()[0]
    precomputed.PrecomputedEmbedder(other).embed([text])
    assert other.texts == [text]
