"""Several interviews in one text, each below a numbered heading such as ``INTERVIEW 2``."""

import re
from typing import NamedTuple

_HEADING = re.compile(
    r"^[\W_]*((?:interview|transcript|session|participant|respondent|interviewee|conversation|call|gespräch|entretien|entrevista|intervista|"
    r"wywiad|интервью|访谈|インタビュー|면접)\s*(?:#|no\.?|nr\.?|n°)?\s*(\d{1,4}))[\W_]*$",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_BEFORE = 600
_LEAST_CHARACTERS = 200


class Part(NamedTuple):
    """The text of one of several interviews."""

    title: str
    text: str


def parts(text: str) -> list[Part]:
    """Return the interviews of a text, or no parts where the text holds a single one.

    The headings count 1, 2, 3 …, the first stands near the beginning, and each has a talk below it.
    """
    if "\n" not in text:
        return []
    headings = list(_HEADING.finditer(text))
    numbers = [int(heading[2]) for heading in headings]
    if len(headings) < 2 or headings[0].start() > _MOST_BEFORE or numbers != sorted(set(numbers)):
        return []
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    found = [Part(heading[1], text[heading.end() : end]) for heading, end in zip(headings, ends, strict=True)]
    return found if all(len(part.text) >= _LEAST_CHARACTERS for part in found) else []
