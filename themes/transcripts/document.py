"""What an import stores: documents made of interview records, and a sentence for each unreadable part."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import Self

from pydantic import Field

from themes.models import Frozen, TurnPlace
from themes.text.sanitize import sanitize
from themes.transcripts.record import InterviewRecord
from themes.transcripts.rendering import rendered

_LONGEST = 200
_MOST_ATTRIBUTES = 100


class DocumentQuote(Frozen):
    """A passage that somebody marked in the text; whether it is found there is the importer's to check."""

    quote: str = Field(min_length=1)
    topic: str | None = None


class Document(Frozen):
    """One interview as it is stored: the words with their speakers, without stamps."""

    key: str = Field(min_length=1)
    """What the file calls it for good: its id, or its path within the imported folder."""
    title: str
    text: str
    created_at: datetime | None
    """In UTC; None where the file does not say."""
    quotes: tuple[DocumentQuote, ...] = ()
    source: str
    """The file's path within the imported folder, with the row after it, for messages."""
    turns: tuple[TurnPlace, ...] = ()
    """The speaker of a stretch of the text."""
    speakers: int = 0
    """How many speakers are named."""
    left_out: int = 0
    """How many lines were left out because nobody said them."""
    attributes: Mapping[str, str] = {}
    """What the file tells of the participants, such as role, site or segment."""
    participants: tuple[str, ...] = ()
    """Names or codes of the participants that the file states."""

    @classmethod
    def of(cls, record: InterviewRecord) -> Self:
        """Return the document that a completed record is stored as."""
        text, turns = rendered(record.turns)
        return cls(
            key=record.key or record.source,
            title=record.title or record.source,
            text=text,
            created_at=record.created_at,
            quotes=tuple(DocumentQuote(quote=one.quote, topic=one.topic) for one in record.quotes),
            source=record.source,
            turns=turns,
            speakers=sum(speaker.name is not None for speaker in record.speakers),
            left_out=len(record.left_out),
            attributes=_told(record.attributes),
            participants=tuple(name for one in record.participants if (name := _line(one))),
        )


def _told(attributes: Mapping[str, str]) -> dict[str, str]:
    lines = {_line(name): _line(told) for name, told in attributes.items()}
    return dict(islice(((name, told) for name, told in lines.items() if name and told), _MOST_ATTRIBUTES))


def _line(words: str) -> str:
    """Words as one line that can be stored."""
    return sanitize(words, _LONGEST)


class Unreadable(Frozen):
    """A file or a row that is no document. ``fault`` names the fault and the remedy and quotes nothing."""

    source: str
    fault: str
