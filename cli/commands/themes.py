"""``theme-scan themes`` and ``show``: what there is to read, and what proves it."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from cli.stack.database_choice import command_settings
from cli.terminal.clock import clock
from cli.terminal.options import Org
from cli.terminal.screen import AsJson, Screen, bars, escape, one_line
from executor.database.opening import open_organisation
from executor.reads import run_history, stored_themes
from executor.reads.coverage import Coverage, coverage
from executor.reads.run_history import RunRecord
from executor.reads.stored_themes import CitedQuote, Contribution, StoredCode, StoredTheme
from executor.reads.trends import trends
from themes.over_time.trend import RECENT_WEEKS, Trend
from themes.text.plurals import counted
from themes.transcripts.quote_context import single_spaced

_SHOWN_WEEKS = 16
_MOST_CONTRIBUTIONS = 8
Slug = Annotated[
    str, typer.Argument(metavar="THEME", help="The theme's slug, or a name that it goes by or has had.")
]


def themes(
    org: Org,
    rejected: Annotated[bool, typer.Option("--rejected", help="List the rejected themes instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """List an organisation's themes: how sure, how widely heard, and how they move over time.

    The trend is emerging, growing, steady, declining, quiet or unclear, by when the interviews were made.
    """
    with open_organisation(command_settings(), org, snapshot=True) as connection:
        stored = stored_themes.stored_themes(connection, rejected=rejected)
        moving = trends(connection, [theme.slug for theme in stored])
        covered = None if stored or rejected else coverage(connection)
        scan = run_history.latest_scan(connection) if covered else None
    screen = Screen()
    if as_json:
        listed = [theme_json(theme, moving[theme.slug]) for theme in stored]
        screen.json({"org_id": str(org), "themes": listed})
    elif stored:
        _print_themes(screen, stored, [moving[theme.slug] for theme in stored])
    else:
        screen.print(_no_themes(covered, scan) if covered else "This organisation has rejected no theme.")


def _no_themes(covered: Coverage, scan: RunRecord | None) -> str:
    if not covered.held:
        return "This organisation has no themes yet: import interviews, then run theme-scan scan."
    none = f"This organisation has {counted(covered.held, 'interview')} and no themes"
    if scan and not covered.unread:
        return f"{none}: theme-scan runs {scan.id} shows what the last scan came upon."
    return f"{none}: run theme-scan scan to find them."


def _print_themes(screen: Screen, stored: Sequence[StoredTheme], moving: Sequence[Trend]) -> None:
    columns = ("theme", "name", "confidence", "people", "interviews", "passages", "trend", "last heard")
    rows = [_row(theme, trend) for theme, trend in zip(stored, moving, strict=True)]
    if screen.soft_wrap:
        screen.table(columns, rows)
    else:
        drawn = [(*row, weeks) for row, weeks in zip(rows, _drawn(moving), strict=True)]
        screen.table((*columns, "weeks"), drawn, optional="weeks")


def _row(theme: StoredTheme, trend: Trend) -> Sequence[str]:
    pinned = " (pinned)" if theme.decision == "pinned" else ""
    counts = (str(theme.participants), str(theme.interviews), str(theme.occurrences))
    last = f"{theme.last_seen_at:%Y-%m-%d}"
    return (theme.slug, theme.name + pinned, theme.confidence_told, *counts, trend.state, last)


def _drawn(moving: Sequence[Trend]) -> Sequence[str]:
    """Each theme's last weeks, all to one height and the same week in the same place."""
    shown = [_last_weeks(trend) for trend in moving]
    length = max(map(len, shown))
    highest = max((count for counts in shown for count in counts), default=0)
    # Every trend ends with the organisation's newest week; those that begin later are filled up in front.
    return [bars([0] * (length - len(counts)) + counts, highest) for counts in shown]


def _last_weeks(trend: Trend) -> list[int]:
    return [week.interviews for week in trend.weeks[-_SHOWN_WEEKS:]]


def weekly_bars(trend: Trend) -> str:
    """Draw the interviews of a theme's last weeks."""
    return bars(_last_weeks(trend))


def show(theme: Slug, org: Org, as_json: AsJson = False) -> None:
    """Show a theme: what it says, why it is believed, and each quote in its place in the interview."""
    with open_organisation(command_settings(), org, snapshot=True) as connection:
        found = stored_themes.theme_by_id(connection, stored_themes.theme_called(connection, theme))
        quotes = stored_themes.cited_quotes(connection, [found.slug])
        codes = stored_themes.codes(connection, [found.slug])
        given = stored_themes.contributions(connection, found.id)
        trend = trends(connection, [found.slug])[found.slug]
    screen = Screen()
    if as_json:
        cited = [quote.model_dump(mode="json", exclude={"theme_slug"}) for quote in quotes]
        contributed = [one.model_dump(mode="json") for one in given]
        of_codes = [code.model_dump(mode="json", exclude={"theme_slug"}) for code in codes]
        told = {"contributions": contributed, "codes": of_codes, "quotes": cited}
        shown = theme_json(found, trend) | told
        screen.json({"org_id": str(org), **shown})
        return
    _print_theme(screen, found, trend)
    _print_contributions(screen, given)
    _print_codes(screen, codes)
    for quote in quotes:
        print_quote(screen, quote)


def _print_theme(screen: Screen, theme: StoredTheme, trend: Trend) -> None:
    decision = f" ({theme.decision})" if theme.decision else ""
    screen.print(f"[b]{escape(theme.name)}[/b]{decision}  [dim]{escape(theme.slug)}[/dim]")
    if theme.description:
        screen.print(escape(theme.description))
    screen.print(
        f"{theme.support_told} from {theme.first_seen_at:%Y-%m-%d} to "
        f"{theme.last_seen_at:%Y-%m-%d}. {_moving(trend)}: {weekly_bars(trend)}"
    )
    screen.print(_weighed(theme))
    if theme.rationale:
        screen.print(f"Strongest interview: {escape(theme.rationale)}")
    if theme.other_names:
        screen.print(f"Also: {escape('; '.join(theme.other_names))}")


def _weighed(theme: StoredTheme) -> str:
    if not theme.weighed:
        return (
            "Confidence unknown: the interviews it was computed from are gone. "
            "The next scan that finds this theme computes it anew."
        )
    return (
        f"Confidence {theme.confidence_told}, from {counted(theme.occurrences, 'passage')} in the "
        f"{counted(theme.weighed, 'interview')} of the last scan that heard it."
    )


def _print_contributions(screen: Screen, given: Sequence[Contribution]) -> None:
    """Say what the strongest interviews contribute, which together make the confidence."""
    named = [f"{one.interview_title} {one.confidence:.2f}" for one in given[:_MOST_CONTRIBUTIONS]]
    rest = [f"and {len(given) - len(named)} more"] if len(given) > len(named) else []
    if named:
        screen.print(escape(f"Contributed by: {', '.join(named + rest)}."))


def _print_codes(screen: Screen, codes: Sequence[StoredCode]) -> None:
    """List what the theme consists of, if that is more than one code."""
    for code in codes if len(codes) > 1 else ():
        quotes, interviews = counted(code.quotes, "quote"), counted(code.interviews, "interview")
        screen.indented(escape(f"{code.name}: {quotes} from {interviews}"), 2)


def _moving(trend: Trend) -> str:
    """The state, and of a comparison the figures that it rests on."""
    if trend.expected is None or trend.state in ("quiet", "emerging"):
        return trend.state.capitalize()
    return (
        f"{trend.state.capitalize()}, {trend.recent} in the last {RECENT_WEEKS} weeks "
        f"where {trend.expected:g} were to be expected"
    )


def print_quote(screen: Screen, quote: CitedQuote) -> None:
    """Print a quote among the words around it, with who says it in which interview, and where."""
    before, said, after = map(escape, map(single_spaced, (quote.before, quote.quote, quote.after)))
    who = f"{quote.speaker}, " if quote.speaker else ""
    time = f"{clock(quote.start_seconds)}, " if quote.start_seconds is not None else ""
    heard = f", heard as {'; '.join(quote.heard_as)}" if quote.heard_as else ""
    place = (
        f"{who}{quote.interview_title}, {quote.interview_created_at:%Y-%m-%d}, {time}line {quote.line}, "
        f"characters {quote.start_offset} to {quote.end_offset}{heard}"
    )
    screen.print()
    against = "Against: " if quote.is_against else ""
    screen.indented(f"{against}[dim]{before}[/dim]“{said}”[dim]{after}[/dim]", 4)
    screen.indented(f"[dim]{escape(one_line(place))}[/dim]", 6)


COMMANDS: dict[Callable[..., None], str] = {
    themes: "theme-scan themes --org ORG --json | jq -r '.themes[].slug'",
    show: "theme-scan show slow-export --org ORG",
}
"""The commands, each with an example for its help."""


def theme_json(theme: StoredTheme, trend: Trend) -> dict[str, Any]:
    """A theme as ``--json`` prints it."""
    weeks = [
        {"week": week.name, "interviews": week.interviews, "passages": week.passages} for week in trend.weeks
    ]
    moving = {"trend": trend.state, "recent": trend.recent, "expected": trend.expected, "weeks": weeks}
    return theme.model_dump(mode="json") | moving
