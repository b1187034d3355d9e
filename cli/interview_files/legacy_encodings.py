"""Text in the encodings before Unicode, told apart by how readings of its bytes look."""

import codecs
import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from cli.interview_files.faults import FileFaultError

_NAMES = {
    "cp1252": "windows-1252",
    "mac-roman": "Mac Roman",
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "koi8-r": "KOI8-R",
    "cp932": "Shift JIS",
    "euc_jis_2004": "EUC-JP",
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp949": "EUC-KR",
}
_MOST_SAMPLED_BYTES = 20_000
_MOST_LOOKED_AT = 20_000
_CLEARLY_BETTER = 1.1
"""By this factor one reading must be likelier than the next, where their letters look equally right."""
_COMMONEST = 1.25
"""How much likelier windows-1252 is, before anything is read: most such files come from it."""
_MOST_ODD_SHARE = 0.34
_AROUND = re.compile(r".?[^\x00-\x7f]+.?", re.DOTALL)
_CONTRACTION = re.compile(r"[a-z][^\x00-\x7f](?:t|s|d|m|ll|re|ve)(?![a-z])")
_LAST_LATIN = "\u024f"
_ALONE = frozenset("àÀéÉèóòôÔíúùáÁ")
"""Letters that are words."""
_SYMBOLS = frozenset("€£¥§©®™°±²³µ·¹º¼½¾×÷«»¿¡•…–—‘’‚“”„†‡‰‹›\xa0¢¶ª")
_SYMBOL_LETTERS = frozenset("ªºµˆ˜ﬁﬂƒπΩ∂∑∏∫")
_QUOTE_BEFORE_WORD = frozenset("‘“„‚«‹¿¡")
_QUOTE_AFTER_WORD = frozenset("’”»›…°ºª")


class _Reading(NamedTuple):
    codec: str
    text: str
    odd: float
    """The share of characters beyond ASCII that look out of place."""
    likelihood: float


def guess(data: bytes) -> tuple[str, str, str]:
    """Return the text, the encoding's name, and a doubt that names the encoding.

    Raises FileFaultError where no reading makes sense, or where two do whose letters differ.
    """
    readings = sorted(_readings(_sample(data)), key=lambda one: (round(one.odd, 1), -one.likelihood))
    sound = [reading for reading in readings if reading.odd <= _MOST_ODD_SHARE]
    for place, best in enumerate(sound):
        try:
            text = data.decode(best.codec)
        except UnicodeDecodeError:
            continue
        _refuse_rivals(best, sound[place + 1 :])
        return (
            text,
            _NAMES[best.codec],
            (f"The file names no encoding; the text is read as {_NAMES[best.codec]}."),
        )
    raise FileFaultError("The file is text in an unknown encoding; save the file as UTF-8.")


def _sample(data: bytes) -> bytes:
    """Lines that hold more than ASCII, as many as tell the encoding."""
    kept, size = [], 0
    for line in data.splitlines():
        if not line.isascii():
            kept.append(line)
            size += len(line)
            if size > _MOST_SAMPLED_BYTES:
                break
    return b"\n".join(kept) if b"\n" in data or b"\r" in data else data[:_MOST_SAMPLED_BYTES]


def _refuse_rivals(best: _Reading, others: Sequence[_Reading]) -> None:
    rivals = [other for other in others if _as_good(other, best) and _letters_differ(other.text, best.text)]
    if rivals:
        raise FileFaultError(
            f"The file is no UTF-8, and makes sense both as {_NAMES[best.codec]} and as "
            f"{_NAMES[rivals[0].codec]} with other letters; save the file as UTF-8."
        )


def _as_good(other: _Reading, best: _Reading) -> bool:
    return round(other.odd, 1) == round(best.odd, 1) and other.likelihood * _CLEARLY_BETTER > best.likelihood


def _letters_differ(one: str, other: str) -> bool:
    def letters(text: str) -> list[str]:
        return [character for character in text if character.isalpha() and not character.isascii()]

    return letters(one) != letters(other)


def _readings(data: bytes) -> list[_Reading]:
    import chardet  # slow to import, and few files need guessing

    found = chardet.detect_all(data, ignore_threshold=True, include_encodings=list(_NAMES))
    likelihoods = {
        codecs.lookup(str(item["encoding"])).name: float(item["confidence"])
        for item in found
        if item["encoding"]
    }
    readings = []
    for codec in {"cp1252", "mac-roman", *likelihoods} & _NAMES.keys():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        likelihood = likelihoods.get(codec, 0.0) * (_COMMONEST if codec == "cp1252" else 1)
        readings.append(_Reading(codec, text, _odd_share(text), likelihood))
    return readings


def _odd_share(text: str) -> float:
    seen = odd = 0.0
    for match in islice(_AROUND.finditer(text), _MOST_LOOKED_AT):
        run = match[0]
        for place, character in enumerate(run):
            if not character.isascii():
                seen += 1
                odd += _oddness(run[place - 1 : place], character, run[place + 1 : place + 2])
    odd += 0.5 * sum(match[0][1].isalpha() for match in islice(_CONTRACTION.finditer(text), _MOST_LOOKED_AT))
    return odd / seen if seen else 0.0


def _oddness(before: str, character: str, after: str) -> float:
    """From 0 (the character belongs between its neighbours) to 1 (nobody writes so)."""
    if character.isalpha() and character not in _SYMBOL_LETTERS:
        return _letter_oddness(before, character, after)
    if character not in _SYMBOLS:
        return 1.0
    inside = before.isalpha() and after.isalpha()
    if character in _QUOTE_BEFORE_WORD:
        return float(before.isalpha() or not (after.isalnum() or not after.isascii()))
    if character in _QUOTE_AFTER_WORD:
        return float(before.isspace() and not after.isalnum()) or (
            0.1 if inside and character != "’" else 0.0
        )
    return 0.6 if inside else 0.1 if character not in "–—…\xa0" else 0.0


def _letter_oddness(before: str, character: str, after: str) -> float:
    if character > _LAST_LATIN:
        return _foreign_letter_oddness(before, after)
    if not before.isalpha() and not after.isalpha():
        return 0.0 if character in _ALONE else 0.9
    if character.isupper() and before.islower():
        return 1.0
    return float(character.islower() and after.isupper())


def _foreign_letter_oddness(before: str, after: str) -> float:
    """Letters of other scripts stand among themselves, never within a Latin word."""
    if any(neighbour.isascii() and neighbour.isalpha() for neighbour in (before, after)):
        return 1.0
    return 0.0 if before.isalpha() or after.isalpha() else 0.3
