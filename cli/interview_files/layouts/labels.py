"""Ways in which a line names its speaker. Each way cuts a line into label and words, or finds none."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from cli.interview_files.layouts.lines import Line
from cli.interview_files.layouts.stamps import Stamp, stamp_at, stamp_at_end
from themes.transcripts.role_words import says_answering, says_asking

LONGEST_LABEL = 80
_MOST_WORDS = 9
_LONGEST_WITH_STOP = 40
"""Characters of a name that may end with a stop, such as that of ``Jr.``; longer lines are sentences."""


class Labelled(NamedTuple):
    """A line that begins with what may be a speaker's name."""

    label: str
    words: str
    """What follows on the line; empty where the name has the line to itself."""
    stamp: Stamp | None
    """The time before the label, in the label or right after the label."""
    is_marked: bool
    """Whether the label is bold, in brackets or the like."""


Way = Callable[[Line], Labelled | None]

_COLON = re.compile(r"(?<![\d\s])\s{0,3}[:：︰]+(?!//)|(?<=\d)\s{0,2}[:：︰](?!\d\d|//)")
# Looking for the signs alone is many times faster, and most lines hold none of the signs.
_COLONS, _DASHES, _DIGIT = re.compile("[:：︰]"), re.compile("[-–—|•~>»→]"), re.compile(r"\d")
_OPENERS, _CLOSERS = "*_`[(<{【〔⟨", "*_`])>}】〕⟩"
_SENTENCE = re.compile(r"[.!?…。！？]\s+\S|[.!?,;…。！？،؟]\Z|[。！？]")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Mx|Prof|Sr|Sra|Jr|St|Hr|Fr|M|Mme|Mlle|Dra|Ing|Sig|No|Nr|Lt|Rev|Ph|Dipl|Mag|Ltd|Inc|Co|Corp|Pty|Bros|Esq)\.",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"([\[(<{【〔⟨])\1?([^\[\]()<>{}【】〔〕⟨⟩]{1,80})[\])>}】〕⟩]{1,2}\s*[:：]?\s*")
_DASH = re.compile(r"(?<=\S)(?:\s+[-–—|•~>»→]{1,2}\s+|\s*—\s*|\s*[|»→]\s*|[-–>]\s+)(?=\S)")
_GAP = re.compile(r"(?<=\S)(?:\t+ *|\s{2,}| \t)(?=\S)")
_POINT = re.compile(r"([^\W\d_]{1,2}\s?\d{0,3})\s*[.)]\s+(?=\S)")
_CAPITALS = re.compile(r"((?:[^\W\d_a-zß-öø-ÿ][^\W_a-zß-öø-ÿ.'’-]+\s+){1,4})(?=[\"“‘'(¿¡]?[^\W_])")
_NUMBERED = re.compile(r"([^\W\d_]{1,12}[_ -]?\d{1,3})\s+(?=\S)")
_CHAT = re.compile(r"(?:From|Von|De|Da)\s+(.{1,60}?)\s+(?:to|an|à|a|para)\s+[^:]{1,60}", re.IGNORECASE)


def tells_role(label: str) -> bool:
    """Whether a label says that its speaker asks or answers."""
    return says_asking(label) or says_answering(label)


_LETTER = re.compile(r"[^\W_]")


def with_colon(line: Line) -> Labelled | None:
    """``Mara Quist: words``, with every kind of brackets, bold and time around the name."""
    body = line.body
    match = _COLONS.search(body, 0, LONGEST_LABEL + 40) and _COLON.search(body, 0, LONGEST_LABEL + 40)
    if not match or not match.start():
        return None
    before, words = body[: match.start()], body[match.end() :]
    if before[0] in "[(" and before[-1] not in "])" and words[-1:] in ("]", ")"):
        # Somebody's words within another's turn, or what the transcriber adds, such as a translation.
        return _labelled(before[1:], words[:-1], line) if tells_role(before[1:]) else None
    return _labelled(before, words, line)


def in_brackets(line: Line) -> Labelled | None:
    """``[Mara Quist] words`` and ``(Mara Quist)`` on a line of its own."""
    match = _BRACKETED.match(line.body)
    if not match:
        return None
    found = _labelled(match[2], line.body[match.end() :], line)
    return found and found._replace(is_marked=True)


def before_dash(line: Line) -> Labelled | None:
    """``Mara Quist - words``."""
    match = _DASHES.search(line.body, 0, LONGEST_LABEL) and _DASH.search(line.body, 0, LONGEST_LABEL)
    return _labelled(line.body[: match.start()], line.body[match.end() :], line) if match else None


def before_gap(line: Line) -> Labelled | None:
    """``Mara Quist`` and the words after a tab or several spaces."""
    body = line.body
    if "  " not in body and "\t" not in body and body.isascii():
        return None
    match = _GAP.search(body, 0, LONGEST_LABEL)
    return _labelled(body[: match.start()], body[match.end() :], line) if match else None


def before_time(line: Line) -> Labelled | None:
    """``Mara Quist 00:00:17 words``."""
    digit = _DIGIT.search(line.body, 0, LONGEST_LABEL)
    start = digit and _TIME_FOLLOWS.search(line.body, 0, LONGEST_LABEL)
    if not start:
        return None
    stamp = stamp_at(line.body, start.end(), loose=True)
    if not stamp or not line.body[stamp.end :].strip(" \t:-–—|,*_"):
        return None
    found = _labelled(line.body[: start.start()], line.body[stamp.end :].lstrip(" \t:-–—|,*_"), line)
    return found and found._replace(stamp=line.stamp or stamp)


_TIME_FOLLOWS = re.compile(r"[\s,|–—-]+(?=[\[(<{#*_@]{0,2}\d{1,3}[:.hm]\d)")


def with_point(line: Line) -> Labelled | None:
    """``Q. words`` and ``A) words``: one or two letters, with a number or without."""
    match = _POINT.match(line.body)
    return Labelled(match[1], line.body[match.end() :], line.stamp, is_marked=False) if match else None


def in_capitals(line: Line) -> Labelled | None:
    """``MARA QUIST words``."""
    match = _CAPITALS.match(line.body)
    return (
        Labelled(match[1].strip(), line.body[match.end() :], line.stamp, is_marked=False) if match else None
    )


def with_number(line: Line) -> Labelled | None:
    """``SPEAKER_00 words`` and ``Speaker 1 words``."""
    match = _NUMBERED.match(line.body)
    return Labelled(match[1], line.body[match.end() :], line.stamp, is_marked=False) if match else None


def on_own_line(line: Line) -> Labelled | None:
    """A name, with a time or without, that has the line to itself."""
    body = line.body
    if len(body) > LONGEST_LABEL or (len(body) > _LONGEST_WITH_STOP and body[-1] in ".?!,;"):
        return None
    return _labelled(body, "", line)


def _labelled(before: str, words: str, line: Line) -> Labelled | None:
    found = _label(before)
    if found is None:
        return None
    label, stamp, is_marked = found
    words, after = _words(words, is_marked=is_marked)
    return Labelled(label, words, line.stamp or stamp or after, is_marked)


@lru_cache(maxsize=1024)
def _label(before: str) -> tuple[str, Stamp | None, bool] | None:
    """The label, its time and whether it is marked; None where the words before cannot be a name."""
    label, stamp, is_marked = _cleaned(before)
    if chat := _CHAT.fullmatch(label):
        label = chat[1]
    if not label or len(label) > LONGEST_LABEL or not _LETTER.search(label) or "://" in label:
        return None
    return None if _is_sentence(label) else (label, stamp, is_marked)


def _cleaned(before: str) -> tuple[str, Stamp | None, bool]:
    """The label without the marks and the time around it."""
    label = before.strip()
    stamp = stamp_at_end(label, loose=True) if any(map(str.isdigit, label[-12:])) else None
    if stamp and (stamp.decimal is None or not stamp.is_bare or stamp.start):
        label = label[: stamp.start].rstrip(" \t\xa0,|–—-•·")
    else:
        stamp = None
    bare = label.strip("*_`")
    is_marked = len(bare) < len(label)
    bare = bare.strip().removeprefix("~").lstrip(" \u202f\xa0")
    while bare and bare[0] in _OPENERS and _closes(bare):
        bare, is_marked = bare[1:-1].strip(" \t\xa0*_`"), True
    return bare, stamp, is_marked


def _closes(label: str) -> bool:
    """Whether the bracket that opens the label is closed by its last character."""
    close = _CLOSERS[_OPENERS.index(label[0])]
    return label[-1] == close and label.count(label[0]) == label.count(close) <= 2


def _words(words: str, *, is_marked: bool) -> tuple[str, Stamp | None]:
    said = words.lstrip(" \t\xa0\u202f\u2009")
    if is_marked:
        said = said.lstrip("*_` \t")
    stamp = stamp_at(said)
    if stamp and not (stamp.is_bare and stamp.end < len(said) and not _gap_follows(said, stamp.end)):
        said = said[stamp.end :].lstrip(" \t\xa0:-–—|,")
        return said, stamp
    return said, None


def _gap_follows(said: str, end: int) -> bool:
    return said[end : end + 1] in "\t:|" or said[end : end + 2] == "  "


def _is_sentence(label: str) -> bool:
    """Whether the words before the separator are a sentence or a piece of one rather than a name."""
    if len(label.split()) > _MOST_WORDS:
        return True
    if not _SENTENCE.search(label):
        return False
    return bool(_SENTENCE.search(_ABBREVIATED.sub("", label)))
