"""Words of recognisers joined to the text that they stand for."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from cli.interview_files import keys

WORD_TEXT = ("punctuated word", "word", "text", "content", "value", "utf8", "display text", "token")
_NO_GAP_BEFORE = re.compile(r"[.,;:!?…%)\]}’”»。、，！？：；]+")
_NO_GAP_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_SPOKEN_NOT = frozenset({"audio_event", "unknown"})


def join_words(words: Sequence[object]) -> str:
    """Return the words as text, with the gaps that the words carry, else one gap before each word."""
    parts = [part for word in words if (part := _part(word)) is not None]
    texts = [text for text, _ in parts]
    carried = sum(text[:1].isspace() or text[-1:].isspace() for text in texts)
    if carried * 5 >= max(1, len(texts) - 1) or not all(map(str.strip, texts)):
        return "".join(texts).strip()
    joined = ""
    for text, attached in parts:
        gap = joined and not attached and not _NO_GAP_BEFORE.fullmatch(text) and not _unspaced(joined, text)
        joined += (" " if gap else "") + text
    return joined.strip()


def _part(word: object) -> tuple[str, bool] | None:
    """The word's text, and whether the word is attached to the one before."""
    if isinstance(word, str):
        return word, False
    if not isinstance(word, Mapping) or word.get("type") in _SPOKEN_NOT:
        return None
    text = _text(word)
    if text is None:
        return None
    attached = word.get("attaches_to") in ("previous", "both") or word.get("type") in ("punctuation", "punct")
    return text, attached


def _text(word: Mapping[str, Any]) -> str | None:
    for name in keys.all_of(word, (*WORD_TEXT, "sentence", "transcript", "insert")):
        if isinstance(word[name], str):
            return str(word[name])
    for name in ("alternatives", "children", "words", "content"):
        inner = word.get(name)
        if isinstance(inner, list) and inner:
            if name == "alternatives":
                return _text(inner[0]) if isinstance(inner[0], Mapping) else None
            return join_words(inner)
    return None


def _unspaced(before: str, after: str) -> bool:
    return all(unicodedata.name(one, "").startswith(_NO_GAP_SCRIPTS) for one in (before[-1], after[0]))
