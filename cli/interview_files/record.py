"""One record of a file made into a document."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from cli.interview_files.dates import possible, to_utc
from cli.interview_files.documents import (
    MAX_TEXT_BYTES,
    Document,
    DocumentQuote,
    FaultError,
    Row,
)
from cli.interview_files.fields import (
    CREATED_AT,
    ID,
    QUOTE,
    QUOTES,
    SPEAKER,
    TEXT,
    TITLE,
    TOPIC,
    first,
    is_blank,
    label,
    storable,
)


class Defaults(NamedTuple):
    """What a document is called, and when it took place, where its record does not say."""

    key: str
    title: str
    created_at: datetime | None


def to_document(row: Row, source: str, defaults: Defaults) -> Document:
    """Return the document; raises FaultError naming the field that is missing or wrong."""
    if isinstance(row.content, FaultError):
        raise row.content
    key = label(row.content, ID)
    date = first(row.content, CREATED_AT)
    return Document(
        key=key or storable(defaults.key, "file name"),
        title=label(row.content, TITLE) or key or storable(defaults.title, "file name"),
        text=_text(first(row.content, TEXT)),
        created_at=_of_file(defaults) if is_blank(date) else to_utc(date),
        quotes=_quotes(first(row.content, QUOTES)),
        source=source,
    )


def _of_file(defaults: Defaults) -> datetime | None:
    changed = defaults.created_at
    return changed and possible(changed, "The time at which the file was last changed")


def _text(value: object) -> str:
    if value is None:
        raise FaultError(f"The text is missing; put it in a field named one of {', '.join(TEXT)}.")
    if isinstance(value, list):
        value = "\n".join(_turn(turn) for turn in value)
    if not isinstance(value, str):
        raise FaultError("The field text must be text, or a list of turns with speaker and text; correct it.")
    text = storable(value, "text")
    if len(text.encode()) > MAX_TEXT_BYTES:
        raise FaultError("The text is over 10 MB; split it into several interviews.")
    return text


def _turn(turn: object) -> str:
    if isinstance(turn, str):
        return turn
    if not isinstance(turn, Mapping) or not isinstance(said := first(turn, TEXT), str):
        raise FaultError("Each turn in the field text must be text, or have speaker and text; correct it.")
    speaker = label(turn, SPEAKER)
    return f"{speaker}: {said}" if speaker else said


def _quotes(value: object) -> tuple[DocumentQuote, ...]:
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = _from_cell(value)
    if value is not None and not isinstance(value, str | list):
        raise FaultError("The field quotes must be a list of quotes; correct it.")
    items = value if isinstance(value, list) else [value]
    return tuple(_quote(item) for item in items if not is_blank(item))


def _from_cell(value: str) -> object:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _quote(item: object) -> DocumentQuote:
    record = item if isinstance(item, Mapping) else {"quote": item}
    quote = first(record, QUOTE)
    if not isinstance(quote, str) or is_blank(quote):
        raise FaultError("Each of the quotes must be text, or an object with quote and topic; correct them.")
    return DocumentQuote(quote=storable(quote, "quotes"), topic=label(record, TOPIC, longest=200))
