"""What stands on the page, whatever its format."""

from collections import defaultdict
from datetime import UTC, datetime
from uuid import UUID

from executor import reading
from executor.coverage import Coverage, coverage
from executor.database import Database, reworded
from executor.reading import CitedQuote, RunRecord, StoredTheme
from executor.trends import trends
from themes.models import Frozen, Skipped
from themes.trend import Trend

NO_SCAN = ("This organisation has not been scanned yet.",)


class PageTheme(Frozen):
    """A theme with how it moves and who said what."""

    theme: StoredTheme
    trend: Trend
    quotes: tuple[CitedQuote, ...]


class Page(Frozen):
    """Everything on the page; ``scan`` is the newest scan that was not a dry run."""

    org_id: UUID
    made_at: datetime
    changes: tuple[str, ...]
    themes: tuple[PageTheme, ...]
    coverage: Coverage
    scan: RunRecord | None
    skipped: tuple[Skipped, ...]
    extractor: str
    audit_head: str

    @property
    def quote_count(self) -> int:
        """How many quotes stand on the page; one that supports two themes counts twice."""
        return sum(len(entry.quotes) for entry in self.themes)


def gather(database: Database, org_id: UUID) -> Page:
    """Read everything that the page shows, as it stands at one moment."""
    with reworded(), database.org_transaction(org_id) as connection:
        stored = reading.stored_themes(connection)
        slugs = [theme.slug for theme in stored]
        moving = trends(connection, slugs)
        cited: dict[str, list[CitedQuote]] = defaultdict(list)
        for quote in reading.cited_quotes(connection, slugs):
            cited[quote.theme_slug].append(quote)
        scan = reading.latest_scan(connection)
        report = (scan.report or {}) if scan else {}
        return Page(
            org_id=org_id,
            made_at=datetime.now(UTC),
            changes=tuple(report.get("changes", NO_SCAN)),
            themes=tuple(
                PageTheme(theme=theme, trend=moving[theme.slug], quotes=tuple(cited[theme.slug]))
                for theme in stored
            ),
            coverage=coverage(connection),
            scan=scan,
            skipped=tuple(Skipped.model_validate(entry) for entry in report.get("skipped", ())),
            extractor=report.get("extractor", ""),
            audit_head=reading.audit_head(connection),
        )
