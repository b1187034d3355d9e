"""Interviews whose questions stand out by form alone: bold, headings, numbers, quotations, alternation."""

import re
from collections.abc import Callable, Sequence
from enum import Enum
from itertools import pairwise

from cli.interview_files.layouts.joining import ends_sentence
from cli.interview_files.layouts.lines import Line
from themes.transcripts.questions import with_plain_marks

_BOLD = re.compile(r"(\*\*\*|\*\*|__)(?=\S).+\1[:.]?")
_ITALIC = re.compile(r"([*_])(?![*_])(?=\S).+(?<![*_])\1")
_NUMBERED = re.compile(r"[*_]{0,3}(?:q(?:uestion)?\s?)?\d{1,3}\s?[.):]\s+(?=\S)", re.IGNORECASE)
_QUESTION_END = re.compile(r"\?[\s\"'”’»*_)\]]*\Z")
_FEWEST = 2
CHANGE = re.compile(r"(?:>{2,3}|»|[-–—](?=\s*\S))\s*")
"""A mark with which somebody else begins to speak."""


def without_number(question: str) -> str:
    """A question without the marks and the number around it."""
    return _NUMBERED.sub("", question, count=1).strip("*_ ")


class Side(Enum):
    """Who says a paragraph."""

    ASKS = "asks"
    ANSWERS = "answers"


def are_fragments(lines: Sequence[Line]) -> bool:
    """Whether most lines are pieces of sentences, as in captions that somebody copied."""
    timed = [line for line in lines if line.stamp]
    return len(timed) > 2 and 2 * sum(ends_sentence(line.body) for line in timed) < len(timed)


def sides(lines: Sequence[Line]) -> list[Side] | None:
    """Tell for each line whether it asks or answers, or None where the form does not part the two."""
    if not lines:
        return None
    asked = [_is_question(line.text) for line in lines]
    for stands_out in (_is_bold, _is_heading, _is_italic, _is_numbered, _is_quoted):
        if found := _by_form(lines, asked, stands_out):
            return found
    return _by_turns(lines, asked)


def _by_form(
    lines: Sequence[Line], asked: Sequence[bool], stands_out: Callable[[Line], bool]
) -> list[Side] | None:
    forms = [stands_out(line) for line in lines]
    first = next((index for index, form in enumerate(forms) if form), 0)
    outstanding = sum(forms)
    questions = sum(form and is_asked for form, is_asked in zip(forms, asked, strict=True))
    others = len(lines) - first - outstanding
    if outstanding < _FEWEST or not others or questions < max(_FEWEST, 0.5 * outstanding):
        return None
    missed = sum(is_asked and not form for form, is_asked in zip(forms, asked, strict=True))
    if missed > questions:
        return None
    return [Side.ASKS if form else Side.ANSWERS for form in forms]


def _by_turns(lines: Sequence[Line], asked: Sequence[bool]) -> list[Side] | None:
    """Paragraphs of questions that alternate with paragraphs of answers all through."""
    starts = [
        index
        for index, line in enumerate(lines)
        if not index or line.after_blank or line.stamp or CHANGE.match(line.text)
    ]
    blocks = [
        any(asked[start:end]) and asked[end - 1]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    changes = sum(before != after for before, after in pairwise(blocks))
    if sum(blocks) <= _FEWEST or not blocks[0] or changes < len(blocks) - 1:
        return None
    found: list[Side] = []
    for start, end, is_asked in zip(starts, [*starts[1:], len(lines)], blocks, strict=True):
        found += [Side.ASKS if is_asked else Side.ANSWERS] * (end - start)
    return found


def _is_question(text: str) -> bool:
    return bool(_QUESTION_END.search(with_plain_marks(text)))


def _is_bold(line: Line) -> bool:
    return _BOLD.fullmatch(line.body) is not None


def _is_italic(line: Line) -> bool:
    return _ITALIC.fullmatch(line.body) is not None


def _is_heading(line: Line) -> bool:
    return line.lead.startswith("#")


def _is_quoted(line: Line) -> bool:
    return line.lead.startswith(">")


def _is_numbered(line: Line) -> bool:
    return _NUMBERED.match(line.body) is not None
