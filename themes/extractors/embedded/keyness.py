"""Keyness: how much more often people say a word in these interviews than in ordinary speech.

Ordinary speech is the word lists of ``wordfreq``, which blend subtitles, the web, books and encyclopaedias.
"""

import math
from functools import lru_cache

import wordfreq

_FLOOR = 1e-7
"""Frequency given to a word that no list has, as a share of all words."""


@lru_cache(maxsize=100_000)
def rarity(word: str, language: str) -> float:
    """Return how rare a word is in ordinary speech: the bits of its frequency, 3 to 23."""
    return -math.log2(wordfreq.word_frequency(word, language, wordlist="small") + _FLOOR)


def keyness(uses: int, words: int, word: str, language: str) -> float:
    """Return by how many bits a word is more frequent here than in ordinary speech (Hardie's log ratio)."""
    return math.log2(uses / words) + rarity(word, language) if uses and words else 0.0
