"""Where words begin and end, in any script, and how many it takes to say something."""

import re
import unicodedata
from functools import lru_cache

from themes.text.normalization import APOSTROPHES, INVISIBLE

LEAST_WORDS = 3
LEAST_COLUMNS = 12
"""Fewer words, or fewer columns, and a passage ("yeah", "I think") proves nothing."""

_COLUMNS_PER_WORD = 4
_HYPHENS = "-\u2010\u2011\u2012\u2212"
_INSIDE_NUMBERS = ".,:/\u2013\u2044\u066b\u066c" + _HYPHENS
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "BOPOMOFO")
# Without spaces a negation is part of the word it negates, or half a sentence would prove the opposite.
_NEGATES_NEXT = ("不", "没", "沒", "未", "无", "無", "非", "别", "別", "勿", "ไม่", "บ่", "មិន")
_NEGATES_LAST = ("ない", "なく", "なかっ", "ません", "じゃな", "ではな", "じゃあり", "ではあり", "ずに")
_TOKEN = re.compile(r"\S+")
_ASCII_EDGE = re.compile(r"[A-Za-z0-9] | [A-Za-z0-9]")


def is_boundary(text: str, index: int) -> bool:
    """Tell whether a word, a number or a compound ends before ``text[index]`` or begins there.

    The inside of "can't", "non-negotiable", "3.5", "€40" and "7%" is no boundary. In a script written
    without spaces every character is one, except after or before a negation.
    """
    if index and _ASCII_EDGE.match(text, index - 1):  # as nearly always, and much faster
        return True
    left, before = _visible(text, index - 1, -1)
    right, after = _visible(text, index, +1)
    if not left or not right:
        return True
    if _is_mark(right) or _holds_number_together(before, left, right, after):
        return False
    if _is_unspaced(left) or _is_unspaced(right):
        return not (text.endswith(_NEGATES_NEXT, 0, index) or text.startswith(_NEGATES_LAST, index))
    if _is_letter(left) and _is_letter(right):
        return False
    return not (_joins(before, left, right) or _joins(left, right, after))


def is_evidence(passage: str) -> bool:
    """Tell whether a passage says enough to prove anything: LEAST_WORDS words and LEAST_COLUMNS columns.

    A wide character (Chinese, Japanese, Korean) takes two columns; where words are not spaced, four
    columns are taken for one.
    """
    composed = unicodedata.normalize("NFC", passage.strip())
    columns = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in composed)
    return columns >= LEAST_COLUMNS and _count(composed) >= LEAST_WORDS


def _count(text: str) -> int:
    spaced = unspaced = 0
    for token in _TOKEN.findall(text):
        columns = sum(
            2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in token if _is_unspaced(char)
        )
        unspaced += columns
        spaced += columns == 0 and any(map(str.isalnum, token))
    return spaced + unspaced // _COLUMNS_PER_WORD


def _visible(text: str, index: int, step: int) -> tuple[str, str]:
    """Return the first visible character from ``index`` on in a direction, and the one beyond it."""
    found: list[str] = []
    while 0 <= index < len(text) and len(found) < 2:
        if text[index] not in INVISIBLE:
            found.append(text[index])
        index += step
    first, second = (*found, "", "")[:2]
    return first, second


def _joins(left: str, mark: str, right: str) -> bool:
    """Tell whether an apostrophe or hyphen stands between two letters, as in "can't"."""
    return mark in APOSTROPHES + _HYPHENS and _is_letter(left) and _is_letter(right)


def _holds_number_together(before: str, left: str, right: str, after: str) -> bool:
    """Tell whether a cut between ``left`` and ``right`` would change a number."""
    if right.isdigit():
        is_signed = left in _HYPHENS and not before.isalpha()
        return is_signed or _is_currency(left) or (left in _INSIDE_NUMBERS and before.isdigit())
    if left.isdigit():
        return right in "%‰°" or _is_currency(right) or (right in _INSIDE_NUMBERS and after.isdigit())
    return False


@lru_cache(maxsize=4096)
def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_" or _is_mark(char)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M") if char else False


def _is_currency(char: str) -> bool:
    return unicodedata.category(char) == "Sc"


@lru_cache(maxsize=4096)
def _is_unspaced(char: str) -> bool:
    return _is_letter(char) and unicodedata.name(char, "").startswith(_UNSPACED)
