"""Names that say opposite things, however alike their words are.

Sentence embeddings place "pricing is fair" right beside "pricing is unfair". English negations,
words that take a side and words that exclude one another veto the merge of opposites. Irony, other
languages and knowledge of the world are beyond these rules. In doubt the rules keep two names
apart, which a person can correct.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from themes.text.polarity_lexicon import (
    BAD,
    DENIALS,
    FAILING,
    FILLERS,
    GOOD,
    LACKING,
    LESSENING,
    OPPOSITES,
)

Polarities = Mapping[str, bool]
"""The words of a text that mean something, each with whether the text turns it round."""

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_CONTRACTION = re.compile(r"n['’]t\Z")
_PREFIX = re.compile(r"\A(?:un|dis|non-?)(?=[^\W\d_]{4})")
_ENDINGS = (("ies", "y"), ("ily", "y"), ("ied", "y"), ("ing", "e"), ("ing", ""), ("ed", ""), ("ly", ""))
_ENDINGS_OF_ANY_WORD = (("es", "e"), ("s", ""), ("d", ""))
_ABSENCES = LACKING | FAILING
_KNOWN = DENIALS | LESSENING | _ABSENCES | GOOD | BAD | {word for pair in OPPOSITES for word in pair}
_OPPOSITES_OF = {
    word: tuple(other for pair in OPPOSITES if word in pair for other in pair if other != word)
    for word in {word for pair in OPPOSITES for word in pair}
}
_REACH = 2
"""How many of the words after it (or before it, where none follows) a negation turns round."""


def has_negation(text: str) -> bool:
    """Tell whether a text holds an English word of denial."""
    return any(_denies(word.casefold()) for word in _WORD.findall(text))


def opposed(name: str, description: str, other_name: str, other_description: str) -> bool:
    """Tell whether two themes say opposite things and must not become one.

    Themes are opposed when they give different numbers, hold one each of a pair of opposites, or
    one denies what the other states. Themes that take opposite sides are opposed too; the
    description counts where a name takes no side.
    """
    one, other = polarities(name), polarities(other_name)
    if _numbers_differ(one, other) or _exclude_each_other(one, other):
        return True
    side = _side(one, other) or _side(polarities(description), other)
    other_side = _side(other, one) or _side(polarities(other_description), one)
    if side and other_side:
        return side != other_side
    return any(other.get(word, is_turned) != is_turned for word, is_turned in one.items())


@lru_cache(maxsize=16384)
def polarities(text: str) -> Polarities:
    """Read which words a text holds and which of them it turns round."""
    words = [_stem(word.casefold()) for word in _WORD.findall(text)]
    words = [word for word in words if word not in FILLERS]
    turned = [False] * len(words)
    for index, word in enumerate(words):
        if _denies(word) or word in LESSENING or word in _ABSENCES:
            for place in _reach(index, len(words)):
                turned[place] ^= not (word in FAILING and words[place] in BAD)
    reading: dict[str, bool] = {}
    for word, is_turned in zip(words, turned, strict=True):
        if word in _ABSENCES:
            reading[word] = False
        elif not (_denies(word) or word in LESSENING):
            plain, is_prefixed = _without_prefix(word)
            reading[plain] = is_turned != is_prefixed
    return MappingProxyType(reading)


def _reach(index: int, length: int) -> Iterable[int]:
    following = range(index + 1, min(index + 1 + _REACH, length))
    return following or range(max(index - _REACH, 0), index)


def _denies(word: str) -> bool:
    return word in DENIALS or bool(_CONTRACTION.search(word))


def _without_prefix(word: str) -> tuple[str, bool]:
    plain = _PREFIX.sub("", word)
    return (word, False) if word in _KNOWN else (plain, plain != word)


def _stem(word: str) -> str:
    """Return the listed word that this one is a form of, or the word without a plural's s."""
    if word in _KNOWN:
        return word
    for ending, instead in _ENDINGS + _ENDINGS_OF_ANY_WORD:
        plain = word.removesuffix(ending) + instead
        if word.endswith(ending) and plain in _KNOWN:
            return plain
    return word.removesuffix("s") if len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def _side(one: Polarities, other: Polarities) -> int:
    """Return 1 if what ``one`` alone says is good, -1 if it is bad, 0 if neither or both."""
    alone = [(word, is_turned) for word, is_turned in one.items() if other.get(word) != is_turned]
    signs = [_sign(word) * (-1 if is_turned else 1) for word, is_turned in alone]
    return (sum(signs) > 0) - (sum(signs) < 0)


def _sign(word: str) -> int:
    return (word in GOOD) - (word in BAD or word in _ABSENCES)


def _numbers_differ(one: Polarities, other: Polarities) -> bool:
    numbers, others = ({word for word in words if word[0].isdigit()} for words in (one, other))
    return bool(numbers and others and numbers != others)


def _exclude_each_other(one: Polarities, other: Polarities) -> bool:
    return any(
        other[opposite] == is_turned and opposite not in one
        for word, is_turned in one.items()
        if word not in other
        for opposite in _OPPOSITES_OF.get(word, ())
        if opposite in other
    )
