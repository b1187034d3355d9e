"""What stands around a passage of a transcript: who says it, on which line, and the words beside it."""

from collections.abc import Sequence

from themes.models import Frozen
from themes.transcript import Turn

MOST_BESIDE = 240
"""Characters shown before and after a passage, at most; they never leave the speaker's turn."""


class Surroundings(Frozen):
    """Where a passage stands and what its speaker says around it."""

    speaker: str | None
    """As the transcript labels them; None where it does not."""
    line: int
    """The line of the transcript on which the passage begins, counted from 1."""
    before: str
    after: str


def surroundings(text: str, said: Sequence[Turn], start: int, end: int) -> Surroundings:
    """Describe the place of ``text[start:end]``, given the turns of the text."""
    turn = next((turn for turn in said if turn.start <= start < turn.end), None)
    first, last = (turn.start, max(turn.end, end)) if turn else (start, end)
    return Surroundings(
        speaker=turn.speaker if turn else None,
        line=text.count("\n", 0, start) + 1,
        before=_end_of(text[first:start]),
        after=_beginning_of(text[end:last]),
    )


def _end_of(words: str) -> str:
    if len(words) <= MOST_BESIDE:
        return words.lstrip()
    return "… " + words[-MOST_BESIDE:].partition(" ")[2]


def _beginning_of(words: str) -> str:
    if len(words) <= MOST_BESIDE:
        return words.rstrip()
    return words[:MOST_BESIDE].rpartition(" ")[0] + " …"
