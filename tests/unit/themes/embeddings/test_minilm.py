"""Embeddings are computed here, from files we know, the same way every time."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from themes.embeddings import model_files
from themes.embeddings.minilm import DIMENSIONS, MiniLM
from themes.exceptions import ModelFilesError

TEXTS = ["The app is slow.", "Invoices get paid sooner now.", "", "It takes ages to load. " * 30, "好。"]


@pytest.fixture(scope="module")
def embedder() -> MiniLM:
    return MiniLM()


def test_vectors_have_unit_length_one_row_per_text_in_order(embedder: MiniLM) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_rows(embedder: MiniLM) -> None:
    assert embedder.embed([]).shape == (0, DIMENSIONS)


def test_a_text_gives_the_same_bits_whatever_its_company() -> None:
    together = MiniLM().embed(TEXTS)
    alone = MiniLM()
    assert all(np.array_equal(alone.embed([text])[0], row) for text, row in zip(TEXTS, together, strict=True))


def test_repeated_texts_are_remembered_and_equal(embedder: MiniLM) -> None:
    first, second, third = embedder.embed([TEXTS[0], TEXTS[1], TEXTS[0]])
    assert np.array_equal(first, third)
    assert not np.array_equal(first, second)


def test_alike_meanings_are_closer_than_different_ones(embedder: MiniLM) -> None:
    slow, loading, paid = embedder.embed(["The app is slow.", "It takes ages to load.", "We got paid."])
    assert slow @ loading > slow @ paid


@pytest.mark.parametrize("text", ["\ud800 lone surrogate", "\x00\x01\x02", "x" * 1_000_000, " \n\t"])
def test_any_text_can_be_embedded(embedder: MiniLM, text: str) -> None:
    assert np.isfinite(embedder.embed([text])).all()


def test_altered_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "NETWORK_SHA256", "0" * 64)
    with pytest.raises(ModelFilesError, match="lock file"):
        MiniLM().embed(["anything"])


def test_missing_files_are_named_with_a_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(model_files, "_TOKENIZER", ("themes", "no-such-file.json"))
    with pytest.raises(ModelFilesError, match="install it again"):
        model_files.tokenizer()


def test_the_fingerprint_names_both_files() -> None:
    assert model_files.NETWORK_SHA256[:12] in MiniLM().fingerprint
    assert model_files.TOKENIZER_SHA256[:12] in MiniLM().fingerprint


def test_nothing_is_kept_in_or_sent_from_the_home_folder(tmp_path: Path) -> None:
    """The runtime's own telemetry, which begins with a device id in the home folder, is off."""
    program = "from themes.embeddings.minilm import MiniLM; MiniLM().embed(['The app is slow.'])"
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    assert not list(tmp_path.iterdir())
