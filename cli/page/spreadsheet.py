"""The page as CSV: a row per quote, for a spreadsheet or for another tool."""

import csv
import io
import re

from cli.page.content import Page

COLUMNS = (
    "theme", "slug", "confidence", "interviews", "trend", "decision", "quote", "speaker", "interview",
    "interview_id", "interview_date", "line", "start_offset", "end_offset",
)  # fmt: skip
_FORMULA = re.compile(r"[=+\-@\t\r]")


def spreadsheet(page: Page) -> str:
    """All quotes of all themes. A cell that a spreadsheet would run as a formula gets an apostrophe."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for entry in page.themes:
        theme = entry.theme
        score = f"{theme.confidence_score:.4f}"
        about = (theme.name, theme.slug, score, theme.interviews, entry.trend.state, theme.decision or "")
        for quote in entry.quotes:
            interview = (quote.interview_title, quote.interview_id, f"{quote.interview_created_at:%Y-%m-%d}")
            place = (quote.line, quote.start_offset, quote.end_offset)
            cells = (*about, quote.quote, quote.speaker or "", *interview, *place)
            rows.writerow(_inert(str(cell)) for cell in cells)
    return written.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
