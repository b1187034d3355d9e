"""The content of the page, whatever its format."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from cli.report.later_events import JOBS, Since, since
from cli.report.skipped_items import Unused, unused
from cli.terminal.run_summary import is_cut_off_import
from executor.org_database import OrgDatabase
from executor.reads import run_history, stored_themes
from executor.reads.coverage import Coverage, coverage
from executor.reads.run_history import RunRecord
from executor.reads.stored_themes import CitedQuote, StoredCode, StoredTheme
from executor.reads.trends import trends
from themes.models import Frozen, Skipped
from themes.over_time.change_summary import unread
from themes.over_time.trend import Trend
from themes.text.plurals import counted

NO_SCAN = "This organisation has not been scanned yet."


class PageTheme(Frozen):
    """A theme with how it moves and who said what."""

    theme: StoredTheme
    trend: Trend
    quotes: tuple[CitedQuote, ...]
    codes: tuple[StoredCode, ...] = ()
    """The codes of the theme; empty where the theme is one code."""


class LastScan(Frozen):
    """The newest scan that ended well and was not a dry run."""

    id: UUID
    started_at: datetime
    extractor: str
    changes: tuple[str, ...]
    read: int
    unread: int
    """Interviews that it could not read."""
    notes: tuple[str, ...]
    """Other faults of the scan, the interviews that could not be read first."""
    skipped: tuple[Skipped, ...]
    held_back: int
    themes: int


class Page(Frozen):
    """Everything on the page."""

    org_id: UUID
    made_at: datetime
    themes: tuple[PageTheme, ...]
    coverage: Coverage
    scan: LastScan | None
    since: Since
    unused: tuple[Unused, ...]
    audit_head: str

    @property
    def changes(self) -> tuple[str, ...]:
        """The changes of the last scan, in sentences."""
        return self.scan.changes if self.scan else (NO_SCAN,)

    @property
    def quote_count(self) -> int:
        """How many quotes stand on the page; one that supports two themes is one."""
        return len({quote.id for entry in self.themes for quote in entry.quotes})

    @property
    def why_no_theme(self) -> str:
        """Why a scan left no theme on the page, in a sentence or two; empty where there is one."""
        return _why_none(self.scan) if self.scan and not self.themes else ""


def gather(org: OrgDatabase) -> Page:
    """Read everything that the page shows, as it stands at one moment."""
    with org.read(snapshot=True) as connection:
        stored = stored_themes.stored_themes(connection)
        slugs = [theme.slug for theme in stored]
        moving = trends(connection, slugs)
        cited: dict[str, list[CitedQuote]] = defaultdict(list)
        for quote in stored_themes.cited_quotes(connection, slugs):
            cited[quote.theme_slug].append(quote)
        codes: dict[str, list[StoredCode]] = defaultdict(list)
        for code in stored_themes.codes(connection, slugs):
            codes[code.theme_slug].append(code)
        record = run_history.latest_scan(connection)
        scan = (
            _last_scan(record, record.report or {}, partial(run_history.find, connection)) if record else None
        )
        runs = run_history.since(connection, scan.started_at if scan else None, JOBS)
        return Page(
            org_id=org.org_id,
            made_at=datetime.now(UTC),
            themes=tuple(
                PageTheme(
                    theme=theme,
                    trend=moving[theme.slug],
                    quotes=tuple(cited[theme.slug]),
                    codes=tuple(codes[theme.slug]) if len(codes[theme.slug]) > 1 else (),
                )
                for theme in stored
            ),
            coverage=coverage(connection),
            scan=scan,
            since=since(
                runs,
                run_history.interviews_stored(connection, [run.id for run in runs if is_cut_off_import(run)]),
                partial(stored_themes.names_of, connection),
                partial(run_history.find, connection),
            ),
            unused=unused(scan.skipped if scan else (), partial(stored_themes.titles_of, connection)),
            audit_head=stored_themes.audit_head(connection),
        )


def _last_scan(
    record: RunRecord, report: Mapping[str, Any], run_of: Callable[[UUID], RunRecord | None]
) -> LastScan:
    """What its report says; one that an older version wrote may say less."""
    read, failed = report.get("interviews_scanned", 0), report.get("interviews_failed", 0)
    missing = unread(read, failed)
    return LastScan(
        id=record.id,
        started_at=record.started_at,
        extractor=report.get("extractor", ""),
        changes=_changes(report, run_of, missing),
        read=read,
        unread=failed,
        notes=(*missing, *report.get("notes", ())),
        skipped=tuple(Skipped.model_validate(entry) for entry in report.get("skipped", ())),
        held_back=report.get("held_back", 0),
        themes=len(report.get("themes", ())),
    )


def _changes(
    report: Mapping[str, Any], run_of: Callable[[UUID], RunRecord | None], missing: Sequence[str]
) -> tuple[str, ...]:
    """The changes of a scan; where a scan repeats another's outcome, the changes of the other."""
    stands = run_of(UUID(report["repeats"])) if report.get("repeats") else None
    if stands is None or not stands.report:
        return tuple(change for change in report.get("changes", ()) if change not in missing)
    since = f"Nothing is new since the scan of {stands.started_at:%-d %B %Y, %H:%M} UTC. Changes then:"
    return since, *stands.report.get("changes", ())


def _why_none(scan: LastScan) -> str:
    if scan.themes:
        return f"None of the last scan's {counted(scan.themes, 'theme')} is left after later changes."
    if scan.unread and not scan.read:
        return f"The last scan found no theme: {counted(scan.unread, 'interview')} could not be read."
    if not scan.read:
        return "The last scan found no theme, and no interview to read in its lookback period."
    if scan.held_back:
        held = counted(scan.held_back, "theme that somebody rejected is", "themes that somebody rejected are")
        return f"Of {counted(scan.read, 'interview')} read no other theme recurs; {held} held back."
    return f"No theme recurs yet: of {counted(scan.read, 'interview')} read, too few speak of the same."
