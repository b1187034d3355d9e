"""WebVTT and SubRip captions, turned back into the conversation they were cut from.

WebVTT: https://www.w3.org/TR/webvtt1/. SubRip has no standard; what differs is allowed for in both.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from html import unescape
from itertools import pairwise
from typing import NamedTuple, TextIO

from cli.interview_files.documents import FaultError, Row
from cli.interview_files.encoding import whole

_HEADER = re.compile(r"\AWEBVTT[^\n]*(?:\n[^\n]+)*")
_CUE = re.compile(
    r"(?:(?:\A|(?<=\n\n))[^\n]+\n|^\d+[ \t]*\n)?"  # the cue's name, or its number
    r"^[ \t]*\d[\d:.,]*[ \t]*-->[^\n]*",
    re.MULTILINE,
)
_ASIDE = re.compile(r"NOTE(?:\s|$)|(?:STYLE|REGION)[ \t]*(?:\n|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>\n]+)>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|lang|ruby|rt|font)(?:[.\s][^<>\n]*)?>|<[\d:.]+>|\{\\[^{}\n]*\}", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_LABEL = re.compile(r"([^\W_][\w.'’-]{0,39}(?: [\w.'’()&/-]{1,40}){0,3})(?::(?:\s+|$)|：\s*)(.*)")
_LONG_LABEL = re.compile(r"([^\W_][^:：\n]{0,79})(?::(?:\s+|$)|：\s*)(.*)")
"""Whatever stands before a colon, such as "Lopez, Ana | Acme": a name if it comes again with other words."""
_ADDED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_MOST_LINES_SHOWN = 4


class _Line(NamedTuple):
    speaker: str | None
    """None continues whoever spoke before."""
    text: str


def read_captions(file: TextIO) -> Iterator[Row]:
    """The whole file is one conversation, with a line for each turn."""
    text = whole(file)
    payloads = list(_payloads(text))
    named = _named(payloads)
    cues = [lines for payload in payloads if (lines := _lines(payload, named))]
    yield Row({"text": "\n".join(_turns(_unrolled(cues)))})


def _payloads(text: str) -> Iterator[str]:
    """What the cues show, in order. Raises FaultError when there is text but no cue."""
    before, *parts = _CUE.split(_HEADER.sub("", text))
    if not parts and before.strip():
        raise FaultError("The file has no caption timings; if it is plain text, give it the suffix .txt.")
    for part in (f"\n\n{before}", *parts):
        payload, *others = re.split(r"\n{2,}", part)
        # Text after an empty line inside a cue is against the rules, yet better kept than lost.
        yield "\n".join([payload, *(block for block in others if not _ASIDE.match(block))])


def _named(payloads: Sequence[str]) -> frozenset[str]:
    """The long labels that come with different words and begin and end as names do."""
    said: dict[str, set[str]] = defaultdict(set)
    for payload in payloads:
        for text in _clean(_VOICE.split(payload)[0]):
            if label := _LONG_LABEL.fullmatch(text):
                said[label[1]].add(label[2])
    return frozenset(name for name, words in said.items() if len(words) > 1 and _looks_like_name(name))


def _looks_like_name(label: str) -> bool:
    words = _ADDED.sub("", label).split()
    return bool(words) and not words[0][0].islower() and not words[-1][0].islower()


def _lines(payload: str, named: Set[str]) -> list[_Line]:
    unvoiced, *voiced = _VOICE.split(payload)
    lines = [_labelled(text, named) for text in _clean(unvoiced)]
    for voice, span in zip(voiced[::2], voiced[1::2], strict=True):
        speaker = " ".join(_clean(voice))
        lines += [_Line(speaker, text) for text in _clean(span)]
    return lines


def _clean(span: str) -> list[str]:
    untagged = _TAG.sub("", span)
    plain = _ENTITY.sub(lambda entity: unescape(entity[0]), untagged)
    return [line.strip() for line in plain.split("\n") if line.strip()]


def _labelled(text: str, named: Set[str]) -> _Line:
    label = _LABEL.fullmatch(text)
    if not label and (long := _LONG_LABEL.fullmatch(text)) and long[1] in named:
        label = long
    return _Line(label[1], label[2]) if label else _Line(None, text)


def _unrolled(cues: Sequence[Sequence[_Line]]) -> Iterator[_Line]:
    """The lines without those that live captions show again while the next ones come in.

    Only a file in which most captions do so is taken to roll; elsewhere a repeated "Yes." was said twice.
    """
    overlaps = [_overlap(before, after) for before, after in pairwise(cues)]
    rolling = 2 * sum(overlap > 0 for overlap in overlaps) > len(overlaps)
    for overlap, cue in zip([0, *overlaps], cues, strict=False):
        yield from cue[overlap if rolling else 0 :]


def _overlap(before: Sequence[_Line], after: Sequence[_Line]) -> int:
    longest = min(len(before), len(after), _MOST_LINES_SHOWN)
    return next((size for size in range(longest, 0, -1) if before[-size:] == after[:size]), 0)


def _turns(lines: Iterator[_Line]) -> Iterator[str]:
    speaker, words = None, list[str]()
    for line in lines:
        if line.speaker not in (None, speaker):
            yield from _turn(speaker, words)
            speaker, words = line.speaker, []
        words.append(line.text)
    yield from _turn(speaker, words)


def _turn(speaker: str | None, words: Sequence[str]) -> Iterator[str]:
    if said := " ".join(filter(None, words)):
        yield f"{speaker}: {said}" if speaker else said
