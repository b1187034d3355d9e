"""Results of single products whose shape no general rule reads, rewritten as lists of utterances.

Each function returns the list, or None where the value is none of the product's.
"""

from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import Any

Words = list[dict[str, Any]]
_WRAPPERS = ("response", "result", "results", "data", "output", "transcription", "transcript", "body")
_MOST_WRAPPED = 3
_PAUSE_SECONDS = 1.0
"""A silence of this length ends a stretch of speech on a channel."""


def rewritten(value: object, depth: int = 0) -> Words | None:
    """Return the conversation of a known product as a list; None for the general rules."""
    if not isinstance(value, dict):
        return None
    for product in _PRODUCTS:
        if (found := product(value)) is not None:
            return found
    if depth < _MOST_WRAPPED:
        for name in _WRAPPERS:
            if (found := rewritten(value.get(name), depth + 1)) is not None:
                return found
    return None


def _aws_transcribe(value: Mapping[str, Any]) -> Words | None:
    """Words stand in ``items``; in older results speakers stand apart, by the time at which a word starts."""
    results = value.get("results")
    if not isinstance(results, dict) or not _objects(results.get("items")):
        return None
    if any(segment.get("speaker_label") for segment in _objects(results.get("audio_segments"))):
        return None
    channels = _objects(_object(results.get("channel_labels")).get("channels"))
    if channels:
        return _by_start(
            stretch
            for channel in channels
            for stretch in _stretches(_objects(channel.get("items")), str(channel.get("channel_label")))
        )
    segments = _objects(_object(results.get("speaker_labels")).get("segments"))
    labels = {
        item.get("start_time"): item.get("speaker_label") or segment.get("speaker_label")
        for segment in segments
        for item in _objects(segment.get("items"))
    }
    words, speaker = [], None
    for item in _objects(results["items"]):
        speaker = item.get("speaker_label") or labels.get(item.get("start_time")) or speaker
        words.append(item | {"speaker_label": speaker})
    return words


def _google(value: Mapping[str, Any]) -> Words | None:
    """With speakers asked for, the last result repeats the words of all results, with their speakers."""
    results = value.get("results")
    if isinstance(results, dict):  # a batch: one transcript for each file
        inner = [_object(one).get("transcript") or one for one in results.values() if isinstance(one, dict)]
        found = [_google(one) for one in inner if isinstance(one, dict)]
        return found[0] if len(found) == 1 else None
    tops = [_first(result.get("alternatives")) for result in _objects(results)]
    words = [_objects(top.get("words")) for top in tops]
    if not any(_speaker_of(word) for one in words for word in one):
        return None
    last = next(one for one in reversed(words) if any(_speaker_of(word) for word in one))
    complete = len(last) * 2 >= sum(len(one) for one in words) or len(words) == 1
    chosen = last if complete else [word for one in words for word in one]
    return [word | {"speaker_label": f"Speaker {_speaker_of(word) or '?'}"} for word in chosen]


def _speaker_of(word: Mapping[str, Any]) -> object:
    names = ("speakerTag", "speaker_tag", "speakerLabel", "speaker_label")
    return next((word[name] for name in names if word.get(name)), None)


def _deepgram_channels(value: Mapping[str, Any]) -> Words | None:
    """Each channel is a speaker; the stretches of all channels are put in the order of time."""
    results = _object(value.get("results"))
    channels = _objects(results.get("channels"))
    if len(channels) < 2 or _objects(results.get("utterances")):
        return None
    return _by_start(
        stretch
        for number, channel in enumerate(channels)
        for stretch in _stretches(
            _objects(_first(channel.get("alternatives")).get("words")), f"Channel {number}"
        )
    )


def _deepgram(value: Mapping[str, Any]) -> Words | None:
    """Without utterances, the words of the one channel tell the speakers."""
    results = _object(value.get("results"))
    channels = _objects(results.get("channels"))
    if len(channels) != 1 or _objects(results.get("utterances")):
        return None
    words = _objects(_first(channels[0].get("alternatives")).get("words"))
    return words if any("speaker" in word for word in words) else None


def _watson(value: Mapping[str, Any]) -> Words | None:
    """Words stand as tuples of text and times; speakers stand apart, by the time at which a word starts."""
    labels = {one.get("from"): one.get("speaker") for one in _objects(value.get("speaker_labels"))}
    if not labels:
        return None
    words: Words = []
    for result in _objects(value.get("results")):
        for word in _first(result.get("alternatives")).get("timestamps") or []:
            if isinstance(word, list) and len(word) == 3 and isinstance(word[0], str):
                words.append({"word": word[0], "start": word[1], "speaker": labels.get(word[1])})
    return words or None


def _paragraphs_apart_from_words(value: Mapping[str, Any]) -> Words | None:
    """Hyperaudio, Trint and the BBC's editor: paragraphs have speaker and time, words have text and time."""
    for record in (value, *(_object(value.get(name)) for name in ("content", "transcript", "data"))):
        paragraphs, words = _objects(record.get("paragraphs")), _objects(record.get("words"))
        untold = paragraphs and not any("text" in one or "sentences" in one for one in paragraphs)
        if untold and words and all("start" in one for one in (*paragraphs, *words)):
            return _words_of_paragraphs(sorted(paragraphs, key=itemgetter("start")), words)
    return None


def _words_of_paragraphs(paragraphs: Words, words: Words) -> Words:
    said: Words = [{**one, "words": []} for one in paragraphs]
    place = 0
    for word in words:
        while place + 1 < len(said) and word["start"] >= said[place + 1]["start"]:
            place += 1
        said[place]["words"].append(word)
    return [one for one in said if one["words"]]


def _youtube(value: Mapping[str, Any]) -> Words | None:
    """Events of captions, each with segments of some words."""
    events = _objects(value.get("events"))
    if not any(isinstance(event.get("segs"), list) for event in events):
        return None
    lines = (
        (event, "".join(str(seg.get("utf8", "")) for seg in _objects(event.get("segs")))) for event in events
    )
    return [
        {"text": text.strip(), "start_ms": event.get("tStartMs"), "fragment": True}
        for event, text in lines
        if text.strip()
    ]


def _intercom(value: Mapping[str, Any]) -> Words | None:
    """A conversation's first message stands apart from its parts."""
    parts = _object(value.get("conversation_parts")).get("conversation_parts")
    if not isinstance(parts, list):
        return None
    messages = [_object(value.get("source")), *_objects(parts)]
    return [
        one for one in messages if one.get("body") and one.get("part_type", "comment") in ("comment", "open")
    ]


def _chat_tree(value: Mapping[str, Any]) -> Words | None:
    """A chat kept as a tree of messages: those on the way to the current one, in order."""
    mapping = value.get("mapping")
    if not isinstance(mapping, dict):
        return None
    path: Words = []
    node = _object(mapping.get(str(value.get("current_node"))))
    while node and len(path) < len(mapping):
        path.append(node)
        node = _object(mapping.get(str(node.get("parent"))))
    ordered = path[::-1] or _objects(list(mapping.values()))
    return [_object(one.get("message")) for one in ordered if _object(one.get("message"))]


def _stretches(words: Words, speaker: str) -> Iterator[dict[str, Any]]:
    """Words of one channel, cut where somebody is silent."""
    held: Words = []
    for word in words:
        if held and _time(word, "start") - _time(held[-1], "end") > _PAUSE_SECONDS and _has_time(word):
            yield {"speaker": speaker, "start": _time(held[0], "start"), "words": held}
            held = []
        held.append(word)
    if held:
        yield {"speaker": speaker, "start": _time(held[0], "start"), "words": held}


def _has_time(word: Mapping[str, Any]) -> bool:
    return any(name in word for name in ("start", "start_time"))


def _time(word: Mapping[str, Any], which: str) -> float:
    value = word.get(which, word.get(f"{which}_time", 0))
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _by_start(stretches: Iterator[dict[str, Any]]) -> Words:
    return sorted(stretches, key=itemgetter("start"))


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> Words:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _first(value: object) -> dict[str, Any]:
    return next(iter(_objects(value)), {})


_PRODUCTS: tuple[Callable[[Mapping[str, Any]], Words | None], ...] = (
    _aws_transcribe,
    _watson,
    _google,
    _deepgram_channels,
    _deepgram,
    _paragraphs_apart_from_words,
    _youtube,
    _intercom,
    _chat_tree,
)
