"""Which lines of a text nobody said: sections beside the transcript, events, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from cli.interview_files.layouts.labels import with_colon
from cli.interview_files.layouts.lines import Line
from cli.interview_files.layouts.names import looks_like_name
from cli.interview_files.layouts.stamps import stamp_at_end
from cli.interview_files.layouts.vocabulary import (
    EVENT,
    FOOTER,
    RULE,
    is_section_heading,
    is_transcript_heading,
    may_be_event,
    may_be_footer,
)
from themes.transcripts.role_words import says_answering, says_asking

_LONGEST_ASIDE = 260
_PAGE = re.compile(r"[-–—\s|\[(]{0,4}\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?[-–—\s|\])]{0,4}")
_PAGE_OF = re.compile(
    r"(?:page|seite|pagina|página|side|sida|strona|strana|oldal|sivu|sayfa|стр\.?|p\.)\s*\d{1,4}(?:\s*[^\W\d_]{0,4}/?\s*\d{1,4})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_FEWEST_RUNNING = 3
_EDGE_LINES = 60
_SHORT = 40
_STARTED = re.compile(
    r"(.{1,60}?)\s+(?:has |hat |a )?(?:started|stopped|joined|left|paused|resumed|entered)\b"
)

Marks = list[str | None]
"""For each line the kind of what nobody said, such as ``summary``; None for what may be said."""


def marked(lines: Sequence[Line]) -> Marks:
    """Tell for each line whether it lies in a part that nobody said, before any speaker is known."""
    marks: Marks = [None] * len(lines)
    start = _transcript_start(lines)
    marks[:start] = ["header"] * start
    _mark_sections(lines, marks, start)
    edges = _EDGE_LINES
    for index in range(start, len(lines)):
        if marks[index] is None:
            at_edge = index < start + edges or index >= len(lines) - edges
            marks[index] = _aside(lines[index], at_edge=at_edge)
    _mark_running_heads(lines, marks)
    return marks


def _transcript_start(lines: Sequence[Line]) -> int:
    """The index after the heading of the transcript; 0 without such a heading."""
    headings = [
        index
        for index, line in enumerate(lines)
        if len(line.text) < 60 and line.stamp is None and is_transcript_heading(line.text)
    ]
    if not headings or len(headings) > 2:
        return 0
    early = [index for index in headings if 2 * index <= len(lines)]
    heading = early[-1] if early else headings[-1]
    return heading + 1 if len(lines) - heading > 2 else 0


def _mark_sections(lines: Sequence[Line], marks: Marks, start: int) -> None:
    inside = None
    for index in range(start, len(lines)):
        line = lines[index]
        heading = _section(line, late=2 * index > len(lines))
        if heading:
            inside = "section"
        elif inside and _ends_section(line, lines[index - 1], late=2 * index > len(lines)):
            inside = None
        marks[index] = inside


def _section(line: Line, *, late: bool) -> bool:
    """Whether the line is the heading of a section, or such a heading with its content on the same line."""
    if len(line.text) > _LONGEST_ASIDE * 2 or line.stamp is not None:
        return False
    stands_out = (
        line.after_blank or line.lead.startswith("#") or line.text.endswith(":") or line.text.isupper()
    )
    if stands_out and is_section_heading(line.text):
        return True
    if not late or not line.after_blank:
        return False
    key, colon, words = line.text.partition(":")
    return (
        bool(colon and words) and is_section_heading(key) and not says_answering(key) and not says_asking(key)
    )


def _ends_section(line: Line, before: Line, *, late: bool) -> bool:
    if is_transcript_heading(line.text):
        return True
    if line.lead.startswith("#"):
        return True
    if line.lead:
        return False
    timed = line.stamp is not None or stamp_at_end(line.text[:120]) is not None
    if timed:
        return len(line.text) < 120 or line.stamp is not None
    label = with_colon(line)
    if label is None or is_section_heading(label.label):
        return bool(RULE.fullmatch(line.text)) and not late
    return not late and line.after_blank and not before.text.endswith(":")


def _aside(line: Line, *, at_edge: bool) -> str | None:
    """The kind of a line that nobody said although it stands in the transcript.

    Away from the beginning and the end a whole sentence is somebody's words.
    """
    text = line.text
    if line.stamp and not line.body:
        return None
    if len(text) > _LONGEST_ASIDE or (not at_edge and text[-1] in ".?!" and len(text) > _SHORT):
        return None
    if len(text) <= 12 and _PAGE.fullmatch(text) and (text.isdigit() is False or len(text) < 5):
        return "page number"
    if len(text) < _SHORT and text[-1].isdigit() and _PAGE_OF.fullmatch(text):
        return "page number"
    if not text[0].isalnum() and RULE.fullmatch(text):
        return "rule"
    body = line.body or text
    if may_be_event(body) and EVENT.fullmatch(body):
        started = _STARTED.match(body)
        if not started or looks_like_name(started[1]):
            return "event"
    is_footer = may_be_footer(body) and FOOTER.fullmatch(body)
    return "footer" if is_footer and with_colon_free(line) else None


def with_colon_free(line: Line) -> bool:
    """Whether the line has no label that may be a speaker's; keys of headers and addresses are none."""
    label = with_colon(line)
    return label is None or not label.words or FOOTER.fullmatch(line.text) is not None


def _mark_running_heads(lines: Sequence[Line], marks: Marks) -> None:
    pages = [index for index, mark in enumerate(marks) if mark == "page number"]
    if len(pages) < _FEWEST_RUNNING:
        return
    beside = {index + step for index in pages for step in (-1, 1)}
    texts = Counter(_DIGITS.sub("0", lines[index].text) for index in beside if 0 <= index < len(lines))
    for index in beside:
        if 0 <= index < len(lines) and texts[_DIGITS.sub("0", lines[index].text)] >= _FEWEST_RUNNING:
            marks[index] = marks[index] or "running head"
