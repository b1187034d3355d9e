"""A theme's state follows from when interviews were made, by the rule that its docstring gives."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from themes.over_time.trend import Week, trend

NOW = date(2026, 6, 1)  # a Monday
FEW = dict.fromkeys(range(30), 1)
MANY = dict.fromkeys(range(30), 5)


def weeks(counts: Mapping[int, int]) -> list[Week]:
    """Interviews by how many weeks ago they were made."""
    return [Week(monday=NOW - timedelta(weeks=ago), interviews=count) for ago, count in counts.items()]


@pytest.mark.parametrize(
    ("heard", "held", "state"),
    [
        ({0: 1}, FEW, "emerging"),
        ({3: 2}, FEW, "emerging"),
        ({4: 1, 0: 1}, FEW, "steady"),
        ({8: 3}, FEW, "quiet"),
        ({7: 1}, FEW, "steady"),
        ({12: 1, 0: 3, 1: 2}, MANY, "growing"),
        ({25: 4, 0: 2}, MANY, "growing"),
        ({0: 3}, dict.fromkeys(range(4), 5) | {4: 4}, "unclear"),
        ({0: 3}, dict.fromkeys(range(4), 5) | {4: 5}, "emerging"),
        (dict.fromkeys(range(4, 16), 4) | {1: 2}, MANY, "declining"),
        (dict.fromkeys(range(4, 16), 1) | {5: 1}, MANY, "declining"),
        (dict.fromkeys(range(16), 2), MANY, "steady"),
        ({25: 4, 0: 1}, MANY, "steady"),
    ],
)
def test_the_rule(heard: Mapping[int, int], held: Mapping[int, int], state: str) -> None:
    assert trend(weeks(heard), weeks(held)).state == state


def test_a_month_of_many_interviews_makes_no_theme_grow() -> None:
    busy = dict.fromkeys(range(4, 16), 1) | dict.fromkeys(range(4), 10)
    half = {ago: count / 2 for ago, count in busy.items()}
    rounded = {ago: int(count) for ago, count in half.items() if int(count)} | {
        5: 1,
        7: 1,
        9: 1,
        11: 1,
        13: 1,
    }
    assert trend(weeks(rounded), weeks(busy)).state == "steady"


def test_a_pause_between_rounds_of_interviews_makes_no_theme_fade() -> None:
    """Now is the newest interview, whatever the day on which somebody looks."""
    often = dict.fromkeys(range(20, 40), 1)
    assert trend(weeks(often), weeks(often)).state == "steady"


def test_a_comparison_tells_its_figures() -> None:
    told = trend(weeks({12: 1, 0: 3, 1: 2}), weeks(MANY))
    assert (told.recent, told.expected) == (5, 0.33)
    assert trend(weeks({0: 2}), weeks({0: 10})).expected is None


def test_weeks_without_a_word_are_told_as_such() -> None:
    told = trend(weeks({3: 2, 1: 1}), weeks({0: 1, 1: 1, 3: 2}))
    assert [week.interviews for week in told.weeks] == [2, 0, 1, 0]
    assert told.weeks[-1].name == "2026-W23"


def test_a_theme_without_a_link_is_dormant() -> None:
    assert trend([], weeks(FEW)) == trend([], [])
    assert trend([], []).state == "quiet"
