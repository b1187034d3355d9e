"""What became of the documents of an import."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from executor.tool import Outcome, Refusal
from themes.models import Frozen
from themes.transcripts.document import Unreadable


class KeptBeside(Frozen):
    """An interview that shares little with the stored one of its key, so that both are kept."""

    source: str
    title: str
    """The title under which it is stored."""
    other: str
    """The title of the interview that was there before."""


class SameSession(Frozen):
    """A file that holds the same session as a stored interview, and was not stored."""

    source: str
    other: str
    """The title of the stored interview."""


@dataclass(frozen=True)
class Imported:
    """What became of the interviews and quotes of some files."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    quotes_created: int = 0
    quotes_updated: int = 0
    """Quotes that stood there already and were given another topic."""
    speakers: int = 0
    """Speakers named in the interviews, each counted once an interview."""
    left_out: int = 0
    """Lines of the files left out because nobody said them; preview shows the lines."""
    faults: tuple[Unreadable, ...] = ()
    """Files, rows and quotes that could not be stored, each with its fault and the remedy."""
    kept_beside: tuple[KeptBeside, ...] = ()
    """Interviews that were stored beside another one of the same key."""
    same_sessions: tuple[SameSession, ...] = ()
    """Interviews that were not stored, because the same session is."""
    other_kinds: tuple[tuple[str, int], ...] = ()
    """Endings of files that were left out because their kind is not read, and how many have each."""

    @property
    def figures(self) -> dict[str, int]:
        """All of it as numbers, for the record of the run, which names no file."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value if isinstance(value, int) else len(value) for name, value in values.items()}

    def __add__(self, other: "Imported") -> "Imported":
        return Imported(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


def refused(sources: Sequence[str], outcomes: Sequence[Outcome[Any]]) -> Iterator[Unreadable]:
    """Yield a fault for each call that the executor refused, with the source of the call."""
    for source, outcome in zip(sources, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            yield Unreadable(source=source, fault=outcome.message)
