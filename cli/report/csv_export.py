"""The page as CSV: a row per quote, for a spreadsheet or for another tool."""

import csv
import io
import re

from cli.report.content import Page, PageTheme
from cli.terminal.clock import clock
from executor.reads.stored_themes import CitedQuote

COLUMNS = (
    "theme", "slug", "confidence", "interviews", "trend", "decision", "quote", "speaker", "interview",
    "interview_id", "interview_date", "line", "start_offset", "end_offset", "quote_id", "before", "after",
    "heard_as", "description", "time", "people",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows that what follows is UTF-8."""
_FORMULA = re.compile(r"(\A|[;\t\r\n])(?= *[=+\-@＝＋－＠\t\r\n])")
"""Where a formula can begin: a spreadsheet may also part cells at ``;`` and tabs, whatever quotes say.

The wide signs are those of Japanese and Chinese keyboards, which Excel takes for the others.
"""


def spreadsheet(page: Page) -> str:
    """All quotes of all themes, and a row for a theme that has none.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    written = io.StringIO()
    written.write(_BYTE_ORDER_MARK)
    rows = csv.DictWriter(written, COLUMNS, restval="")
    rows.writeheader()
    for entry in page.themes:
        about = _theme_cells(entry)
        for cells in map(_quote_cells, entry.quotes) if entry.quotes else ({},):
            rows.writerow({column: _inert(str(cell)) for column, cell in (about | cells).items()})
    return written.getvalue()


def _theme_cells(entry: PageTheme) -> dict[str, object]:
    theme = entry.theme
    return {
        "theme": theme.name,
        "slug": theme.slug,
        "confidence": f"{theme.confidence_score:.4f}" if theme.weighed else "",
        "interviews": theme.interviews,
        "people": theme.participants,
        "trend": entry.trend.state,
        "decision": theme.decision or "",
        "description": theme.description,
    }


def _quote_cells(quote: CitedQuote) -> dict[str, object]:
    return {
        "quote": quote.quote,
        "speaker": quote.speaker or "",
        "interview": quote.interview_title,
        "interview_id": quote.interview_id,
        "interview_date": quote.interview_created_at.date(),
        "line": quote.line,
        "start_offset": quote.start_offset,
        "end_offset": quote.end_offset,
        "quote_id": quote.id,
        "before": quote.before,
        "after": quote.after,
        "heard_as": "; ".join(quote.heard_as),
        "time": "" if quote.start_seconds is None else clock(quote.start_seconds),
    }


def _inert(cell: str) -> str:
    return _FORMULA.sub(r"\1'", cell)
