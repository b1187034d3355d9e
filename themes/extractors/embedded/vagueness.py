"""Which phrases are too general to name a theme."""

from collections.abc import Sequence

from themes.extractors.embedded.keyness import rarity
from themes.extractors.embedded.lexicon import Lexicon
from themes.extractors.embedded.noun_phrases import Key, lemma

LEAST_RARITY = 13.3
"""Bits: a single noun that stands once in 10,000 words of ordinary speech is too general."""
_LETTERS, _RARITY = 9, 16.0
"""Letters and bits of a compound that is written as one word."""


def is_vague(key: Key, forms: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a phrase holds a word too general to name a theme."""
    head = lemma(key[-1] if lexicon.heads == "last" else key[0], lexicon.code)
    if len(key) == 1 and rarity(key[0], lexicon.code) < LEAST_RARITY:
        return True
    general = lexicon.vague | lexicon.evaluations | lexicon.praises | lexicon.complaints
    return head in lexicon.verbs or not general.isdisjoint({*key, *forms})


def is_specific(key: Key, lexicon: Lexicon) -> bool:
    """Tell whether a phrase is a compound; a single common noun names no theme.

    German and Dutch write compounds as one word, which is long and rare.
    """
    if len(key) > 1:
        return True
    return lexicon.closed_compounds and len(key[0]) >= _LETTERS and rarity(key[0], lexicon.code) >= _RARITY
