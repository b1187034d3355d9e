"""Times written into transcripts, in every common shape: where one stands and how many seconds it means."""

import re
from typing import NamedTuple

_CLOCK = (
    r"(?:\d{1,3}:\d{1,2}:\d{1,2}(?:[.,:;]\d{1,7}|-\d{1,2}(?=[#\])]))?"
    r"|\d{1,3}:\d{2}(?:[.,]\d{1,7}|-\d{1,2}(?=[#\])]))?)"
)
_LETTERS = (
    r"(?:\d{1,2}\s?(?:h|hrs?|hours?|std\.?)[\s,]*\d{1,2}\s?(?:m|mins?|minutes?)(?:[\s,]*\d{1,2}\s?(?:s|secs?|seconds?|sek))?"
    r"|\d{1,3}\s?(?:m|mins?|minutes?)[\s,]*\d{1,2}(?:\.\d+)?\s?(?:s|secs?|seconds?|sek)"
    r"|\d{1,3}[’'′]\s?\d{1,2}(?:[”\"″]|’’|''))"
)
_LOOSE = (
    r"(?:\d{1,2}\.\d{2}\.\d{2}|\d{1,6}\.\d{1,3}\s?(?:s|sec)?|\d{1,5}\s?(?:s|secs?|seconds?|mins?|minutes?))"
)
_MONTH = r"[^\W\d_]{3,10}\.?"
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?"
    r"|\d{1,2}[./]\d{1,2}\.?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}\.? (?:de )?{_MONTH}(?: de)? \d{{4}}"
    r"|(?:Today|Yesterday|Heute|Gestern|Aujourd['’]hui|Hier|Hoy|Ayer|Oggi|Ieri|Hoje|Ontem|Vandaag|Gisteren))"
)
_NOON = r"(?:\s?(?:[AaPp]\.?\s?[Mm]\b\.?|Uhr\b))?"
_ZONE = r"(?:\s?(?:UTC|GMT)?[+-]\d\d:?\d\d|Z)?"
_TIME = rf"(?:{_DATE}(?:,? (?:at|um|à|a las|alle|às|om|,)? ?|[,T ] ?))?{_CLOCK}{_NOON}{_ZONE}"
_RANGE = r"\s{0,3}(?:-{1,3}>|[-–—~/|,→]|to|bis)\s{0,3}"
_OPEN, _CLOSE = r"[\[(<{#⟨【〔]", r"[\])>}#⟩】〕]"
_LINK = r"(?:\(#?[^()\s]{0,200}\))?"
_MARK = r"[*_`]{0,3}"


def _token(time: str) -> str:
    return (
        rf"{_MARK}(?:(?P<open>{_OPEN})(?P<twice>{_OPEN})?\s?)?(?:⏱\ufe0f?\s?|@\s?)?{_MARK}(?P<time>{time})"
        rf"(?:{_RANGE}{time})?{_MARK}\s?(?(open){_CLOSE}{_LINK})(?(twice){_CLOSE}{_LINK}){_MARK}(?!\w)"
    )


_STRICT = re.compile(_token(rf"(?:{_TIME}|{_LETTERS})"), re.IGNORECASE)
_ANY = re.compile(_token(rf"(?:{_TIME}|{_LETTERS}|{_LOOSE})"), re.IGNORECASE)
_AT_END = re.compile(rf"(?:^|(?<=[\s\])>*_|,–—-])){_STRICT.pattern}\s*:?\Z", re.IGNORECASE)
_LOOSE_AT_END = re.compile(rf"(?:^|(?<=[\s\])>*_|,–—-])){_ANY.pattern}\s*:?\Z", re.IGNORECASE)
_INSIDE = re.compile(
    rf"{_MARK}{_OPEN}{{1,2}}\s?(?:{_TIME}|{_LETTERS})(?:{_RANGE}(?:{_TIME}|{_LETTERS}))?\s?{_CLOSE}{{1,2}}{_LINK}{_MARK}",
    re.IGNORECASE,
)
_MAY_HOLD = re.compile(rf"{_OPEN}\s?[\d@⏱]")
_FIRST = frozenset("0123456789[(<{#*_`@⏱⟨【〔")
_LAST = frozenset("0123456789)]>}#*_`⟩】〕mMsS:.\"”″'’rZ")
_LONGEST = 80
_HALF_DAY = 12 * 3600


class Stamp(NamedTuple):
    """A time that the transcriber wrote, not words."""

    start: int
    end: int
    seconds: float | None
    """Since the recording began, or since midnight where ``is_clock``."""
    is_clock: bool
    """Whether the time is one of the day, as in chats."""
    is_bare: bool
    """Whether no brackets mark the time, so that the time may as well be part of a sentence."""
    decimal: float | None = None
    """Seconds of a dotted time read as a decimal number; ``seconds`` reads the time as minutes.seconds."""


def stamp_at(text: str, position: int = 0, *, loose: bool = False) -> Stamp | None:
    """Return the stamp that begins at the position. ``loose`` admits ``12.34``, ``17 s`` and the like."""
    if position >= len(text) or text[position] not in _FIRST:
        return None
    match = (_ANY if loose else _STRICT).match(text, position, position + _LONGEST * 2)
    return _stamp(match) if match else None


def stamp_at_end(text: str, *, loose: bool = False) -> Stamp | None:
    """Return the stamp with which the text ends, a colon after the stamp included."""
    if not text or text[-1] not in _LAST:
        return None
    match = (_LOOSE_AT_END if loose else _AT_END).search(text, max(0, len(text) - _LONGEST))
    return _stamp(match) if match else None


def without_stamps(words: str) -> tuple[str, float | None]:
    """Take bracketed times out of a passage. Return the words and the seconds of the first time, if any."""
    if not _MAY_HOLD.search(words):
        return words, None
    first = _INSIDE.search(words)
    if not first:
        return words, None
    seconds = _stamp_of(first[0]).seconds
    parts = [part.strip() for part in _INSIDE.split(words)]
    return " ".join(part for part in parts if part), seconds


def _stamp(match: re.Match[str]) -> Stamp:
    _, _, seconds, is_clock, _, decimal = _stamp_of(match["time"])
    return Stamp(match.start(), match.end(), seconds, is_clock, match["open"] is None, decimal)


_PARTS = re.compile(rf"({_CLOCK})(\s?[AaPp]\.?\s?[Mm])?")
_UNITS = re.compile(r"(\d+(?:\.\d+)?)\s?([a-z’'′”\"″]*)", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,6})\.(\d{2})(?:\.(\d{2}))?\Z")
_SIZES = {"h": 3600, "m": 60, "s": 1, "’": 60, "'": 60, "′": 60, "”": 1, '"': 1, "″": 1}


def _stamp_of(time: str) -> Stamp:
    clock = _PARTS.search(time)
    if clock:
        is_clock = clock.start() > 1 or clock[2] is not None
        return Stamp(0, 0, _clock_seconds(clock[1], clock[2], is_clock=is_clock), is_clock, False)
    if dotted := _DOTTED.search(time.strip("[](){}<># *_`")):
        first, second, third = dotted.groups()
        if third is not None:
            return Stamp(0, 0, int(first) * 3600.0 + int(second) * 60 + int(third), False, False)
        return Stamp(0, 0, int(first) * 60.0 + int(second), False, False, float(f"{first}.{second}"))
    seconds = 0.0
    for number, unit in _UNITS.findall(time):
        seconds += float(number) * _SIZES.get(unit[:1].lower(), 3600 if unit.lower() == "std" else 1)
    return Stamp(0, 0, seconds, False, False)


_FRACTION = re.compile("[.,;-]")


def _clock_seconds(clock: str, noon: str | None, *, is_clock: bool) -> float:
    whole = _FRACTION.split(clock, maxsplit=1)
    parts = [int(part) for part in whole[0].split(":")[:3]]
    if is_clock and len(parts) == 2:
        parts.append(0)
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + part
    if len(whole) > 1 and clock[len(whole[0])] != ";":
        seconds += float(f"0.{whole[1]}")
    if noon:
        seconds = seconds % _HALF_DAY + (_HALF_DAY if "p" in noon.lower() else 0)
    return seconds
