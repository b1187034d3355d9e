"""The words of a line without what a transcriber put among them: times, pauses, marks of Markdown."""

import re
from typing import NamedTuple

from cli.interview_files.layouts.stamps import stamp_at_end, without_stamps
from cli.interview_files.layouts.vocabulary import PAUSE

_EMPHASIS = re.compile(r"(?<![\w*])(\*\*\*|\*\*|\*|___|__|_|~~|==)(?=[^\s*_])(.+?)(?<=[^\s])\1(?![\w*])")
_LINK = re.compile(
    r"!?\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]|!?\[([^\[\]]{1,300})\]\([^()\s]{0,500}\)"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!'\"<>|~])|<br ?/?>|&nbsp;")
_ASIDE = re.compile(r"[\[({<（【][^\[\](){}<>]{1,200}[\])}>）】]\.?")


class Said(NamedTuple):
    """The words of one line, and the times that stood inside and at the end."""

    words: str
    inside: float | None = None
    at_end: float | None = None


def said(text: str, *, markdown: bool, bare_end: bool) -> Said:
    """Take times, pauses and, in Markdown, marks out of a line's words."""
    inside = at_end = None
    if markdown and (
        "*" in text or "_" in text or "[" in text or "\\" in text or "<" in text or "~" in text or "&" in text
    ):
        text = _plain(text)
    if bare_end and text[-1:].isdigit() and (stamp := stamp_at_end(text)) and stamp.start:
        text, at_end = text[: stamp.start].rstrip(" \t-–—|"), stamp.seconds
    if (
        "(" in text
        or "[" in text
        or "#" in text
        or "<" in text
        or "{" in text
        or "（" in text
        or "【" in text
    ):
        stamp = stamp_at_end(text)
        if stamp and not stamp.is_bare:
            text, at_end = text[: stamp.start].rstrip(), stamp.seconds
        text, inside = without_stamps(text)
        if PAUSE.search(text):
            text = " ".join(part for part in (piece.strip() for piece in PAUSE.split(text)) if part)
    return Said(text.strip(), inside, at_end)


def is_aside(text: str) -> bool:
    """Whether a line is wholly in brackets, such as ``[Interview begins]``."""
    return bool(text) and text[0] in "[({<（【" and _ASIDE.fullmatch(text) is not None


def _plain(text: str) -> str:
    text = _LINK.sub(lambda link: link[1] or link[2], text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(lambda escape: escape[1] or " ", text)
