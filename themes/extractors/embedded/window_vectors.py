"""What the windows of a transcript mean: vectors of what is said, and of the questions before."""

from collections.abc import Sequence

import numpy as np

from themes.extractors.embedded.codebook_scores import unit
from themes.extractors.embedded.windows import Window
from themes.models import Embedder, Vectors

_BATCH = 256


def meanings_of_said(text: str, heard: Sequence[Window], embedder: Embedder) -> Vectors:
    """Return a unit vector per window: the mean of its sentences, each by the root of its length.

    Windows overlap, but each sentence is embedded once. Short sentences weigh more than their words do,
    because they say things too, and less than long ones.
    """
    spans = sorted({span for window in heard for span in window.sentences})
    row = {span: index for index, span in enumerate(spans)}
    weights = np.sqrt([[end - start] for start, end in spans])
    weighted = _embedded([text[start:end] for start, end in spans], embedder) * weights
    return unit(
        np.stack([weighted[[row[span] for span in window.sentences]].sum(axis=0) for window in heard])
    )


def meanings_of_asked(heard: Sequence[Window], embedder: Embedder) -> Vectors:
    """Return a unit vector per window for the question that it answers, of zeros where nothing was asked."""
    asked = _embedded([window.question for window in heard], embedder)
    asked[[not window.question for window in heard]] = 0
    return asked


def _embedded(texts: Sequence[str], embedder: Embedder) -> Vectors:
    # In batches, so that other interviews get their turn at the embedder while a long one is read.
    batches = [embedder.embed(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
    return np.concatenate(batches)
