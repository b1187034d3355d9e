"""What a record of a file says of its interview beside the words: id, title, date, people, marked quotes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cli.interview_files import keys
from cli.interview_files.date_columns import is_possible, read_dates
from cli.interview_files.faults import FileFaultError
from themes.transcripts.record import InterviewRecord, MarkedQuote

_STATED_DATES = ("created at", "date", "recorded at")
_LONGEST = 500
_LONGEST_TOPIC = 200
_LONGEST_ATTRIBUTE = 200
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTICIPANT = (
    "participant",
    "participants",
    "interviewee",
    "interviewees",
    "respondent",
    "participant name",
)
_ATTRIBUTES = (
    "attributes",
    "demographics",
    "segment",
    "segments",
    "site",
    "company",
    "country",
    "age",
    "group",
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of one record, judged."""

    key: str | None = None
    title: str | None = None
    created_at: datetime | None = None
    created_at_found: str | None = None
    quotes: tuple[MarkedQuote, ...] = ()
    interviewers: frozenset[str] = frozenset()
    participants: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


def metadata(record: Mapping[str, Any]) -> Metadata:
    """Return the fields. Raises FileFaultError naming a field that holds what it cannot hold."""
    name, moment = _created_at(record)
    return Metadata(
        key=label(record, keys.ID[:4]) or label(_flat(record), keys.CONVERSATION),
        title=label(record, keys.TITLE),
        created_at=moment,
        created_at_found=f"field {name}" if moment else None,
        quotes=marked_quotes(_value(record, keys.QUOTES)),
        interviewers=frozenset(_names(_value(record, keys.INTERVIEWER))),
        participants=_names(_value(record, _PARTICIPANT)),
        attributes=_attributes(record),
    )


def _flat(record: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in record.items() if isinstance(value, str | int)}


def label(record: Mapping[str, Any], names: tuple[str, ...], longest: int = _LONGEST) -> str | None:
    """Return the first of the fields that is filled, as one line of text; None where all are blank.

    Raises FileFaultError when the field is neither text nor a whole number, or is too long.
    """
    value = _value(record, names)
    if value is None or (isinstance(value, dict | list) and names is keys.TITLE):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise FileFaultError(f"The field {names[0]} must be text or a whole number; correct it.")
    line = " ".join(storable(str(value), names[0]).split())
    if len(line) > longest:
        raise FileFaultError(f"The field {names[0]} is over {longest} characters; shorten it.")
    return line or None


def storable(text: str, name: str) -> str:
    """Return the text with its line ends as ``\\n``; raises FileFaultError for what Postgres cannot hold."""
    if "\0" in text:
        raise FileFaultError(f"The {name} holds a NUL character, which cannot be stored; remove it.")
    if _SURROGATE.search(text):
        raise FileFaultError(
            f"The {name} holds half a character (a lone surrogate); write it again as UTF-8."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def require_storable(record: InterviewRecord) -> InterviewRecord:
    """Return the record; raises FileFaultError where its words cannot be stored."""
    for turn in record.turns:
        storable(turn.text, "text")
        storable(turn.speaker or "", "speaker")
    return record


def marked_quotes(value: object) -> tuple[MarkedQuote, ...]:
    """Return the quotes of a field: text, a list of texts or of objects, or JSON in a cell.

    Raises FileFaultError where the field holds something else.
    """
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = [value]
    if value is not None and not isinstance(value, str | list):
        raise FileFaultError("The field quotes must be a list of quotes; correct it.")
    items = value if isinstance(value, list) else [value]
    return tuple(_quote(item) for item in items if not is_blank(item))


def _quote(item: object) -> MarkedQuote:
    record = item if isinstance(item, Mapping) else {"quote": item}
    quote = _value(record, keys.QUOTE)
    if not isinstance(quote, str) or is_blank(quote):
        raise FileFaultError(
            "Each of the quotes must be text, or an object with quote and topic; correct them."
        )
    return MarkedQuote(storable(quote, "quotes"), label(record, keys.TOPIC, longest=_LONGEST_TOPIC))


def is_blank(value: object) -> bool:
    """Whether a field says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def _value(record: Mapping[str, Any], names: tuple[str, ...]) -> object:
    found = [record[name] for name in keys.all_of(record, names)]
    return next((value for value in found if not is_blank(value)), None)


def _created_at(record: Mapping[str, Any]) -> tuple[str, datetime | None]:
    for name in keys.all_of(record, keys.CREATED_AT):
        if is_blank(record[name]):
            continue
        read = read_dates([record[name]], serials=False)
        if read.moments[0] is not None:
            return name, read.moments[0]
        if keys.normal(name) in _STATED_DATES:
            raise FileFaultError(f"The field {name} {_fault_of_date(record[name])}")
    return "", None


def _fault_of_date(value: object) -> str:
    from cli.interview_files.date_cells import Ambiguous, parse_cell

    moment = parse_cell(value, serials=False)
    if isinstance(moment, Ambiguous):
        return "can be read day-first or month-first; write it as 2024-05-31."
    if moment is not None and not is_possible(moment):
        return "lies in the future; correct it." if moment.year > 1900 else "lies before 1900; correct it."
    return "is no date; write it as ISO 8601, such as 2024-05-31 or 2024-05-31T14:00:00Z."


def _names(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = [item.get("name") if isinstance(item, dict) else item for item in items]
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())


def _attributes(record: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in keys.all_of(record, _ATTRIBUTES):
        value = record[name]
        fields = value.items() if isinstance(value, dict) else [(name, value)]
        for attribute, told in fields:
            if isinstance(told, str | int | float) and not isinstance(told, bool) and str(told).strip():
                found[str(attribute)] = str(told).strip()[:_LONGEST_ATTRIBUTE]
    return found
