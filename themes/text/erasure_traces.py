"""The parts of a text that can only come from certain interviews, and that an erasure removes."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from themes.text.normalization import INVISIBLE
from themes.text.slugs import APOSTROPHE, transliterated

RUN_WORDS = 4
"""As many words in a row are an interview's own, even if each of them is common."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
)
"""Scripts written without spaces, in which every character counts as a word."""
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


class ErasureTraces:
    """The texts, out of some, that hold words of erased interviews which no other interview holds.

    Texts and interviews are compared word by word, however they are typeset: by single words, and by runs of
    RUN_WORDS words. A slug is compared as the slugs of the words.
    """

    def __init__(self, texts: Iterable[str], erased: Iterable[str]) -> None:
        said = set[str]().union(*map(_pieces, erased))
        shared = {text: _pieces(text) & said for text in texts}
        self._suspects = {text: pieces for text, pieces in shared.items() if pieces}

    @property
    def texts(self) -> frozenset[str]:
        """Those texts that nothing seen elsewhere accounts for."""
        return frozenset(self._suspects)

    @property
    def unaccounted(self) -> frozenset[str]:
        """The words, and runs of words with spaces between, that were seen nowhere else so far."""
        return frozenset[str]().union(*self._suspects.values())

    def seen_elsewhere(self, interviews: Iterable[str]) -> None:
        """Take into account what other interviews, which stay, hold as well."""
        if self._suspects:
            pieces = set[str]().union(*map(_pieces, interviews))
            left = {text: suspect - pieces for text, suspect in self._suspects.items()}
            self._suspects = {text: suspect for text, suspect in left.items() if suspect}


def words_of(text: str) -> list[str]:
    """The words of a text in their order, whatever their case, Unicode form and typography."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_UNSEEN))
        text = unicodedata.normalize("NFKC", text.casefold())
    return _word_pattern().findall(APOSTROPHE.sub("", text.casefold()))


def _pieces(text: str) -> set[str]:
    words = words_of(text)
    pieces = {*words, *_runs(words)}
    if not text.isascii():
        # A slug is made of the letters that stand for a word's in ASCII.
        latin = [part for word in words for part in _latin(word)]
        pieces |= {*latin, *_runs(latin)}
    return pieces


def _runs(words: list[str]) -> Iterable[str]:
    return (" ".join(words[start : start + RUN_WORDS]) for start in range(len(words) - RUN_WORDS + 1))


@lru_cache(maxsize=65_536)
def _latin(word: str) -> tuple[str, ...]:
    return (word,) if word.isascii() else tuple(transliterated(word).split("-"))


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """Letters and digits with the marks on them; compiled at first use, because it goes through Unicode."""
    marks = "".join(
        char for char in map(chr, range(0x300, 0xFFFF)) if unicodedata.category(char).startswith("M")
    )
    return re.compile(f"[{_UNSPACED}][{marks}]*|(?:[^\\W_{_UNSPACED}][{marks}]*)+")
