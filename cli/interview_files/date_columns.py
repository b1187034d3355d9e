"""The dates of a column, read alike: day first or month first is decided by all cells, never by one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cli.interview_files.date_cells import Ambiguous, parse_cell

_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
"""How far clocks and time zones may be ahead of ours."""
_CLEARLY_SHORTER = 3
"""The wrong order of day and month scatters a study over the year, by at least this factor."""
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateColumn:
    """The moments that the cells of one column name."""

    moments: tuple[datetime | None, ...]
    """In UTC, one for each cell; None where the cell is empty, wrong or undecided."""
    wrong: frozenset[int] = frozenset()
    """Places of cells that hold something, and no moment at which an interview can have been made."""
    undecided: bool = False
    """Whether the column's dates could be day-first as well as month-first."""
    weeks: bool = False
    """Whether cells name calendar weeks; the Monday stands for each."""

    @property
    def share(self) -> float:
        """The share of filled cells that are dates."""
        good = len(self.moments) - self.moments.count(None)
        return good / (good + len(self.wrong)) if good + len(self.wrong) else 0.0

    def doubts(self, name: str) -> tuple[str, ...]:
        """Return a sentence for each doubt about the column of this name."""
        said = []
        if self.undecided:
            said.append(
                f"The dates in {name} can be day-first or month-first, so they are left out; "
                "write them as 2026-06-10."
            )
        if self.weeks:
            said.append(f"The dates in {name} name weeks; the Monday stands for each.")
        return tuple(said)


def read_dates(cells: Sequence[object], *, serials: bool = True) -> DateColumn:
    """Read a column's cells. ``serials`` says whether numbers may be days since 1900, as Excel counts."""
    found = [parse_cell(cell, serials=serials) for cell in cells]
    order = _order(cells, found)
    moments, wrong = [], set()
    for place, (cell, moment) in enumerate(zip(cells, found, strict=True)):
        if isinstance(moment, Ambiguous):
            moment = None if order is None else moment.read(day_first=order)
            bad = moment is None and order is not None
        else:
            bad = moment is None and not _is_blank(cell)
        if moment is not None and not is_possible(moment):
            moment, bad = None, True
        if bad:
            wrong.add(place)
        moments.append(moment)
    undecided = order is None and any(isinstance(moment, Ambiguous) for moment in found)
    weeks = any(isinstance(cell, str) and re.fullmatch(r"\s*\d{4}-?W\d\d\s*", cell) for cell in cells)
    return DateColumn(tuple(moments), frozenset(wrong), undecided, weeks)


def read_date(cell: object) -> datetime | None:
    """Return the moment that one value names by itself; None where the value names none, or two."""
    return read_dates([cell], serials=False).moments[0]


def is_possible(moment: datetime) -> bool:
    """Whether an interview can have been made then: since 1900, and not in the future."""
    return _EARLIEST <= moment <= datetime.now(UTC) + _AHEAD


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _order(cells: Sequence[object], found: Sequence[datetime | Ambiguous | None]) -> bool | None:
    """Whether the day comes first; None where the column does not tell."""
    unclear = [moment for moment in found if isinstance(moment, Ambiguous)]
    day_first = [moment.read(day_first=True) for moment in unclear]
    month_first = [moment.read(day_first=False) for moment in unclear]
    sound = [_all_possible(moments) for moments in (day_first, month_first)]
    if sound[0] != sound[1]:
        return sound[0]
    if not sound[0]:  # neither fits every cell: the one with fewer misfits
        misfits = [sum(not _all_possible([one]) for one in moments) for moments in (day_first, month_first)]
        return None if misfits[0] == misfits[1] else misfits[0] < misfits[1]
    if unclear and all(moment.separator == "." for moment in unclear):
        return True
    if any(isinstance(cell, str) and _HALF_DAY.search(cell) for cell in cells):
        return False
    spans = [_span(moments) for moments in (day_first, month_first)]
    if min(spans) * _CLEARLY_SHORTER <= max(spans) and max(spans):
        return spans[0] < spans[1]
    same = all(one == other for one, other in zip(day_first, month_first, strict=True))
    return True if same else None


def _all_possible(moments: Sequence[datetime | None]) -> bool:
    return all(moment is not None and is_possible(moment) for moment in moments)


def _span(moments: Sequence[datetime | None]) -> timedelta:
    known = [moment for moment in moments if moment is not None]
    return max(known) - min(known) if known else timedelta()
