"""Themes over time, counted by the weeks in which interviews were made."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

from executor.statements import statement
from themes.trend import Trend, Week, trend

THEME_WEEKS = statement("theme_weeks")
INTERVIEW_WEEKS = text(
    "select date_trunc('week', created_at at time zone 'UTC')::date as monday, count(*) as interviews"
    " from interviews where org_id = (select current_org()) group by 1 order by 1"
)


def trends(connection: Connection, slugs: Sequence[str]) -> Mapping[str, Trend]:
    """The trend of each of these themes, by slug."""
    heard: dict[str, list[Week]] = defaultdict(list)
    for row in connection.execute(THEME_WEEKS, {"slugs": list(slugs)}):
        heard[row.slug].append(Week(monday=row.monday, interviews=row.interviews, passages=row.passages))
    held = interview_weeks(connection)
    return {slug: trend(heard[slug], held) for slug in slugs}


def interview_weeks(connection: Connection) -> tuple[Week, ...]:
    """The weeks in which the organisation's interviews were made."""
    rows = connection.execute(INTERVIEW_WEEKS)
    return tuple(Week(monday=row.monday, interviews=row.interviews) for row in rows)
