"""The interviews of a JSON value: one conversation, several, or records that each hold a text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cli.interview_files import keys
from cli.interview_files.formats.transcript_json.conversations import Conversation, best, conversation
from cli.interview_files.formats.transcript_json.plain_shapes import plain_objects
from cli.interview_files.formats.transcript_json.products import rewritten
from cli.interview_files.formats.transcript_json.utterances import who, without_tags

_SEPARATE = (
    "interviews",
    "call transcripts",
    "calls",
    "conversations",
    "meetings",
    "transcripts",
    "recordings",
    "documents",
    "items",
    "data",
    "records",
    "responses",
)
_WRAPPERS = (
    "meta",
    "data",
    "transcript",
    "result",
    "results",
    "speech",
    "metadata",
    "meeting",
    "recording",
    "interview",
)


@dataclass(frozen=True)
class Found:
    """One interview of a JSON value."""

    records: tuple[Mapping[str, Any], ...]
    """The objects around the words, the nearest first."""
    said: Conversation | str | None
    """A conversation, text in some layout, or None where nobody says anything."""
    number: int | None = None
    """The interview's place in a list of several."""
    group: str | None = None
    """What the turns' own field calls the interview."""


def interviews(value: object) -> Iterator[Found]:
    """Yield each interview; an empty list has none."""
    if isinstance(value, list):
        yield from _of_list(value, ())
    elif isinstance(value, dict):
        several = _separate(value)
        if several is not None:
            yield from _of_list(several, (value,))
        elif named := _named(value):
            for number, (name, said) in enumerate(named.items(), start=1):
                yield Found((value,), said, number, name)
        else:
            yield _of_record(value, ())
    else:
        yield Found((), None)


def _of_list(items: list[Any], around: tuple[Mapping[str, Any], ...]) -> Iterator[Found]:
    if not items:
        return
    if all(isinstance(item, str) for item in items):
        yield Found(around, "\n".join(items))
        return
    items = plain_objects(items)
    said = conversation(items)
    if said is None or _hold_interviews(items):
        for number, item in enumerate(items, start=1):
            yield _of_record(item, around, number if len(items) > 1 else None)
    elif groups := _groups(items):
        for number, (name, turns) in enumerate(groups.items(), start=1):
            yield Found(around, conversation(turns), number if len(groups) > 1 else None, name)
    else:
        yield Found(around, said)


def _of_record(item: object, around: tuple[Mapping[str, Any], ...], number: int | None = None) -> Found:
    if not isinstance(item, dict):
        return Found(around, item if isinstance(item, str) and item.strip() else None, number)
    records = (item, *_wrapped(item), *around)
    words = rewritten(item)
    said = conversation(words) if words is not None else best(item)
    text = next((item[name] for name in keys.all_of(item, keys.TEXT) if isinstance(item[name], str)), "")
    text = without_tags(text)
    if text.strip() and (said is None or said.words * 2 < len(text.split())):
        return Found(records, text, number)
    return Found(records, said, number)


def _separate(record: Mapping[str, Any]) -> list[Any] | None:
    """The list of interviews that an object holds."""
    for name in keys.all_of(record, _SEPARATE):
        value = record[name]
        if not isinstance(value, list):
            continue
        if keys.normal(name) == "interviews" or (value and _hold_interviews(value)):
            return value
    return None


def _named(record: Mapping[str, Any]) -> dict[str, Conversation]:
    """The conversations of an object that holds one under each of several names; {} for other objects."""
    if not all(isinstance(value, list) for value in record.values()) or len(record) < 2:
        return {}
    found = {name: conversation(value) for name, value in record.items()}
    named = {name: one for name, one in found.items() if one is not None and one.named > 0.5}
    return named if len(named) == len(record) and not any(one.is_words for one in named.values()) else {}


def _hold_interviews(items: list[Any]) -> bool:
    """Whether the objects of a list are interviews rather than turns of one."""
    objects = [item for item in items if isinstance(item, dict)]
    if not objects or any(_is_turn(item) for item in objects):
        return False
    if any((inner := best(item)) and inner.named > 0.5 and len(inner.utterances) > 1 for item in objects):
        return True
    return any(
        keys.first_of(item, (*keys.ID, "title", "quotes", "highlights", *keys.CREATED_AT)) for item in objects
    )


def _is_turn(item: Mapping[str, Any]) -> bool:
    """Whether an object names who speaks, or when in the recording."""
    if keys.first_of(item, (*keys.SPEAKER, "role", "sender", "author")) and who(item)[0] is not None:
        return True
    if keys.first_of(item, keys.END) and keys.first_of(item, keys.START):
        return True
    return any(
        isinstance(item.get(name), int | float) for name in ("start", "offset", "start_time", "startTime")
    ) or (isinstance(item.get("participant"), dict))


def _groups(items: list[Any]) -> dict[str, list[Any]]:
    """The turns by the interview that a field of theirs names; {} where no field does."""
    objects = [item for item in items if isinstance(item, dict)]
    for name in keys.all_of(objects[0], keys.CONVERSATION):
        values = [item.get(name) for item in objects]
        if all(isinstance(value, str | int) for value in values) and len(set(values)) * 2 <= len(values):
            groups: dict[str, list[Any]] = {}
            for item, value in zip(objects, values, strict=True):
                groups.setdefault(str(value), []).append(item)
            return groups
    return {}


def _wrapped(record: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    for name in keys.all_of(record, _WRAPPERS):
        if isinstance(record[name], dict):
            yield record[name]
            if depth < 2:
                yield from _wrapped(record[name], depth + 1)
