"""Slugs: the names by which themes are recognised from one scan to the next."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import slugify as transliteration

MAX_LENGTH = 80
"""Slugs are at most this many characters long."""

_HASH_DIGITS = 8
_MOST_OF_A_NAME = 50
APOSTROPHE = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w)")
"""An apostrophe within a word, which is no part of the word."""
_SPELT_OUT = str.maketrans(
    {
        "&": " and ",
        "%": " percent ",
        "+": " plus ",
        "€": " euro ",
        "£": " pound ",
        "$": " dollar ",
        "¥": " yen ",
    }
)
# Signs that change a name's meaning by where they stand: -10 is not 10, <5 is not >5, C# is not C.
_SIGNS = (
    (re.compile(r"(?<![^\s(])[-\u2212\u2010-\u2014](?=[$€£¥.]?\d)"), " minus "),
    (re.compile(r"<(?=\s*[$€£¥]?\d)"), " less than "),
    (re.compile(r"(?<![-=])>(?=\s*[$€£¥]?\d)"), " more than "),
    (re.compile(r"(?<=\w)#"), " sharp "),
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)  # the same names come again and again
def slugify(name: str) -> str:
    """Return the slug of a theme's name: ASCII, lower case, words joined by single hyphens, never empty.

    The same name gives the same slug whatever its case, punctuation and Unicode form, and a slug is
    its own slug. A short hash keeps names apart that would otherwise collide: names cut to
    MAX_LENGTH, and names without any letter left, such as emoji. Names in Chinese characters get a
    hash too, because different words are spelt alike in ASCII.
    """
    words = APOSTROPHE.sub("", unicodedata.normalize("NFKC", name))
    for sign, word in _SIGNS:
        words = sign.sub(word, words)
    words = words.translate(_SPELT_OUT)
    slug = transliterated(words)
    if not slug:
        return f"theme-{_digest(name)}"
    if len(slug) <= MAX_LENGTH and not _HAN.search(words):
        return slug
    return f"{_cut(slug, MAX_LENGTH - _HASH_DIGITS - 1)}-{_digest(words)}"


def transliterated(words: str) -> str:
    """Words in ASCII, lower case, joined by hyphens; empty if no letter is left."""
    return transliteration.slugify(
        words, entities=False, decimal=False, hexadecimal=False, backend="text-unidecode"
    )


def numbered(slug: str) -> Iterator[str]:
    """Yield the slugs that a theme of this slug's name may have: one that was merged keeps its own for ever.

    They are 50, so often can a theme be merged and split off again under its name.
    """
    yield slug
    for number in range(2, _MOST_OF_A_NAME + 1):
        yield f"{slug[: MAX_LENGTH - 3].rstrip('-')}-{number}"


def _digest(words: str) -> str:
    """Hash the letters and digits of a name, or the whole of a name that has none."""
    folded = unicodedata.normalize("NFKC", words.casefold())
    seen = _BETWEEN_WORDS.sub(" ", folded).strip() or "".join(folded.split())
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]


def _cut(slug: str, length: int) -> str:
    """Shorten a slug to at most ``length`` characters, after a whole word where there is one."""
    if len(slug) <= length:
        return slug
    return slug[: length + 1].rpartition("-")[0] or slug[:length]
