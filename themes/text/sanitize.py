"""Making text from a model fit to be stored and shown."""

import unicodedata

NAME_LENGTH = 120
PROSE_LENGTH = 1000
"""Longest description or rationale kept, in characters."""

_JOINERS = frozenset("\u200c\u200d")
# Unicode calls these letters and a symbol; they are drawn as nothing.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def sanitize(text: str, length: int) -> str:
    """Return the text on one line, at most ``length`` characters long, cut after a whole word.

    Control characters, direction marks, unpaired surrogates and other invisible code points are
    removed. Direction marks could make a text read as another one. Joiners that Persian, Indic
    scripts and emoji need stay.
    """
    composed = unicodedata.normalize("NFC", text)
    visible = composed if composed.isascii() and composed.isprintable() else "".join(map(_visible, composed))
    line = " ".join(visible.split())
    if len(line) <= length:
        return line
    return (line[: length + 1].rpartition(" ")[0] or line[:length]).rstrip()


def is_printable(text: str) -> bool:
    """Whether the text holds no control character and no other hidden one, joiners apart."""
    return "".join(char for char in text if char not in _JOINERS).isprintable()


def is_visible(text: str) -> bool:
    """Whether there is anything to be seen of the text: a letter, a digit, a sign, an emoji."""
    return any(unicodedata.category(char)[0] in "LNPS" and char not in _FILLERS for char in text)


def _visible(char: str) -> str:
    if char.isspace():
        return " "
    is_hidden = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} and char not in _JOINERS
    return "" if is_hidden else char
