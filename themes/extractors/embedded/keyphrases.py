"""What one interview keeps coming back to, in its own words: phrases for what the codebook misses."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tokenizers import Tokenizer

from themes.embeddings import model_files
from themes.models import Frozen
from themes.transcripts.turns import Span

LEAST_WORDS, MOST_WORDS = 2, 3
"""Two at least: a word alone ("Customer") names no theme, however often it is said."""
LEAST_SENTENCES = 4
"""Sentences that must hold a phrase before it counts as something the interview comes back to."""
MOST_PHRASES = 6
_LEAST_NAMED = 0.4
"""Share of its uses in which a phrase must follow a word such as "the" or "my": a noun, roughly."""
_LENGTH_BONUS = (1.6, 1.9)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEFORE_NOUNS = frozenset(
    {"a", "all", "an", "any", "by", "each", "every", "her", "his", "its", "many", "more", "my", "no", "of"}
    | {"on", "our", "some", "such", "that", "the", "their", "these", "this", "those", "with", "your"}
)

_Key = tuple[str, ...]


class Phrase(Frozen):
    """Words that an interview repeats, and where."""

    words: str
    """As people said them most often."""
    places: tuple[Span, ...]
    salience: float
    """How much it stands out, from 0 upwards: spread over sentences, rarity in English, length."""


class _Use(NamedTuple):
    sentence: int
    span: Span
    is_named: bool


def phrases(text: str, spoken: Sequence[Span], speakers: frozenset[str]) -> tuple[Phrase, ...]:
    """Return the most salient phrases of the sentences at ``spoken``, strongest first.

    Phrases are two or three words, none of them common in conversation, used like a noun. Of phrases
    that hold one another the more salient stays.
    """
    uses: dict[_Key, list[_Use]] = defaultdict(list)
    names = {word.lower() for speaker in speakers for word in _WORD.findall(speaker)}
    known = {_plain(word.group()) for start, end in spoken for word in _WORD.finditer(text, start, end)}
    for index, span in enumerate(spoken):
        for key, use in _uses(text, index, span, known, names):
            uses[key].append(use)
    ranked = sorted((-_salience(key, found), key) for key, found in uses.items() if _counts(found))
    kept: list[_Key] = []
    for _, key in ranked:
        if not any(set(key) <= set(other) or set(other) <= set(key) for other in kept):
            kept.append(key)
    return tuple(_phrase(text, key, uses[key]) for key in kept[:MOST_PHRASES])


def _uses(
    text: str, sentence: int, span: Span, known: set[str], names: set[str]
) -> Iterator[tuple[_Key, _Use]]:
    words = list(_WORD.finditer(text, *span))
    plain = [_plain(word.group()) for word in words]
    for first in range(len(words)):
        is_named = not _BEFORE_NOUNS.isdisjoint(plain[max(0, first - 2) : first])
        for last in range(first, min(first + MOST_WORDS, len(words))):
            broken = last > first and text[words[last - 1].end() : words[last].start()].strip()
            if broken or not _is_content(plain[last], names):
                break
            if last - first >= LEAST_WORDS - 1:
                key = tuple(_singular(word, known) for word in plain[first : last + 1])
                yield key, _Use(sentence, (words[first].start(), words[last].end()), is_named)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def _is_content(word: str, names: set[str]) -> bool:
    return len(word) > 2 and word not in _common_words() and word not in names


def _singular(word: str, known: set[str]) -> str:
    """Drop a plural's ending if the interview has the word without it, so that no stem is made up."""
    for ending, replacement in (("ies", "y"), ("es", ""), ("s", "")):
        shorter = word.removesuffix(ending) + replacement
        if word.endswith(ending) and len(shorter) > 2 and shorter in known:
            return shorter
    return word


def _counts(uses: Sequence[_Use]) -> bool:
    spread = len({use.sentence for use in uses})
    named = sum(use.is_named for use in uses) / len(uses)
    return spread >= LEAST_SENTENCES and named >= _LEAST_NAMED


def _salience(key: _Key, uses: Sequence[_Use]) -> float:
    spread = len({use.sentence for use in uses})
    rarity = sum(map(_rarity, key)) / len(key)
    return round(math.pow(spread, 0.75) * rarity * _LENGTH_BONUS[len(key) - LEAST_WORDS], 4)


def _rarity(word: str) -> float:
    """Tell from 0 (the) to 1 (in no vocabulary) how rare a word is in English.

    The tokenizer's vocabulary lists whole words by falling frequency in its training text from entry
    1996 on, so that the logarithm of the rank stands for rarity (Zipf's law).
    """
    rank: int = _vocabulary().get(word, 0) - 1995
    return min(math.log(rank) / math.log(28_000), 1.0) if rank > 0 else 1.0


def _phrase(text: str, key: _Key, uses: Sequence[_Use]) -> Phrase:
    forms = Counter(" ".join(text[start:end].split()) for _, (start, end), _ in uses)
    words = min(forms, key=lambda form: (-forms[form], form))
    return Phrase(words=words, places=tuple(use.span for use in uses), salience=_salience(key, uses))


@cache
def _common_words() -> frozenset[str]:
    return frozenset((files("themes.extractors.embedded") / "common_words.txt").read_text("utf-8").split())


@cache
def _vocabulary() -> dict[str, int]:
    vocabulary: dict[str, int] = Tokenizer.from_str(model_files.tokenizer().decode()).get_vocab()
    return vocabulary
