"""What it costs to look up a thousand passages in a long transcript, most of them retyped or made up."""

import time
from collections.abc import Iterator

from themes.transcripts.quote_matching import Transcript
from tools.bench.interviews import transcript
from tools.bench.size import Size
from tools.bench.table import Row, at_most, compared

WORDS = 10_000
PASSAGES = 1_000
_A_SECOND = 1.0


def measure(size: Size) -> Iterator[Row]:
    """Look up a quarter as said, half in capitals, a quarter with a word too many, each time from nothing."""
    text = transcript(0, WORDS)
    said = text.split()
    passages = [" ".join(said[at : at + 12]) for at in range(0, 4 * PASSAGES, 4)]
    for at, passage in enumerate(passages):
        if at % 4:
            passages[at] = passage.upper() if at % 4 < 3 else f"{passage} zeta"
    took = [_seconds(text, passages) for _ in range(size.rounds)]
    what = f"{PASSAGES:,} passages in {WORDS:,} words, a second as reference"
    yield compared(what, took, [_A_SECOND] * len(took), "s", at_most(1))


def _seconds(text: str, passages: list[str]) -> float:
    began = time.perf_counter()
    found = Transcript(text)
    missing = sum(found.locate(passage) is None for passage in passages)
    if missing != PASSAGES // 4:
        raise RuntimeError(f"{missing} passages were not found instead of {PASSAGES // 4}.")
    return time.perf_counter() - began
