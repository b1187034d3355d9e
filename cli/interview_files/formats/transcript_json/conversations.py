"""Where in a JSON value the conversation is: the list whose objects say the most words, with speakers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cli.interview_files import keys
from cli.interview_files.formats.transcript_json.plain_shapes import are_answered, plain_objects, row_objects
from cli.interview_files.formats.transcript_json.utterances import Utterance, is_silent, utterance, who

_DERIVED_NAMES = (
    "translation, translations, summary, summaries, summarization, chapters, chapterization, highlights, "
    "auto highlights result, entities, topics, keywords, labels, brands, ocr, sentiments, sentiment, "
    "sentiment analysis, sentiment analysis results, sentiment analysis result, action items, tasks, "
    "named entities, named entity recognition, iab categories result, content safety labels, subtitles, "
    "questions, faces, scenes, shots, emotions, moderation, search, info, model info, speakers, "
    "attendees, participants, parties, quotes, faqs, outline, ai filters, meeting attendees, notes, "
    "word segments, structured data extraction, audio to llm, chapter summaries, default summary"
)
_DERIVED = frozenset(_DERIVED_NAMES.split(", "))
"""Lists that a tool makes from what was said, and lists of people."""
_MOST_WORDS_LOST = 0.15
"""The share of words that a list with speakers may lack beside the fullest list."""


@dataclass(frozen=True)
class Conversation:
    """The objects of one list that say something, in the list's order."""

    utterances: tuple[Utterance, ...]

    @cached_property
    def words(self) -> int:
        """How many words are said; scripts without spaces count by characters."""
        return sum(_count(one.text) for one in self.utterances)

    @cached_property
    def speakers(self) -> int:
        """How many speakers there are."""
        return len({one.speaker for one in self.utterances})

    @cached_property
    def named(self) -> float:
        """The share of utterances whose speaker is known."""
        return sum(one.speaker is not None for one in self.utterances) / len(self.utterances)

    @property
    def is_words(self) -> bool:
        """Whether each utterance is a single word of a recogniser."""
        return self.words <= len(self.utterances) * 1.3 and len(self.utterances) > 3


def best(value: object) -> Conversation | None:
    """Return the conversation within a value; None where nobody says anything."""
    found = list(_conversations(value))
    if not found:
        return None
    most = max(one.words for one in found)
    full = [one for one in found if one.words >= most * (1 - _MOST_WORDS_LOST)]
    named = [one for one in full if one.named > 0.5]
    finest = 1 if named else -1  # turns of speakers whole, else as many times as there are
    return min(named or full, key=lambda one: (one.is_words, -one.speakers, finest * len(one.utterances)))


def _count(text: str) -> int:
    words = sum(any(map(str.isalnum, word)) for word in text.split())
    return max(words, len(text) // 12)


def conversation(items: list[Any]) -> Conversation | None:
    """Return what the objects of a list say; None where most of them say nothing."""
    items = plain_objects(items)
    objects = [item for item in items if isinstance(item, dict)]
    if not objects or len(objects) * 2 < len(items):
        return None
    said = [_said(item) for item in items if not (isinstance(item, dict) and is_silent(item))]
    spoken = [one for one in said if one is not None]
    if not spoken or len(spoken) * 2 < len(said):
        return None
    return Conversation(_carried_on(spoken))


def _said(item: object) -> Utterance | None:
    if isinstance(item, dict):
        return utterance(item)
    return Utterance(item) if isinstance(item, str) and item.strip() else None


def _carried_on(spoken: list[Utterance]) -> tuple[Utterance, ...]:
    """Punctuation of a recogniser that names no speaker belongs to whoever spoke before."""
    carried: list[Utterance] = []
    for one in spoken:
        bare = one.speaker is None and carried and not any(map(str.isalnum, one.text))
        carried.append(_spoken_by(one, carried[-1].speaker) if bare else one)
    return tuple(carried)


def _conversations(value: object) -> Iterator[Conversation]:
    if isinstance(value, dict) and (rows := row_objects(value)):
        value = rows
    if isinstance(value, list):
        value = plain_objects(value)
        if found := conversation(value):
            yield found
        if parts := _parts(value):
            yield parts
        for item in value:
            if isinstance(item, dict) and len(value) == 1:
                yield from _inside(item)
    elif isinstance(value, dict):
        yield from _inside(value)


def _inside(record: Mapping[str, Any]) -> Iterator[Conversation]:
    for name, value in record.items():
        if isinstance(value, list | dict) and (keys.normal(name) not in _DERIVED or are_answered(value)):
            yield from _conversations(value)


def _parts(items: list[Any]) -> Conversation | None:
    """One conversation out of a list of parts, such as channels, or results one after another."""
    if len(items) < 2 or not all(isinstance(item, dict) for item in items):
        return None
    inner = [(item, best(item)) for item in items]
    joined: list[Utterance] = []
    for item, found in inner:
        if found is None:
            continue
        speaker = who(item)[0]
        joined += [one if one.speaker is not None else _spoken_by(one, speaker) for one in found.utterances]
    return Conversation(tuple(joined)) if joined else None


def _spoken_by(one: Utterance, speaker: str | None) -> Utterance:
    return Utterance(one.text, speaker, one.role, one.start, one.start_name, one.word)
