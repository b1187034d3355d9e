"""One stretch of speech as recognisers, meeting tools and chats write it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cli.interview_files import keys
from cli.interview_files.formats.transcript_json.words import WORD_TEXT, join_words

WORD_LISTS = (
    "words",
    "elements",
    "items",
    "tokens",
    "sentences",
    "segs",
    "children",
    "parts",
    "content",
    "result",
    "lines",
    "message",
    "text",
)
_BEST = ("n best", "alternatives")
_NAME_OF_PERSON = (
    "display name",
    "name",
    "speaker name",
    "full name",
    "username",
    "user name",
    "label",
    "email",
    "id",
    "role",
    "type",
    "identity",
    "user",
)
_PERSON_OBJECTS = (
    "speaker",
    "participant",
    "author",
    "user",
    "users",
    "from",
    "sender",
    "user profile",
    "person",
    "data",
)
_SILENT_TYPES = frozenset({"audio event", "audio_event", "non_speech", "entity", "system", "tool", "silence"})
_TAG = re.compile(r"<(?:p|br|div|span|b|i|a|h\d|ul|li|ol)\b[^<>]{0,2000}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one object says."""

    text: str
    speaker: str | None = None
    role: str | None = None
    """What a field ``role`` or ``type`` calls the speaker, such as ``assistant``."""
    start: object = None
    start_name: str = ""
    word: object = None
    """The object itself where it stands for a single word, so that words are joined as they ask."""


def utterance(item: Mapping[str, Any]) -> Utterance | None:
    """Return what the object says; None where the object has no words."""
    text = _text(item)
    if text is None or not text.strip():
        return None
    speaker, role = who(item)
    name, start = _start(item)
    return Utterance(text, speaker, role, start, name, item)


def has_own_words(item: Mapping[str, Any]) -> bool:
    """Whether the object itself says something, rather than a conversation within it."""
    return _text(item) is not None


def is_silent(item: Mapping[str, Any]) -> bool:
    """Whether the object stands for something that nobody said, such as laughter or a system's message."""
    return any(str(item.get(key)).lower() in _SILENT_TYPES for key in ("type", "role"))


def _text(item: Mapping[str, Any]) -> str | None:
    best = keys.first_of(item, _BEST)
    if best and isinstance(item[best], list) and item[best] and isinstance(item[best][0], dict):
        return _text(item[best][0])
    for name in keys.all_of(item, (*keys.TEXT, *WORD_TEXT)):
        if isinstance(item[name], str) and item[name].strip():
            return without_tags(item[name])
    for name in keys.all_of(item, WORD_LISTS):
        if (joined := _joined(item[name])) is not None:
            return joined
    data = item.get("message")
    return _text(data) if isinstance(data, dict) else None


def _joined(value: object) -> str | None:
    if isinstance(value, dict):
        return _joined(value.get("parts"))
    if not isinstance(value, list) or not value:
        return None
    if all(isinstance(part, str) for part in value):
        return "\n".join(value)
    parts = [part for part in value if isinstance(part, dict)]
    if len({who(part)[0] for part in parts} - {None}) > 1:
        return None
    return join_words(value) or None


def without_tags(text: str) -> str:
    """Return text as a reader sees it where it is HTML; other text as it is."""
    if not _TAG.search(text):
        return text
    from cli.interview_files.html_text import html_lines

    return "\n".join(html_lines(text))


def who(item: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the speaker's name, and what a field calls the speaker's role."""
    role = _short(item.get("role"))
    for name in keys.all_of(item, keys.SPEAKER):
        if (found := _person(item[name])) is not None:
            return found, role or _role_within(item[name])
    for name in keys.all_of(item, _PERSON_OBJECTS):
        is_person = isinstance(item[name], dict) or name == "users"
        if is_person and (found := _person(item[name])) is not None:
            return found, role or _role_within(item[name])
    for name in keys.all_of(item, keys.PERSON):
        if (found := _short(item[name])) is not None:
            return found, role or found if name == "role" else role
    best = keys.first_of(item, _BEST)
    if best and isinstance(item[best], list) and item[best] and isinstance(item[best][0], dict):
        within = who(item[best][0])
        if within[0] is not None:
            return within
    channel = keys.first_of(item, ("channel", "channel tag", "channel label", "channel index"))
    if channel and isinstance(item[channel], int | str):
        return f"Channel {item[channel]}" if isinstance(item[channel], int) else _short(item[channel]), role
    return None, role


def _person(value: object) -> str | None:
    if isinstance(value, list):  # people who speak at one time
        return " & ".join(name for one in value if (name := _person(one))) or None
    if not isinstance(value, dict):
        return _short(value)
    for name in keys.all_of(value, (*keys.SPEAKER, *_NAME_OF_PERSON)):
        if (found := _person(value[name])) is not None:
            return found
    return None


def _role_within(value: object) -> str | None:
    return _short(value.get("role") or value.get("type")) if isinstance(value, dict) else None


def _short(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = " ".join(str(value).split())
    return text if 0 < len(text) <= 200 else None


def _start(item: Mapping[str, Any]) -> tuple[str, object]:
    for name in keys.all_of(item, keys.START):
        if item[name] is not None and not isinstance(item[name], list):
            return name, item[name]
    for name in ("offset", "instances", "data", "meta"):
        value = item.get(name)
        inner: object = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict) and (found := _start(inner))[1] is not None:
            return found
    for name in keys.all_of(item, WORD_LISTS):
        value = item[name]
        if isinstance(value, Sequence) and value and isinstance(value[0], dict):
            return _start(value[0])
    return "", None
