"""A place in a text that holds personal data."""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

Kind = Literal["Person", "Email", "Link", "Phone", "Id", "Address"]


class Found(NamedTuple):
    """The stretch ``text[start:end]``; offsets count code points."""

    start: int
    end: int
    kind: Kind


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Return the stretches in the order of the text; of two that overlap the earlier and longer one stays."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def replaced(text: str, found: Iterable[Found], instead: Callable[[Kind, str], str]) -> str:
    """Return the text with each stretch replaced; ``found`` is in order, without overlaps."""
    pieces, at = [], 0
    for one in found:
        pieces += [text[at : one.start], instead(one.kind, text[one.start : one.end])]
        at = one.end
    return "".join([*pieces, text[at:]])
