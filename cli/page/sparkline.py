"""Weeks drawn as small bars, as SVG without a script."""

from xml.sax.saxutils import quoteattr

from themes.trend import Trend

MOST_WEEKS = 26
_BAR, _GAP, _HEIGHT = 5, 2, 30
_LEAST_TOP = 3
"""Interviews a week that fill the height, if no week has more; one interview should not look like many."""


def sparkline(trend: Trend) -> str:
    """Draw a theme's interviews per week, up to the newest MOST_WEEKS; a week without a word is a stub."""
    weeks = trend.weeks[-MOST_WEEKS:]
    if not weeks:
        return ""
    highest = max(_LEAST_TOP, *(week.interviews for week in weeks))
    bars = []
    for position, week in enumerate(weeks):
        height = max(1.0, _HEIGHT * week.interviews / highest)
        quiet = "" if week.interviews else ' class="quiet"'
        place = f'x="{position * (_BAR + _GAP)}" y="{_HEIGHT - height:.1f}"'
        bars.append(f'<rect {place} width="{_BAR}" height="{height:.1f}"{quiet}/>')
    width = len(weeks) * (_BAR + _GAP) - _GAP
    return (
        f'<svg class="spark" viewBox="0 0 {width} {_HEIGHT}" width="{width}" height="{_HEIGHT}" role="img" '
        f"aria-label={quoteattr(_told(trend))}>{''.join(bars)}</svg>"
    )


def _told(trend: Trend) -> str:
    weeks = trend.weeks[-MOST_WEEKS:]
    counts = ", ".join(str(week.interviews) for week in weeks)
    return f"Interviews per week from {weeks[0].name} to {weeks[-1].name}: {counts}"
