"""Weeks drawn as small bars, as SVG without a script."""

from collections.abc import Iterable
from datetime import date, timedelta
from xml.sax.saxutils import quoteattr

from themes.models import Frozen
from themes.over_time.trend import Trend, Week

MOST_WEEKS = 26
_BAR, _GAP, _HEIGHT = 5, 2, 30
_LEAST_TOP = 3
"""Interviews a week that fill the height, if no week has more; one interview should not look like many."""
_WEEK = timedelta(weeks=1)


class Scale(Frozen):
    """The scale that all sparklines of a page share, so that they can be compared: weeks and
    maximum.
    """

    mondays: tuple[date, ...]
    highest: int
    """Interviews in the busiest week of any theme."""

    @property
    def told(self) -> str:
        """The first and last day, and the highest bar: "13 Jul – 15 Nov, highest 9"."""
        first, last = self.mondays[0], self.mondays[-1] + timedelta(days=6)
        written = "%-d %b" if first.year == last.year else "%-d %b %Y"
        return f"{first:{written}} – {last:{written}}, highest {self.highest}"


def scale_of(trends: Iterable[Trend]) -> Scale | None:
    """The weeks since any theme was first heard, the newest MOST_WEEKS at most; None where there are none."""
    weeks = [week for trend in trends for week in trend.weeks]
    if not weeks:
        return None
    last = max(week.monday for week in weeks)
    first = max(min(week.monday for week in weeks), last - (MOST_WEEKS - 1) * _WEEK)
    mondays = tuple(first + n * _WEEK for n in range((last - first).days // 7 + 1))
    return Scale(mondays=mondays, highest=max(week.interviews for week in weeks if week.monday >= first))


def sparkline(trend: Trend, scale: Scale) -> str:
    """Draw a theme's interviews per week; a week without a word is a stub."""
    counts = {week.monday: week.interviews for week in trend.weeks}
    weeks = [Week(monday=monday, interviews=counts.get(monday, 0)) for monday in scale.mondays]
    top = max(_LEAST_TOP, scale.highest)
    bars = []
    for position, week in enumerate(weeks):
        height = max(1.0, _HEIGHT * week.interviews / top)
        quiet = "" if week.interviews else ' class="quiet"'
        place = f'x="{position * (_BAR + _GAP)}" y="{_HEIGHT - height:.1f}"'
        bars.append(f'<rect {place} width="{_BAR}" height="{height:.1f}"{quiet}/>')
    width = len(weeks) * (_BAR + _GAP) - _GAP
    told = f"Interviews per week from {weeks[0].name} to {weeks[-1].name}: "
    told += ", ".join(str(week.interviews) for week in weeks)
    return (
        f'<svg class="spark" viewBox="0 0 {width} {_HEIGHT}" width="{width}" height="{_HEIGHT}" role="img" '
        f"aria-label={quoteattr(told)}>{''.join(bars)}</svg>"
    )
