"""Which column of a table says when an interview took place."""

from collections.abc import Sequence
from datetime import datetime

from cli.interview_files import keys
from cli.interview_files.formats.tables.columns import Column, all_columns

_STATED = ("date", "created at", "recorded at")
_OTHERWISE = (
    "birth",
    "geburt",
    "naissance",
    "nacimiento",
    "nascimento",
    "modified",
    "updated",
    "expir",
    "due",
)


def date_column(found: Sequence[Column], used: Sequence[Column]) -> Column | None:
    """Return the column by its name, else the last one that holds dates; None where there is none."""
    free = [one for one in found if one not in used]
    named = all_columns(free, keys.CREATED_AT)
    for one in named:
        if one.dates.share > 0.5 or one.dates.undecided:
            return one
    stated = next((one for one in named if one.normal in _STATED), None)
    if stated is not None:
        return stated
    dated = [one for one in free if one.is_dates and _is_written(one) and not _is_other(one)]
    return dated[-1] if dated else None


def first_moment(column: Column | None, rows: Sequence[int]) -> datetime | None:
    """Return the earliest moment that the column names in these rows."""
    moments = [column.dates.moments[row] for row in rows] if column else []
    return min((moment for moment in moments if moment is not None), default=None)


def _is_written(column: Column) -> bool:
    """Whether the dates are written as dates, so that ids of digits are none."""
    return not all(text.replace(".", "").isdigit() for text in column.texts)


def _is_other(column: Column) -> bool:
    return any(word in column.normal for word in _OTHERWISE)
