"""Names of people in a text: of those who speak, and of those whom they name."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from themes.llm.redaction.first_names import ALSO_WORDS, first_names
from themes.llm.redaction.found import Found
from themes.transcripts.role_words import says_answering, says_asking, says_speaker

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLAIN = re.compile(r"(?<![\w.@-])[^\W\d_]+(?![\w@-]|\.\w)")
"""A word that is no part of an address."""
_PARTICLE = "van|von|de|der|den|del|della|di|da|do|dos|du|la|le|el|al|bin|ibn|ten|ter|zu"
_PARTICLES = frozenset((*_PARTICLE.split("|"), "mc", "mac", "st"))
_BETWEEN = re.compile(rf"[ \t]+(?:(?:{_PARTICLE})[ \t]+){{0,3}}")
_INITIAL = re.compile(r"[ \t]+[A-Z]\.[ \t]+")
_TITLE = (
    r"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Lady|Frau|Herrn?|Monsieur|Madame|Mme|Mlle|Señora?|Sra?|Doña|Don|"
    r"Meneer|Mevrouw|Dhr|Mevr|Senhora?|Dona|Uncle|Auntie|Aunt|Tante|Onkel"
)
_KIN = (
    r"brother|sister|son|daughter|wife|husband|partner|colleague|boss|manager|friend|mate|neighbou?r|cousin|nephew|"
    r"niece|foreman|apprentice|bruder|schwester|sohn|tochter|mann|kollegen?|kollegin|chef(?:in)?|freund(?:in)?"
)
_CUES = re.compile(
    rf"(?:\b(?:{_TITLE})\.?|\b(?i:my name is|my name's|i am called|i'm called|(?:is|was|are|were) called|"
    rf"(?:a|one) (?:\w+ )?(?:called|named)|name of|ich heiße|mein name ist|"
    rf"je m'appelle|me llamo|ik heet|chamo-me|"
    rf"(?:my|our|his|her|their|mein|meine|meiner|meinem|meinen|unser|unsere) (?:{_KIN}),?|"
    rf"thanks|thank you|cheers|hello|hi|hiya|bye|goodbye|danke|merci|gracias|bedankt|obrigad[oa]),?)"
    r"[ \t]+(?=[A-ZÀ-ÖØ-Þ][a-zß-ÿ])"
)
_SENTENCE_END = '.!?:;…"“”„«»()[]-–—\n'


def parts_of(labels: Iterable[str]) -> frozenset[str]:
    """Return the words of speakers' names, case folded, without particles; labels such as P07 name nobody."""
    named = (
        label for label in labels if not (says_asking(label) or says_answering(label) or says_speaker(label))
    )
    words = (word.casefold() for label in named for word in _TOKEN.findall(label))
    return frozenset(
        word for word in words if len(word) > 1 and word not in _PARTICLES and not says_asking(word)
    )


def named_people(text: str, known: frozenset[str]) -> list[Found]:
    """Return the stretches that name people. ``known`` holds words that are names wherever they stand.

    Other words are names after a cue ("Mrs", "my colleague"), as capitalised first names, or as the
    capitalised word behind a first name. Names found in these ways count wherever they stand again.
    """
    tokens = [match for match in _TOKEN.finditer(text) if match.group()[0].isupper()]
    if not tokens:
        return []
    lower = {word for word in _PLAIN.findall(text) if word[0].islower()}
    certain = known | _cued(text, lower)
    names = certain | _surnames(text, tokens, certain, lower)
    return list(_joined(text, (token for token in tokens if _is_name(text, token, names))))


def _core(word: str) -> str:
    """A word as names are compared: case folded, without the ``'s`` of the genitive."""
    return re.sub(r"['’]s?$", "", word).casefold()


def _cued(text: str, lower: set[str]) -> frozenset[str]:
    """Words of names that follow a cue, but for words that the text has in lower case as well."""
    cued = (_TOKEN.match(text, match.end()) for match in _CUES.finditer(text))
    words = (token.group() for token in cued if token)
    return frozenset(_core(word) for word in words if len(word) > 2 and _core(word) not in lower)


def _surnames(
    text: str, tokens: list[re.Match[str]], certain: frozenset[str], lower: set[str]
) -> frozenset[str]:
    """Words with a capital letter right behind a name."""
    found: set[str] = set()
    for first, second in pairwise(tokens):
        word = second.group()
        between = text[first.end() : second.start()]
        follows = _BETWEEN.fullmatch(between) or _INITIAL.fullmatch(between)
        if follows and len(word) > 2 and _core(word) not in lower and _is_name(text, first, certain):
            found.add(_core(word))
    return frozenset(found)


def _is_name(text: str, token: re.Match[str], names: frozenset[str]) -> bool:
    word = _core(token.group())
    if word in names:
        return True
    parts = {word, *word.split("-")} & first_names()
    if not parts:
        return False
    return not (parts <= ALSO_WORDS and _begins_sentence(text, token.start()))


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t*_'’‘")
    return not before or before[-1] in _SENTENCE_END


def _joined(text: str, tokens: Iterable[re.Match[str]]) -> Iterator[Found]:
    """Make one stretch of names that follow one another, without the genitive behind them."""
    start = end = -1
    for token in tokens:
        first, last = token.start(), token.end()
        last -= len(token.group()) - len(re.sub(r"['’]s?$", "", token.group()))
        between = text[end:first] if end >= 0 else ""
        if end >= 0 and (_BETWEEN.fullmatch(between) or _INITIAL.fullmatch(between)):
            end = last
            continue
        if end >= 0:
            yield Found(start, end, "Person")
        start, end = first, last
    if end >= 0:
        yield Found(start, end, "Person")
