"""What reading a file gives: documents, and a sentence for each part that could not be read."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic import Field

from themes.models import Frozen

MAX_TEXT_BYTES = 10_000_000
"""The most text one document may hold, in UTF-8."""


class DocumentQuote(Frozen):
    """A passage that somebody marked in the text; whether it is found there is the importer's to check."""

    quote: str = Field(min_length=1)
    topic: str | None = None


class Document(Frozen):
    """One interview as a file gives it, with line ends as ``\\n`` and otherwise verbatim."""

    key: str = Field(min_length=1)
    """What the file calls it for good: its id, or its path within the imported folder."""
    title: str
    text: str
    created_at: datetime | None
    """In UTC; None where the file does not say."""
    quotes: tuple[DocumentQuote, ...] = ()
    source: str
    """The file's path within the imported folder, with the row after it, for messages."""


class Unreadable(Frozen):
    """A file or a row that is no document. ``fault`` names the fault and the remedy and quotes nothing."""

    source: str
    fault: str


class FaultError(Exception):
    """Why a file or a row is no document; the message becomes ``Unreadable.fault``."""


class Row(NamedTuple):
    """One record of a file, as yet unjudged: its fields by name, or why it has none."""

    content: Mapping[str, object] | FaultError
    place: str = ""
    """Where it stands, such as ``line 12``; empty when it is the whole file."""
