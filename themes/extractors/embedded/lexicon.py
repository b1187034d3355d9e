"""What the embedded extractor knows of a language: its closed word classes and the built-in codes' phrases.

Each language is a file of ``lexicons/``. Word lists hold lower-case forms; ``verbs`` holds lemmas. The
phrases of a code are regular expressions, in which ``{name}`` stands for one of the file's ``macros``.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

import yaml

from themes.models import Frozen

LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")
"""ISO 639-1 codes of the languages that the embedded extractor reads."""

_FOLDER = files("themes.extractors.embedded") / "lexicons"
Words = frozenset[str]


class Code(Frozen):
    """A built-in code whose evidence is a phrase that says it outright."""

    key: str
    """The same in every language."""
    name: str
    description: str
    plain: bool = False
    """Whether a negation or a condition before the phrase takes the evidence away."""
    says: re.Pattern[str]


class Lexicon(Frozen):
    """A language's words by what they do in a sentence."""

    code: str
    """ISO 639-1."""
    language: str
    heads: Literal["first", "last"]
    """Where the noun of a phrase stands: last in "box plot", first in "temps d'attente"."""
    capitalised: bool = False
    """Whether nouns are written with a capital."""
    gerund: str = "\n"
    """The ending of verb forms that qualify nouns, as in "waiting list"; by default none has it."""
    elides: bool = False
    """Whether short words lose their vowel before another word, as in "l'application"."""
    determiners: Words
    prepositions: Words
    links: Words = frozenset()
    """Prepositions that bind a second noun to the first."""
    function_words: Words
    auxiliaries: Words
    verbs: Words
    evaluations: Words
    first_person: Words
    connectives: Words
    fillers: Words
    anaphors: Words
    negations: Words
    vague: Words
    """Words too general to name a theme: units, times, persons, numbers, and nouns such as "thing"."""
    hedges: re.Pattern[str]
    """What makes speech hard to read: hedges, and a word said twice."""
    courtesies: re.Pattern[str]
    topic: str
    """The description of a theme that is a phrase, with ``{topic}`` for the phrase."""
    codes: tuple[Code, ...]

    @cached_property
    def closed(self) -> Words:
        """Words that are never part of a noun phrase's core."""
        return self.determiners | self.prepositions | self.function_words | self.auxiliaries | self.fillers


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of one of LANGUAGES."""
    read: dict[str, Any] = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text("utf-8"))
    macros = read.pop("macros", {})
    fields = {name: _value(name, value, macros) for name, value in read.items()}
    return Lexicon(code=language, **fields)


@cache
def fingerprint() -> str:
    """Return a short hash that changes with any of the lexicons."""
    content = b"".join((_FOLDER / f"{language}.yaml").read_bytes() for language in LANGUAGES)
    return hashlib.sha256(content).hexdigest()[:12]


@cache
def built_in_codes() -> tuple[Code, ...]:
    """Return the built-in codes of all languages."""
    return tuple(code for language in LANGUAGES for code in lexicon(language).codes)


def _value(name: str, value: Any, macros: Mapping[str, str]) -> Any:
    if name == "codes":
        return tuple(Code(**{**code, "says": _pattern(code["says"], macros)}) for code in value)
    if name in {"courtesies", "hedges"}:
        return _pattern(value, macros)
    is_words = isinstance(value, str) and name not in {"language", "heads", "topic", "gerund"}
    return frozenset(value.split()) if is_words else value


def _pattern(alternatives: list[str], macros: Mapping[str, str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{one})" for one in alternatives)
    for name, phrase in macros.items():
        joined = joined.replace(f"{{{name}}}", phrase)
    return re.compile(joined, re.IGNORECASE)
