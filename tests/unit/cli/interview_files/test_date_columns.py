"""Dates of every tool, read alike down a column."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.interview_files.date_columns import read_date, read_dates

JUNE_10 = datetime(2026, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-06-10", "2026-06-10T00:00:00Z", "2026-06-10 02:00:00+02:00", "2026/06/10", "20260610",
        1781049600, "1781049600000", 1781049600.0, "10.06.2026", "6/10/2026 12:00:00 AM", "June 10, 2026",
        "10 June 2026",
        "10-JUN-2026", "Wednesday, June 10, 2026", "10th of June 2026", "10. Juni 2026", "10 juin 2026",
        "2026年6月10日", "10 de junio de 2026", "2026/06/10 2:00:00 am GMT+2", "2026-06-10 00:00:00 UTC",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(written: object) -> None:
    assert read_date(written) == JUNE_10


@pytest.mark.parametrize(
    "written", ["P07", "2026", "May", "14:03", "00:00:10", "", None, True, "05/06/2026", [1]]
)
def test_what_names_no_day_is_no_date(written: object) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["06/10/2026", "06/11/2026", "06/12/2026"], [10, 11, 12]),
        (["10/06/2026", "25/06/2026"], [10, 25]),
        (["06/10/2026", "06/25/2026"], [10, 25]),
        (["06/10/2026 9:05 AM"], [10]),
        (["46183", 46184.5], [10, 11]),
    ],
)
def test_a_column_decides_the_order_of_day_and_month(cells: Sequence[object], days: list[int]) -> None:
    moments = read_dates(cells).moments
    assert [(m.month, m.day) for m in moments if m] == [(6, day) for day in days]


def test_an_undecided_column_is_left_out_with_a_doubt() -> None:
    column = read_dates(["05/06/2026", "06/06/2026", "06/05/2026"])
    assert set(column.moments) == {None}
    assert not column.wrong
    assert "day-first or month-first" in column.doubts("Date")[0]


def test_weeks_stand_for_their_monday_with_a_doubt() -> None:
    column = read_dates(["2026-W24"])
    assert column.moments == (datetime(2026, 6, 8, tzinfo=UTC),)
    assert "Monday" in column.doubts("Week")[0]


def test_a_moment_in_the_future_or_before_1900_is_wrong() -> None:
    future = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()
    column = read_dates([future, "1706-01-01", "2026-06-10", "soon"])
    assert column.wrong == {0, 1, 3}


@given(
    st.lists(st.dates(date(2020, 1, 1), date(2026, 6, 1)), min_size=1),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]),
)
def test_no_day_of_a_column_is_read_otherwise_than_the_rest(days: list[date], form: str) -> None:
    """The column is read as written, or the other way round as a whole, or not at all."""
    cells = [day.strftime(form) for day in days]
    column = read_dates(cells)
    readings = {
        tuple(datetime.strptime(cell, one).replace(tzinfo=UTC) for cell in cells)
        for one in ("%d/%m/%Y", "%m/%d/%Y")
        if all(_fits(cell, one) for cell in cells)
    }
    assert column.moments in readings or (column.undecided and set(column.moments) == {None})


def _fits(cell: str, form: str) -> bool:
    try:
        datetime.strptime(cell, form)
    except ValueError:
        return False
    return True
