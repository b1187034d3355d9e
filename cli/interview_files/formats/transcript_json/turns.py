"""The objects of a conversation made into turns: words joined, times in seconds, ids replaced by names."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from cli.interview_files import keys
from cli.interview_files.formats.transcript_json.conversations import Conversation
from cli.interview_files.formats.transcript_json.utterances import Utterance
from cli.interview_files.formats.transcript_json.words import join_words
from cli.interview_files.offsets import in_seconds
from cli.interview_files.spoken import joined_turns, stated_roles
from themes.transcripts.record import Role, SpokenTurn

_PEOPLE = (
    "speakers",
    "participants",
    "parties",
    "attendees",
    "users",
    "people",
    "speaker info",
    "meeting attendees",
)
_PERSON_ID = ("id", "speaker id", "spkid", "user id", "participant id", "label", "speaker", "key")
_PERSON_NAME = ("name", "display name", "speaker name", "full name", "label", "email")


def turns(conversation: Conversation, *records: object) -> tuple[SpokenTurn, ...]:
    """Return the turns. ``records`` are the objects around the conversation, which may name its speakers."""
    said = conversation.utterances
    names = people(*records)
    roles = stated_roles([one.role for one in said])
    starts = in_seconds([one.start for one in said], conversation.words, said[0].start_name)
    timed = list(zip(said, starts, strict=True))
    stretches = _words(timed, names, roles) if conversation.is_words else _stretches(timed, names, roles)
    return joined_turns(stretches, fragments=conversation.is_words or _is_captions(conversation))


def people(*records: object) -> dict[str, str]:
    """Return the names of speakers by their ids, from lists of people in the records."""
    found: dict[str, str] = {}
    for record in records:
        for value in _lists_of_people(record):
            for number, person in enumerate(value):
                name = keys.first_of(person, _PERSON_NAME) if isinstance(person, dict) else None
                if not name or not isinstance(person[name], str) or not person[name].strip():
                    continue
                id_ = keys.first_of(person, _PERSON_ID)
                found.setdefault(str(person[id_]) if id_ else str(number), person[name].strip())
    return found


def _lists_of_people(value: object, depth: int = 0) -> Iterator[list[Any]]:
    if depth > 4 or not isinstance(value, dict):
        return
    for name, inner in value.items():
        if isinstance(inner, list) and keys.normal(name) in _PEOPLE:
            yield inner
        elif isinstance(inner, dict):
            if keys.normal(name) in _PEOPLE and all(isinstance(one, str) for one in inner.values()):
                yield [{"id": id_, "name": person} for id_, person in inner.items()]
            yield from _lists_of_people(inner, depth + 1)


def _stretches(
    timed: list[tuple[Utterance, float | None]], names: Mapping[str, str], roles: Mapping[str, Role]
) -> Iterator[SpokenTurn]:
    for one, start in timed:
        yield SpokenTurn(_named(one.speaker, names), one.text, start, roles.get(one.role or "", "unknown"))


def _words(
    timed: list[tuple[Utterance, float | None]], names: Mapping[str, str], roles: Mapping[str, Role]
) -> Iterator[SpokenTurn]:
    for (speaker, role), words in groupby(timed, key=lambda pair: (pair[0].speaker, pair[0].role)):
        spoken = list(words)
        text = join_words([one.word or one.text for one, _ in spoken])
        yield SpokenTurn(_named(speaker, names), text, spoken[0][1], roles.get(role or "", "unknown"))


def _named(speaker: str | None, names: Mapping[str, str]) -> str | None:
    return names.get(speaker, speaker) if speaker is not None else None


def _is_captions(conversation: Conversation) -> bool:
    """Whether the stretches are lines of captions, which end anywhere in a sentence."""
    ended = sum(one.text.rstrip().endswith((".", "?", "!", "…", "。")) for one in conversation.utterances)
    return not conversation.named and ended * 3 < len(conversation.utterances)
