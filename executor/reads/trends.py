"""Themes over time, counted by the weeks in which interviews were made."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from executor.sql.loader import question, statement
from themes.over_time.trend import Trend, Week, trend

THEME_WEEKS = statement("reports/theme_weeks")
INTERVIEWS_READ = question(
    "select date_trunc('week', created_at at time zone 'UTC')::date as monday, count(*) as interviews"
    " from listed where read and created_at < now() + interval '1 day' group by 1 order by 1",
    about="reports/list_interviews",
)


def trends(connection: Connection, slugs: Sequence[str]) -> Mapping[str, Trend]:
    """The trend of each of these themes, by slug."""
    heard: dict[str, list[Week]] = defaultdict(list)
    for row in connection.execute(THEME_WEEKS, {"slugs": list(slugs)}):
        heard[row.slug].append(Week(monday=row.monday, interviews=row.interviews, passages=row.passages))
    read = _weeks_read(connection)
    return {slug: trend(heard[slug], read) for slug in slugs}


def _weeks_read(connection: Connection) -> tuple[Week, ...]:
    """How many of the organisation's interviews a scan has read, by the weeks in which they were made."""
    rows = connection.execute(INTERVIEWS_READ)
    return tuple(Week(monday=row.monday, interviews=row.interviews) for row in rows)
