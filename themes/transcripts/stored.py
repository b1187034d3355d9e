"""The structure of a transcript as the database keeps it beside the text."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from themes.transcripts.record import Role


class StoredTurn(NamedTuple):
    """A stretch of the stored text said by one speaker: ``text[start:end]`` holds the words alone."""

    speaker: str | None
    role: Role
    start: int
    end: int
    start_seconds: float | None = None
    """Seconds since the recording began; None where the source does not say."""


def to_json(turns: Iterable[StoredTurn]) -> list[list[object]]:
    """Return the turns as the column ``turns`` holds them: a list of speaker, role, start, end, seconds."""
    return [list(turn) for turn in turns]


def from_json(value: Sequence[Sequence[object]] | None) -> tuple[StoredTurn, ...] | None:
    """Return the turns out of the column ``turns``; None for an interview stored without structure."""
    return None if value is None else tuple(StoredTurn(*turn) for turn in value)  # type: ignore[arg-type]
