"""The lines of a text, each with the marks and the time at its beginning taken off."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cli.interview_files.layouts.stamps import Stamp, stamp_at

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\xad\x00-\x08\x0e-\x1b\x1f]"
)
_LEAD = re.compile(r"(?:>(?!>)\s?|[-*+•▪●‣◦·](?!\*)[ \t]+|#{1,6}[ \t]+|[-–—][ \t]*(?=\*\*|\[\[))+")
_AFTER_STAMP = re.compile(r"[\s\u200b]*[-–—:|•,.>]?[\s]*")
_FEWEST_NUMBERED = 3


class Line(NamedTuple):
    """One line that is not empty."""

    text: str
    """The whole line without the white space around it."""
    lead: str
    """Marks of lists, quotations and headings at the beginning, such as ``-``, ``>``, ``##``."""
    stamp: Stamp | None
    """The time at the beginning."""
    body: str
    """The line without lead, number and stamp."""
    after_blank: bool
    """Whether an empty line, a page break or nothing comes before."""


def tidy(text: str) -> str:
    """Return the text with ``\\n`` as the only line end and without invisible characters.

    A text whose words are parted by tabs alone, as some PDFs give them, gets spaces.
    """
    if not text.isascii() or "\r" in text or "\x0b" in text or "\x0c" in text:
        text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    tabs = text.count("\t")
    if tabs > 20 and tabs > 4 * text.count(" ") and tabs > 3 * text.count("\n"):
        text = text.replace("\t", " ")
    return text


def cut(text: str, *, loose: bool = False) -> list[Line]:
    """Cut a tidy text into its lines; ``loose`` admits times such as ``12.34`` at the beginning."""
    found: list[Line] = []
    after_blank = True
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            after_blank = True
            continue
        found.append(_line(line, after_blank, loose=loose))
        after_blank = False
    return found


def _line(line: str, after_blank: bool, *, loose: bool = False) -> Line:
    first, lead, body = line[0], "", line
    if first in ">-*+•▪●‣◦·#–—" and (mark := _LEAD.match(line)):
        lead, body = mark[0].strip(), line[mark.end() :]
    stamp = stamp_at(body, loose=loose)
    if stamp:
        gap = _AFTER_STAMP.match(body, stamp.end)
        body = body[gap.end() if gap else stamp.end :]
    return Line(line, lead, stamp, body, after_blank)


_NUMBER = re.compile(r"[\[(#]?(\d{1,6})(?:[\])]?[.):]?(?:\t+| {2,})|[\])]?[.)]\s+|[\])]\s+| (?=\S))")


def without_numbers(text: str) -> tuple[str, bool]:
    """Take line numbers or paragraph numbers off. Return the text and whether there were any."""
    raw = text.split("\n")
    numbered = [
        (index, int(match[1])) for index, line in enumerate(raw) if (match := _NUMBER.match(line.lstrip()))
    ]
    if not _is_count([number for _, number in numbered], sum(1 for line in raw if line.strip())):
        return text, False
    for index, _ in numbered:
        stripped = raw[index].lstrip()
        match = _NUMBER.match(stripped)
        raw[index] = stripped[match.end() :] if match else stripped
    return "\n".join(raw), True


def _is_count(numbers: Sequence[int], lines: int) -> bool:
    """Whether the numbers at the beginnings of lines count the lines or the paragraphs."""
    if len(numbers) < _FEWEST_NUMBERED:
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    regular = sum(step in (1, 5, 10) for step in steps)
    return regular >= 0.8 * len(steps) and (len(numbers) >= 0.4 * lines or set(steps) <= {5, 10})
