"""Pieces of what one speaker says, joined as a person reads them."""

import re
from collections.abc import Sequence

_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_CLOSES = frozenset(".!?…:;\"”’'»)]。！？؟」』।")
_STOPS = frozenset(".!?…。！？؟।;")


def join(pieces: Sequence[tuple[str, bool]]) -> str:
    """Join lines, each with whether an empty line precedes it. Paragraphs stay apart by ``\\n``."""
    if len(pieces) == 1:
        return pieces[0][0]
    text: list[str] = []
    last = ""
    for piece, after_blank in pieces:
        if last:
            text.append("\n" if after_blank else _between(last, piece))
        text.append(piece)
        last = piece
    return "".join(text)


def ends_sentence(text: str) -> bool:
    """Whether the text ends where a sentence does."""
    return text.rstrip("\"”’'»)]*_ ")[-1:] in _STOPS


def _between(before: str, after: str) -> str:
    if _WIDE.match(before[-1]) and _WIDE.match(after[0]):
        return "" if before[-1] not in _CLOSES else "\n"
    if before[-1] in _CLOSES and not after[0].islower() and len(before) < 50:
        return "\n"
    return " "
