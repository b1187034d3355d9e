"""When an interview took place, from the ways in which files write it."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from cli.interview_files.documents import FaultError

_EPOCH_SECONDS = re.compile(r"\d{9,10}(\.\d+)?")
_OTHER_NUMBER = re.compile(r"(?!\d{8}$)[\d.]+")
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
"""How far clocks and time zones may be ahead of ours."""


def to_utc(value: object) -> datetime:
    """Return the moment that ISO 8601 text or seconds since 1970 stand for; without a zone it is UTC.

    Raises FaultError for anything else, and for a moment at which no interview can have been made: one wrong
    date in the future would say what "now" is to all trends.
    """
    if isinstance(value, str | int | float):
        with suppress(ValueError, OverflowError):
            return possible(_parsed(str(value).strip()), "The field created_at (or date)")
    raise FaultError(
        "The field created_at (or date) is no date; write it as ISO 8601, such as 2024-05-31 or "
        "2024-05-31T14:00:00Z, or as seconds since 1970."
    )


def possible(moment: datetime, told_by: str) -> datetime:
    """Return the moment; raises FaultError, naming what told it, if no interview can have been then."""
    if moment > datetime.now(UTC) + _AHEAD:
        raise FaultError(f"{told_by} lies in the future; correct it.")
    if moment < _EARLIEST:
        raise FaultError(f"{told_by} lies before the year 1900; correct it.")
    return moment


def _parsed(text: str) -> datetime:
    if _EPOCH_SECONDS.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC)
    if _OTHER_NUMBER.fullmatch(text):
        # fromisoformat takes the ninth digit for a separator and makes milliseconds a date of the year 1705.
        raise ValueError
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
