"""Which lines of a transcript name a speaker, in the ways that recorders and typists write it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TIME = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?"
_NAME = r"[^\W\d_][\w.'’&/-]{0,30}(?:,(?= [^\W\d_]))?(?: [\w.'’&#/-]{1,30}){0,3}"
_LABEL = re.compile(
    rf"[ \t]*(?P<time>{_TIME}[ \t]*[-–—]?[ \t]*)?\*{{0,2}}(?P<name>{_NAME})"
    rf"(?:[ \t]?[(\[][^)\]\n]{{1,40}}[)\]])?(?:[ \t]*{_TIME})?\*{{0,2}}[ \t]?[:：]\*{{0,2}}(?!//)[ \t]*"
)
_NAME_AND_TIME = re.compile(
    rf"[ \t]*(?:(?P<early>{_NAME})[ \t]+{_TIME}|{_TIME}[ \t]+(?P<late>{_NAME}))[ \t]*\Z"
)
_CUE = re.compile(rf"[ \t]*(?:{_TIME}(?:[ \t]*-->[ \t]*{_TIME}.{{0,80}})?|WEBVTT|\d{{1,6}})[ \t]*\Z")
_LINE = re.compile(r"[^\n]*+\n?")
_LONGEST_LABEL = 200

ASKING_ROLE = re.compile(
    r"(?:moderator|mod|interviewer|int|researcher|facilitator|host|q)\b(?!['’&])", re.IGNORECASE
)
"""Labels that say their bearer asks the questions; headings of notes ("Int'l sales", "Q&A") do not."""
_ANSWERING_ROLE = re.compile(
    r"(?:participant|interviewee|respondent|speaker|p|r|a|customer|patient|user) ?\d*\Z", re.IGNORECASE
)


class Line(NamedTuple):
    """One line of a transcript, with what its beginning says."""

    start: int
    end: int
    said_from: int
    """Where the words begin, after a label; equal to ``end`` on a line without words."""
    label: str | None
    """What looks like a speaker's name; whether it is one depends on the other lines."""
    is_sure: bool = False
    """Whether a time beside the label leaves no doubt."""
    is_cue: bool = False
    """Whether the line is a subtitle's number or time, which interrupts what is said without ending it."""


def lines(text: str) -> Iterator[Line]:
    """Read a transcript line by line, in linear time however long the lines are."""
    for match in _LINE.finditer(text):
        if match.start() < match.end():
            yield _read(match.start(), match.end(), match.group()[:_LONGEST_LABEL].rstrip("\r\n"))


def _read(start: int, end: int, head: str) -> Line:
    if heading := _NAME_AND_TIME.match(head):
        return Line(start, end, end, heading["early"] or heading["late"], is_sure=True)
    if _CUE.match(head):
        return Line(start, end, end, None, is_cue=True)
    if not head.strip() and end - start <= _LONGEST_LABEL:
        return Line(start, end, end, None)
    label = _LABEL.match(head)
    if label and _looks_like_name(label["name"]):
        return Line(start, end, start + label.end(), label["name"], is_sure=bool(label["time"]))
    return Line(start, end, start, None)


def _looks_like_name(name: str) -> bool:
    return all(not word[0].islower() for word in name.split()) or _is_role(name)


def _is_role(name: str) -> bool:
    return bool(ASKING_ROLE.match(name) or _ANSWERING_ROLE.match(name))


def speakers(read: Sequence[Line]) -> frozenset[str]:
    """Decide which labels are speakers: those repeated, timed, or named for a role in an interview.

    Where most lines begin with a label all of them are.
    """
    times = Counter(line.label for line in read if line.label)
    with_words = sum(line.said_from < line.end for line in read)
    if len(times) > 1 and 2 * times.total() > with_words:
        return frozenset(times)
    sure = {line.label for line in read if line.is_sure}
    return frozenset(name for name, count in times.items() if count > 1 or name in sure or _is_role(name))
