"""Long transcripts in parts: each part a stretch of the text itself, together the whole of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from themes.models import Frozen
from themes.transcripts.turns import Turn, sentences

CHARACTERS_PER_TOKEN = 4
"""A common estimate for English; texts in Chinese or Japanese need up to four times as many tokens."""
OVERLAP_SHARE = 0.05
"""How much of a part the next one repeats, so that a thought across the cut is read whole by one of them."""


class Chunk(Frozen):
    """The part ``text[start:end]`` of a transcript."""

    start: int
    end: int


def chunks(text: str, said: Sequence[Turn], max_tokens: int) -> tuple[Chunk, ...]:
    """Split a transcript, whose turns are given, into overlapping parts of at most ``max_tokens`` tokens.

    A part ends where a turn ends if one does in its last half, else where a sentence does, else at white
    space, else anywhere. Offsets count code points; every character is in some part; blank text has none.
    """
    limit = max_tokens * CHARACTERS_PER_TOKEN
    if len(text) <= limit:
        return (Chunk(start=0, end=len(text)),) if text.strip() else ()
    breaks = _Breaks(text, said)
    parts, start = [], 0
    while len(text) - start > limit:
        end = breaks.last_between(start + limit // 2, start + limit)
        parts.append(Chunk(start=start, end=end))
        start = breaks.first_between(end - int(limit * OVERLAP_SHARE), end)
    return (*parts, Chunk(start=start, end=len(text)))


class _Breaks:
    """The offsets of a text at which a new turn or sentence begins, each list in order."""

    def __init__(self, text: str, said: Sequence[Turn]) -> None:
        self._text = text
        self._turns = _starts_of_lines(text, [turn.start for turn in said])
        self._sentences = [start for turn in said for start, _ in sentences(text, turn.start, turn.end)]

    def last_between(self, first: int, last: int) -> int:
        """Return the best place to end a part, from ``first`` (exclusive) to ``last``."""
        for starts in (self._turns, self._sentences):
            at = bisect_right(starts, last) - 1
            if at >= 0 and starts[at] > first:
                return starts[at]
        space = max(self._text.rfind(" ", first, last), self._text.rfind("\n", first, last))
        return space + 1 if space >= 0 else last

    def first_between(self, first: int, last: int) -> int:
        """Return the earliest good place to begin a part, from ``first`` to ``last``."""
        for starts in (self._turns, self._sentences):
            at = bisect_left(starts, first)
            if at < len(starts) and starts[at] < last:
                return starts[at]
        space = self._text.find(" ", first, last)
        return space + 1 if space >= 0 else first


def _starts_of_lines(text: str, starts: Sequence[int]) -> list[int]:
    """Move the starts of turns to the starts of their lines, so that labels stay with their words."""
    return [text.rfind("\n", 0, start) + 1 for start in starts]
