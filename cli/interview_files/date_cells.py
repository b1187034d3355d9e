"""One date as files write it: ISO 8601, seconds or days since an epoch, numbers, month names."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_EXCEL_BEGINS = datetime(1899, 12, 30, tzinfo=UTC)
_NUMBER = re.compile(r"\d{1,20}(?:[.,]\d+)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T _-]?(\d\d)(\d\d)(\d\d)?)?")
_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?P<zone>Z|(?:UTC|GMT)?\s*[+−-]\d{1,2}(?::?\d\d)?|UTC|GMT)?"
)
_TIME_AFTER = rf"(?:(?:,|\s|T)\s*(?:at\s+|um\s+|à\s+)?{_TIME})?"
_YEAR_LAST = re.compile(
    rf"(?:[^\W\d]+\.?,?\s+)?(?P<a>\d{{1,2}})(?P<sep>[./-])\s?(?P<b>\d{{1,2}})(?P=sep)\s?"
    rf"(?P<year>\d{{4}}|\d\d){_TIME_AFTER}",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?P<sep>[./-])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}}){_TIME_AFTER}",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?:[a-z]+,?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?:of\s+)?(?P<month>[a-z]{3,9})\.?,?[\s-]+"
    r"|(?P<month2>[a-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+)"
    rf"(?P<year>\d{{4}}){_TIME_AFTER}",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|"
    r"nov(ember)?|dec(ember)?)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"(?=.*\b(?:19|20)\d\d)(?=.*\d{1,2}\D)(?=.*[^\W\d_]{2,}|.*[年月日년월일])(?!.*\d{5}).{8,45}", re.DOTALL
)


_LANGUAGES = "en de fr es pt it nl pl ru uk cs sv da nb fi tr ja zh ko ar he hu ro el id vi"
"""The languages of names of months; each costs some time at the first date in words."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A date in numbers whose year comes last: the day or the month comes first."""

    first: int
    second: int
    year: int
    separator: str
    at: time
    zone: timezone

    def read(self, *, day_first: bool) -> datetime | None:
        """Return the moment under one of the two readings; None where there is no such day."""
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        return _moment(self.year, month, day, self.at, self.zone)


def parse_cell(cell: object, *, serials: bool) -> datetime | Ambiguous | None:
    """Return what the cell names, in UTC; None where the cell names no day."""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC) if cell.tzinfo else cell.replace(tzinfo=UTC)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=UTC)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    text = " ".join(str(cell).replace("\u202f", " ").replace("\xa0", " ").split())
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        return _counted(text, serials)
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    for pattern, read in _SHAPES:
        if match := pattern.fullmatch(text):
            return read(match)
    return _in_words(text) if _IN_WORDS.fullmatch(text) else None


def _counted(text: str, serials: bool) -> datetime | None:
    if compact := _COMPACT.fullmatch(text):
        year, month, day, *clock = (int(part or 0) for part in compact.groups())
        if 1900 <= year <= 2100 and (found := _moment(year, month, day, _clock(*clock), UTC)):
            return found
    number = float(text.replace(",", "."))
    digits = len(text.partition(".")[0].partition(",")[0])
    with suppress(OverflowError, ValueError, OSError):
        for fewest, most, scale in ((9, 10, 1), (12, 13, 1e3), (15, 16, 1e6), (18, 19, 1e9)):
            if fewest <= digits <= most:
                return datetime.fromtimestamp(number / scale, UTC)
        if serials and 20_000 <= number < 80_000:
            return _EXCEL_BEGINS + timedelta(seconds=round(number * 86_400))
    return None


def _year_last(match: re.Match[str]) -> datetime | Ambiguous | None:
    year = int(match["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    at, zone = _time(match)
    return Ambiguous(int(match["a"]), int(match["b"]), year, match["sep"], at, zone)


def _year_first(match: re.Match[str]) -> datetime | None:
    return _moment(int(match["year"]), int(match["month"]), int(match["day"]), *_time(match))


def _english(match: re.Match[str]) -> datetime | None:
    name = match["month"] or match["month2"]
    if not _MONTH.fullmatch(name):
        return _in_words(match[0])
    month = _MONTHS.index(name[:3].lower()) + 1
    return _moment(int(match["year"]), month, int(match["day"] or match["day2"]), *_time(match))


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], datetime | Ambiguous | None]], ...] = (
    (_YEAR_FIRST, _year_first),
    (_YEAR_LAST, _year_last),
    (_ENGLISH, _english),
)


def _in_words(text: str) -> datetime | None:
    """A date with the month's name in some language. The shape is checked first: dateparser fills in gaps."""
    found = _parser().get_date_data(text).date_obj
    if not isinstance(found, datetime):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


@lru_cache(maxsize=1)
def _parser() -> "DateDataParser":
    """One parser for all cells, because it tries the languages first that it met before."""
    from dateparser.date import DateDataParser  # slow to import, and few files need it

    return DateDataParser(
        languages=_LANGUAGES.split(),
        settings={"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "TIMEZONE": "UTC"},
    )


def _time(match: re.Match[str]) -> tuple[time, timezone]:
    hour = int(match["hour"] or 0)
    if half := match["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return _clock(hour, int(match["minute"] or 0), int(match["second"] or 0)), _zone(match["zone"])


def _clock(hour: int, minute: int, second: int) -> time:
    with suppress(ValueError):
        return time(hour, minute, second)
    return time()


def _zone(text: str | None) -> timezone:
    offset = re.search(r"([+−-])(\d{1,2}):?(\d\d)?", text or "")
    if not offset:
        return UTC
    size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    if size >= timedelta(hours=24):
        return UTC
    return timezone(size if offset[1] == "+" else -size)


def _moment(year: int, month: int, day: int, at: time, zone: timezone) -> datetime | None:
    with suppress(ValueError, OverflowError):
        return datetime.combine(date(year, month, day), at, zone).astimezone(UTC)
    return None
