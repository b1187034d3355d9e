"""Cues of WebVTT, SubRip, SBV and SubStation Alpha files, and what stands between them.

WebVTT: https://www.w3.org/TR/webvtt1/. The others have no standard, so that variants are allowed in all.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from themes.transcripts.record import LeftOut

_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,:]\d{1,7})?"
_TIMING = re.compile(
    rf"^[ \t]*({_TIME})[ \t]*(?:-{{1,3}}>|[—–]>|→|-{{1,3}}&gt;)[ \t]*({_TIME})(?:[ \t]+[\w%.,:-]+)*[ \t]*$"
    r"|^[ \t]*(\d{1,2}:\d{2}:\d{2}\.\d{3}),(\d{1,2}:\d{2}:\d{2}\.\d{3})[ \t]*$",
    re.MULTILINE,
)
_BESIDE = re.compile(r"(?:NOTE(?:\s|$)|STYLE[ \t]*(?:\n|$)|REGION[ \t]*(?:\n|$)|X-TIMESTAMP)")
_BLANKS = re.compile(r"\n[ \t]*\n\s*")
_EVENT_LINE = re.compile(r"^(?:Dialogue|Comment):[ \t]*(.*)$", re.MULTILINE)
_NO_TAG = str.maketrans("", "", "<>\n")
_FORMAT_LINE = re.compile(r"^\[Events\][^\[]*?^Format:[ \t]*([^\n]*)$", re.MULTILINE)


class Cue(NamedTuple):
    """What one caption shows."""

    start: float
    """Seconds since the recording began."""
    end: float
    payload: str
    """The lines shown, with their tags."""
    name: str
    """The cue's id; empty without one."""


def has_cues(text: str) -> bool:
    """Whether the text is captions rather than a transcript with times; two timings show so."""
    head = text[:20_000]
    if _FORMAT_LINE.search(head) and "Dialogue:" in text:
        return True
    found = sum(1 for _ in zip(range(2), _TIMING.finditer(head), strict=False))
    return found > 1 or (found == 1 and (head.lstrip("\ufeff").startswith("WEBVTT") or len(text) < 2_000))


def cues(text: str, left_out: list[LeftOut]) -> Iterator[Cue]:
    """Yield the cues in the file's order; add comments, styles and the header to ``left_out``."""
    if _FORMAT_LINE.search(text[:20_000]):
        yield from _dialogues(text)
        return
    before: tuple[float, float, str] | None = None
    position = 0
    for timing in _TIMING.finditer(text):
        shown, name = _without_id(text[position : timing.start()])
        if before:
            yield Cue(before[0], before[1], _shown(shown, left_out), before[2])
        elif header := shown.strip("\ufeff \t\n"):
            left_out.append(LeftOut("header", header))
        start, end = (timing[1], timing[2]) if timing[1] else (timing[3], timing[4])
        before, position = (seconds(start), seconds(end), name), timing.end()
    if before:
        yield Cue(before[0], before[1], _shown(text[position:], left_out), before[2])


def seconds(time: str) -> float:
    """The seconds that a caption's time such as ``0:01:02,345`` means."""
    parts = time.replace(",", ".").split(":")
    if len(parts) == 4:
        parts[2:] = [f"{parts[2]}.{parts[3].zfill(2)}"]
    total = 0.0
    for part in parts:
        total = total * 60 + float(part)
    return total


def _without_id(between: str) -> tuple[str, str]:
    """What the cue before shows, and the id of the cue that follows."""
    body = between.rstrip(" \t")
    if not body.endswith("\n"):
        return between, ""
    above, _, last = body[:-1].rpartition("\n")
    bare = last.strip()
    if bare and (
        bare.isdigit() or not above.strip(" \t") or above.endswith("\n") or above.rstrip(" \t").endswith("\n")
    ):
        return above, bare
    return between, ""


def _shown(block: str, left_out: list[LeftOut]) -> str:
    """The lines that a cue shows; text after an empty line inside a cue is kept, comments are not."""
    block = block.strip("\n")
    if "\n\n" not in block and "\n" not in block:
        return block
    if not _BLANKS.search(block):
        return block
    kept = []
    for part in _BLANKS.split(block):
        if _BESIDE.match(part):
            left_out.append(LeftOut("comment", part.strip()))
        elif part.strip():
            kept.append(part)
    return "\n".join(kept)


def _dialogues(text: str) -> Iterator[Cue]:
    """The events of a SubStation Alpha file, whose last field may hold commas."""
    columns = _FORMAT_LINE.search(text)
    if not columns:
        return
    names = [name.strip().casefold() for name in columns[1].split(",")]
    for line in _EVENT_LINE.finditer(text):
        if line[0].startswith("Comment"):
            continue
        fields = dict(zip(names, line[1].split(",", len(names) - 1), strict=False))
        words = re.sub(r"\\[Nn]", "\n", fields.get("text", "")).replace("\\h", " ")
        speaker = (fields.get("name") or fields.get("actor") or "").translate(_NO_TAG).strip()
        shown = f"<v {speaker}>{words}" if speaker else words
        yield Cue(seconds(fields.get("start", "0:0")), seconds(fields.get("end", "0:0")), shown, "")
