"""Where sentences begin and end in a stretch of speech, in time linear in its length."""

import re
from collections.abc import Iterator

Span = tuple[int, int]
"""Start and end offset in code points, half-open."""

LONGEST = 400
"""Code points after which run-on speech is cut at a pause, so that a sentence can still be quoted."""

_BOUNDARY = re.compile(r"(?P<stop>[.!?…]++)[\"'”’»)\]]*+|(?P<wide>[。！？]++)[”’」』）]*+|(?P<line>\n\s*+)")
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "eg", "ie", "e.g", "i.e", "approx", "fig", "dept"}
)
_LAST_WORD = re.compile(r"[\w.]{1,12}\Z")
_CARRIES_ON = re.compile(r"[a-zà-ÿ,;)]|I\b")
_PAUSES = ((", ", "; ", "，", "、", " – ", " — ", " - "), (" ", "\t", "\n"))


def sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Cut ``text[start:end]`` into the spans of its sentences, without the white space around them.

    A full stop ends a sentence unless it closes a common abbreviation or an initial, or the next
    word is in lower case. A line break ends a sentence unless the next line begins in lower case.
    Sentences longer than LONGEST code points are cut at a pause, so that no span is longer than
    that.
    """
    return tuple(
        piece
        for sentence in _whole(text, start, end)
        if (span := _trimmed(text, *sentence))
        for piece in _pieces(text, *span)
    )


def _whole(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        if _ends_sentence(text, match, begin, end):
            yield begin, match.end()
            begin = match.end()
    yield begin, end


def _ends_sentence(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    if match["wide"]:
        return True
    after = match.end()
    if match["line"]:
        return after >= end or match["line"].count("\n") > 1 or not _CARRIES_ON.match(text, after)
    if after < end and not text[after].isspace():
        return False
    return match["stop"] != "." or not _is_abbreviation(text, begin, match.start(), after, end)


def _is_abbreviation(text: str, begin: int, dot: int, after: int, end: int) -> bool:
    last = _LAST_WORD.search(text[max(begin, dot - 12) : dot])
    word = last.group() if last else ""
    initial = len(word) == 1 and word.isupper() and word != "I"
    following = text[after + 1 : min(after + 2, end)]
    return word.lower() in _ABBREVIATIONS or initial or following.islower()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end -= len(said) - len(said.rstrip())
    return (start, end) if start < end else None


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        cut = _pause(text, start + LONGEST // 2, start + LONGEST)
        if piece := _trimmed(text, start, cut):
            yield piece
        start = cut
    if piece := _trimmed(text, start, end):
        yield piece


def _pause(text: str, earliest: int, latest: int) -> int:
    for marks in _PAUSES:
        cuts = [found + len(mark) for mark in marks if (found := text.rfind(mark, earliest, latest)) >= 0]
        if cuts:
            return max(cuts)
    return latest
