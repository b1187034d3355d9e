"""Which nouns and compounds of two nouns a sentence holds, read from the small words around them.

No model is needed: determiners and prepositions come before a noun phrase, and a function word, a verb or a
mark ends it. German marks its nouns by capitals.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import simplemma

from themes.extractors.embedded.lexicon import Lexicon
from themes.extractors.embedded.statements import Word

Key = tuple[str, ...]
"""The lemmas of a phrase, in order."""
_LONGEST = 3


class Phrase(NamedTuple):
    """A noun, or a compound, at its place in a sentence's words."""

    key: Key
    first: int
    last: int
    introduced: bool
    """Whether a determiner, a preposition or a modifier comes before it, as it does before a noun."""


@lru_cache(maxsize=100_000)
def lemma(form: str, language: str) -> str:
    """Return the dictionary form of a word, in lower case."""
    return str(simplemma.lemmatize(form, lang=language)).lower()


def key_of(words: Sequence[Word], lexicon: Lexicon) -> Key:
    """Return the lemmas of words; a gerund stays as it is."""
    return tuple(_lemma(word, lexicon) for word in words)


def noun_phrases(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Phrase]:
    """Yield the nouns of a sentence, and each compound beside its head noun."""
    if lexicon.capitalised and any(word.capital for word in words[1:]):
        yield from _capitalised(words, lexicon)
    elif lexicon.heads == "last":
        yield from _head_last(text, words, lexicon)
    else:
        yield from _head_first(text, words, lexicon)


def is_open(word: Word, lexicon: Lexicon) -> bool:
    """Tell whether a word can be part of a noun phrase's core."""
    form = word.form
    if len(form) < 3 or "'" in form or form in lexicon.closed:
        return False
    return _lemma(word, lexicon) not in lexicon.verbs


def _capitalised(words: Sequence[Word], lexicon: Lexicon) -> Iterator[Phrase]:
    """Yield the words with a capital; the first word of a sentence has one whatever it is."""
    for place, word in enumerate(words):
        is_noun = word.capital and (
            place or simplemma.lemmatize(_cased(word, lexicon), lang=lexicon.code)[0].isupper()
        )
        if is_noun and is_open(word, lexicon):
            yield Phrase(key_of([word], lexicon), place, place, True)


def _head_last(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Phrase]:
    opened = [is_open(word, lexicon) for word in words]
    opened = [
        is_open and not _is_verb(text, words, place, opened, lexicon) for place, is_open in enumerate(opened)
    ]
    for last in range(len(words)):
        carries_on = last + 1 < len(words) and opened[last + 1] and _joined(text, words, last + 1)
        if not opened[last] or carries_on:
            continue
        first = last
        while first and opened[first - 1] and _joined(text, words, first) and last - first < _LONGEST:
            first -= 1
        before = words[first - 1].form if first and _joined(text, words, first) else ""
        introduced = first < last or before in lexicon.determiners or before in lexicon.prepositions
        yield Phrase(key_of(words[last : last + 1], lexicon), last, last, introduced)
        if first < last:
            yield Phrase(key_of(words[last - 1 : last + 1], lexicon), last - 1, last, True)


def _is_verb(text: str, words: Sequence[Word], place: int, opened: Sequence[bool], lexicon: Lexicon) -> bool:
    """Tell whether a word comes between a noun and a determiner, as in "the letter reached my house"."""
    return (
        0 < place < len(words) - 1
        and opened[place - 1]
        and words[place + 1].form in lexicon.determiners - lexicon.anaphors
        and _joined(text, words, place)
        and _joined(text, words, place + 1)
    )


def _head_first(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Phrase]:
    for first in range(1, len(words)):
        before = words[first - 1].form
        introduced = before in lexicon.determiners or before in lexicon.prepositions
        if not introduced or not is_open(words[first], lexicon) or not _joined(text, words, first):
            continue
        yield Phrase(key_of([words[first]], lexicon), first, first, True)
        if _is_linked(text, words, first, lexicon):
            last = first + 2
            yield Phrase(key_of([words[first], words[last]], lexicon), first, last, True)


def _is_linked(text: str, words: Sequence[Word], first: int, lexicon: Lexicon) -> bool:
    """Tell whether a noun is bound to a second one, as in "temps d'attente"."""
    last = first + 2
    return (
        last < len(words)
        and words[first + 1].form in lexicon.links
        and is_open(words[last], lexicon)
        and _joined(text, words, first + 1)
        and _joined(text, words, last)
    )


def _lemma(word: Word, lexicon: Lexicon) -> str:
    return word.form if word.form.endswith(lexicon.gerund) else lemma(_cased(word, lexicon), lexicon.code)


def _joined(text: str, words: Sequence[Word], place: int) -> bool:
    """Tell whether nothing but white space stands between a word and the one before it."""
    return not text[words[place - 1].end : words[place].start].strip()


def _cased(word: Word, lexicon: Lexicon) -> str:
    return word.form.capitalize() if word.capital and lexicon.capitalised else word.form
