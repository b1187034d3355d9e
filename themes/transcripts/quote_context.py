"""What stands around a passage of a transcript: who says it, on which line, and the words beside it."""

import re
from collections.abc import Sequence

from themes.models import Frozen
from themes.transcripts.turns import Turn

MOST_BESIDE = 240
"""Characters shown before and after a passage, at most; they never leave the speaker's turn."""
_NEAR = 40
"""Characters in which a cut looks for a space; without one, as in Chinese or Thai, it cuts anywhere."""
_SPACE = re.compile(r"\s+")


class QuoteContext(Frozen):
    """Where a passage stands and what its speaker says around it."""

    speaker: str | None
    """As the transcript labels them; None where it does not."""
    start_seconds: float | None = None
    """When the speaker's turn begins, in seconds; None where the source gives no times."""
    line: int
    """The line of the transcript on which the passage begins, counted from 1."""
    before: str
    """What they say just before it, up to it: its last space is its own."""
    after: str


def quote_context(text: str, said: Sequence[Turn], start: int, end: int) -> QuoteContext:
    """Describe the place of ``text[start:end]``, given the turns of the text."""
    turn = next((turn for turn in said if turn.start <= start < turn.end), None)
    first, last = (turn.start, max(turn.end, end)) if turn else (start, end)
    return QuoteContext(
        speaker=turn.speaker if turn else None,
        start_seconds=turn.start_seconds if turn else None,
        line=text.count("\n", 0, start) + 1,
        before=_end_of(text[first:start]),
        after=_beginning_of(text[end:last]),
    )


def single_spaced(words: str) -> str:
    """Put words on one line; those at the ends keep a space there, so that parts join to what was said."""
    return _SPACE.sub(" ", words)


def _end_of(words: str) -> str:
    if len(words) <= MOST_BESIDE:
        return words.lstrip()
    kept = words[-MOST_BESIDE:]
    space = _SPACE.search(kept, 0, _NEAR)
    return f"… {kept[space.end() :]}" if space else f"…{kept}"


def _beginning_of(words: str) -> str:
    if len(words) <= MOST_BESIDE:
        return words.rstrip()
    kept = words[:MOST_BESIDE]
    spaces = list(_SPACE.finditer(kept, MOST_BESIDE - _NEAR))
    return f"{kept[: spaces[-1].start()]} …" if spaces else f"{kept}…"
