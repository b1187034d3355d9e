"""Folding: the same words however they are typeset, with the way back to where they stood.

Two texts fold to the same string when they differ only in Unicode form, case, whitespace, quote
marks, dashes and invisible characters. Accents, punctuation and digits stay, because they change
the meaning. Superscripts, fractions and encircled figures stay as well, because their Unicode
compatibility form reads as another number (10² would become 102).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

INVISIBLE = frozenset(
    map(
        chr,
        (
            *(0x00AD, 0x034F, 0x061C, 0xFEFF),
            *range(0x180B, 0x1810),
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *range(0xFE00, 0xFE10),
            *range(0xE0000, 0xE0FFF),
        ),
    )
)
"""Soft hyphens, joiners, direction marks, variation selectors: what no reader sees."""

APOSTROPHES = "'\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032`\u00b4\uff07"
QUOTE_MARKS = (
    APOSTROPHES + '"\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f\uff02'
)
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"

_SHAPES = str.maketrans(dict.fromkeys(QUOTE_MARKS, "'") | dict.fromkeys(DASHES, "-"))
# For speed: what ``_normalized`` does to each character of ASCII.
_PLAIN_SHAPES = str.maketrans(
    {char: " " for char in map(chr, range(128)) if char.isspace()} | {"`": "'", '"': "'"}
)
_PLAIN = re.compile(r"[\x00-\x7f]+(?![^\x00-\x7f])")
"""Stretches of ASCII, less a last character on which something that is no ASCII may be a mark."""
_RUN = re.compile(r"([ -])\1+|\A[ -]")
_KEPT_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")


class NormalizedText(NamedTuple):
    """A folded text: its character ``i`` came from the original's ``[starts[i], ends[i])``."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where ``text[start:end]`` stood, or None if it begins or ends inside a character."""
        cuts_first = start > 0 and self.starts[start - 1] == self.starts[start]
        cuts_last = end < len(self.text) and self.starts[end] == self.starts[end - 1]
        return None if cuts_first or cuts_last else (self.starts[start], self.ends[end - 1])


def normalize_text(text: str) -> NormalizedText:
    """Fold a text; neither its beginning nor its end is trimmed."""
    normalizer = _Normalizer()
    at = 0
    for plain in _PLAIN.finditer(text):
        normalizer.add_characters(text, at, plain.start())
        normalizer.add_plain(plain[0], plain.start())
        at = plain.end()
    normalizer.add_characters(text, at, len(text))
    return NormalizedText("".join(normalizer.parts), normalizer.starts, normalizer.ends)


class _Normalizer:
    """A text on its way to being folded: most of it a stretch at a time, the rest a character at a time."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._last = ""

    def add_characters(self, text: str, start: int, end: int) -> None:
        """Add a stretch of any characters."""
        for first, after in _characters(text, start, end):
            self._add(_normalized(text[first:after]), first, after)

    def add_plain(self, words: str, start: int) -> None:
        """Add a stretch of ASCII that stands at ``start``, to which no mark of what follows belongs."""
        normalized = words.lower().translate(_PLAIN_SHAPES)
        at = 0
        for run in _RUN.finditer(normalized):
            self._add_each(normalized[at : run.start()], start + at)
            self._add(run[0][0], start + run.start(), start + run.end())
            at = run.end()
        self._add_each(normalized[at:], start + at)

    def _add(self, part: str, start: int, end: int) -> None:
        """Add what one character became, unless it carries on a run of spaces or of dashes."""
        if part in (" ", "-") and part == self._last:
            self.ends[-1] = end
            return
        self._last = part
        self.parts.append(part)
        self.starts.extend([start] * len(part))
        self.ends.extend([end] * len(part))

    def _add_each(self, part: str, start: int) -> None:
        """Add a stretch of which every character became one, and which carries on no run."""
        if part:
            self._last = part[-1]
            self.parts.append(part)
            self.starts.extend(range(start, start + len(part)))
            self.ends.extend(range(start + 1, start + len(part) + 1))


def _characters(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each visible character in ``text[first:last]`` with the combining marks on it."""
    start = end = -1
    for index in range(first, last):
        char = text[index]
        if char in INVISIBLE:
            continue
        if start >= 0 and char > "\u02ff" and _is_mark(char):
            end = index + 1
            continue
        if start >= 0:
            yield start, end
        start, end = index, index + 1
    if start >= 0:
        yield start, end


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFD", char)[0]) > 0


@lru_cache(maxsize=4096)
def _normalized(character: str) -> str:
    """Fold one character with its marks, after Unicode 15 § 3.13, D145 (canonical caseless match)."""
    if character.isspace():
        return " "
    visible = "".join(char for char in character if char not in INVISIBLE)
    decomposed = "".join(map(_compatible, unicodedata.normalize("NFD", visible)))
    return unicodedata.normalize("NFD", decomposed.casefold()).translate(_SHAPES)


def _compatible(char: str) -> str:
    """Replace a typographic variant, such as a ligature or a full-width letter, by what it stands for."""
    plain = unicodedata.normalize("NFKD", char)
    reads_otherwise = plain.startswith(" ") or (len(plain) > 1 and any(map(str.isdigit, plain)))
    if reads_otherwise or unicodedata.decomposition(char).startswith(_KEPT_FORMS):
        return char
    return plain
