"""How a theme moves over time, told by when interviews were made and not by when they were scanned.

The date of the organisation's newest interview is "now". In a pause between two rounds of
interviews nobody could speak of a theme, so a pause makes no theme decline.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from themes.models import Frozen

RECENT_WEEKS = 4
"""Weeks, the newest interview's included, that count as now."""
BASELINE_WEEKS = 12
"""Weeks before those, with which they are compared."""
QUIET_WEEKS = 8
"""Weeks without a word after which a theme is quiet."""
FACTOR = 1.5
"""A change counts from this factor on, and from one whole interview on."""
LEAST_BASELINE = 5
"""Interviews that the BASELINE_WEEKS must hold for anything to be compared with them."""

TrendState = Literal["emerging", "growing", "steady", "declining", "quiet", "unclear"]
_WEEK = timedelta(weeks=1)


class Week(Frozen):
    """What one ISO week holds of a theme, or of all interviews; ``monday`` is its first day, in UTC."""

    monday: date
    interviews: int
    passages: int = 0

    @property
    def name(self) -> str:
        """The week as ISO 8601 writes it, such as 2026-W07."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"


class Trend(Frozen):
    """A theme over time: its state, and its weeks from the first on, those without a word included."""

    state: TrendState
    weeks: tuple[Week, ...]
    recent: int = 0
    """Interviews of the last RECENT_WEEKS that speak of it."""
    expected: float | None = None
    """How many would, if its share were that of the BASELINE_WEEKS before; None where these hold too few."""


def trend(heard: Sequence[Week], held: Sequence[Week]) -> Trend:
    """Tell how a theme moves, given the weeks in which it was heard and all weeks with interviews.

    The first of these that holds:

    - quiet: not heard in the last QUIET_WEEKS;
    - unclear: fewer than LEAST_BASELINE interviews were made in the BASELINE_WEEKS before the last
      RECENT_WEEKS, so that there is nothing to compare with;
    - emerging: heard for the first time in the last RECENT_WEEKS;
    - growing, declining: the last RECENT_WEEKS have FACTOR times more, or fewer, interviews with the theme
      than expected. Expected is its share of the BASELINE_WEEKS before. The difference is an interview or
      more, and one interview alone makes no theme grow;
    - steady: everything else.

    The share is of all interviews, so that a month of many interviews makes no theme grow.
    """
    if not heard:
        return Trend(state="quiet", weeks=())
    now = max(week.monday for week in (*held, *heard))
    spoken = {week.monday: week for week in heard}
    totals = {week.monday: week.interviews for week in held}
    first = min(spoken)
    weeks = tuple(
        spoken.get(first + n * _WEEK, Week(monday=first + n * _WEEK, interviews=0))
        for n in range((now - first).days // 7 + 1)
    )
    counts = {monday: week.interviews for monday, week in spoken.items()}
    since = now - (RECENT_WEEKS - 1) * _WEEK
    recent, expected = _sum(counts, since, now), _expected(counts, totals, since, now)
    if max(counts) <= now - QUIET_WEEKS * _WEEK:
        state: TrendState = "quiet"
    elif expected is None:
        state = "unclear"
    elif first >= since:
        state = "emerging"
    else:
        state = _movement(recent, expected)
    return Trend(state=state, weeks=weeks, recent=recent, expected=expected)


def _expected(counts: Mapping[date, int], totals: Mapping[date, int], since: date, now: date) -> float | None:
    baseline = since - BASELINE_WEEKS * _WEEK, since - _WEEK
    held = _sum(totals, *baseline)
    if held < LEAST_BASELINE:
        return None
    return round(_sum(counts, *baseline) / held * _sum(totals, since, now), 2)


def _movement(recent: int, expected: float) -> TrendState:
    if recent >= max(FACTOR * expected, 2) and recent - expected >= 1:
        return "growing"
    if FACTOR * recent <= expected and expected - recent >= 1:
        return "declining"
    return "steady"


def _sum(weekly: Mapping[date, int], first: date, last: date) -> int:
    return sum(count for monday, count in weekly.items() if first <= monday <= last)
