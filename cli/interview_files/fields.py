"""The names under which files keep what a document needs, first choice first. Case does not matter."""

import re
from collections.abc import Mapping

from cli.interview_files.documents import FaultError

ID = ("id", "interview_id", "uuid", "key")
TITLE = ("title", "name", "subject", "participant")
TEXT = ("text", "transcript", "raw_transcript", "content", "body")
CREATED_AT = ("created_at", "date", "recorded_at", "timestamp")
QUOTES = ("quotes", "highlights")

QUOTE = ("quote", "text")
TOPIC = ("topic", "label", "code")
SPEAKER = ("speaker",)

_SURROGATE = re.compile("[\ud800-\udfff]")


def folded(name: object) -> str:
    """A field's name as it is compared."""
    return str(name).strip().lower()


def first(record: Mapping[str, object], names: tuple[str, ...]) -> object:
    """Return the first value under the names that is not blank; a blank one if only those; else None."""
    by_name = {folded(name): value for name, value in record.items()}
    values = [by_name[name] for name in names if by_name.get(name) is not None]
    return next((value for value in values if not is_blank(value)), values[0] if values else None)


def is_blank(value: object) -> bool:
    """Whether a field says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def label(record: Mapping[str, object], names: tuple[str, ...], longest: int = 500) -> str | None:
    """Return a short field as one line of text, or None when it is blank.

    Raises FaultError when it is neither text nor a whole number, or has more characters than ``longest``.
    """
    value = first(record, names)
    if is_blank(value):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise FaultError(f"The field {names[0]} must be text or a whole number; correct it.")
    line = " ".join(storable(str(value), names[0]).split())
    if len(line) > longest:
        raise FaultError(f"The field {names[0]} is over {longest} characters; shorten it.")
    return line


def storable(text: str, name: str) -> str:
    """Return the text with its line ends as ``\\n``; raises FaultError for what Postgres cannot hold."""
    if "\0" in text:
        raise FaultError(f"The {name} holds a NUL character, which cannot be stored; remove it.")
    if _SURROGATE.search(text):
        raise FaultError(f"The {name} holds half a character (a lone surrogate); write it again as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
