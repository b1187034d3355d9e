"""The lines of a text, each with the marks and the time at its beginning taken off."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cli.interview_files.layouts.stamps import Stamp, stamp_at

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\xad\x00-\x08\x0e-\x1b\x1f]"
)
_LEAD = re.compile(
    r"(?:>(?!>)\s?(?:\[!\w{1,20}\][-+]?\s?)?|[-*+•▪●‣◦·](?!\*)[ \t]+|#{1,6}[ \t]+|[-–—][ \t]*(?=\*\*|\[\[))+"
)
_SPOKEN = re.compile(
    r"(?:\d{1,2} (?:hours?|stunden?|heures?|horas?|ore|uur),? )?(?:\d{1,2} (?:minut(?:es?|en?|os?|i)),? )?"
    r"\d{1,2} (?:seconds?|sekunden?|secondes?|segundos?|secondi|seconden)|\d{1,2} (?:minut(?:es?|en?|os?|i))",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"[\[(]\d{1,6}[.,]\d{1,3}|\d{1,6}\.\d{1,3}\s", re.MULTILINE)
_AFTER_STAMP = re.compile(r"[\s\u200b]*[-–—:|•,.>]?[\s]*")
_INNER_LABEL = re.compile(
    r"(?:^|(?<=[.!?…\"”] ))([^\W\d_a-z][\w.'’-]{0,30}(?: [^\W_a-z][\w.'’-]{0,30}| \d{1,3}){0,3})\s?:\s",
    re.MULTILINE,
)
_LONG_LINE = 200
_FEW_LINES = 12
_FEWEST_NUMBERED = 3
_SAMPLE_CHARACTERS = 20_000
_LEAST_LOOSE = 0.3


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


def cut(text: str) -> list[Line]:
    """Cut a tidy text into its lines. Times such as ``12.34`` count where most lines begin with one."""
    head = [line.lstrip() for line in text[:_SAMPLE_CHARACTERS].split("\n") if line.strip()]
    loose = sum(_DECIMAL.match(line) is not None for line in head) >= max(2, _LEAST_LOOSE * len(head))
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


def with_breaks(text: str) -> str:
    """Break a text of one or two long lines before each label that comes again, such as ``Mara Quist:``."""
    if text.count("\n") > _FEW_LINES:
        return text
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 2 or not lines or max(map(len, lines)) < _LONG_LINE:
        return text
    counts = Counter(match[1] for match in _INNER_LABEL.finditer(text))
    labels = [label for label, count in counts.items() if count > 1]
    if len(labels) < 2:
        return text
    names = "|".join(map(re.escape, labels))
    return re.sub(rf"(?<=[\s.!?…\"”])((?:{names})\s?:\s)", r"\n\1", text)


def _line(line: str, after_blank: bool, *, loose: bool = False) -> Line:
    first, lead, body = line[0], "", line
    if first in ">-*+•▪●‣◦·#–—" and (mark := _LEAD.match(line)):
        lead, body = mark[0].strip(), line[mark.end() :]
    stamp = stamp_at(body, loose=loose or (first.isdigit() and _SPOKEN.fullmatch(line) is not None))
    if stamp:
        gap = _AFTER_STAMP.match(body, stamp.end)
        body = body[gap.end() if gap else stamp.end :]
    return Line(line, lead, stamp, body, after_blank)


_NUMBER = re.compile(r"[\[(#]?(\d{1,6})(?:[\])]?[.):]?(?:\t+| {2,})|[\])]?[.)]\s+|[\])]\s+| (?=\S))")


_NUMBER_FIRST = frozenset("0123456789[(#")


def without_numbers(text: str) -> tuple[str, bool]:
    """Take line numbers or paragraph numbers off. Return the text and whether there were any."""
    raw = text.split("\n")
    numbered = [
        (index, int(match[1]))
        for index, line in enumerate(raw)
        if (bare := line.lstrip())[:1] in _NUMBER_FIRST and (match := _NUMBER.match(bare))
    ]
    if not numbered:
        return text, False
    asked = sum(raw[index].rstrip().endswith(("?", "？", "؟", "?**", "?*")) for index, _ in numbered)
    if asked >= 0.7 * len(numbered) and len(numbered) < 0.8 * sum(1 for line in raw if line.strip()):
        return text, False
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
