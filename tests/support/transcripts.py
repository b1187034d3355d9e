"""An interview in which tests look for passages."""

from datetime import UTC, datetime
from uuid import UUID

from themes.models import Interview, Quote

TEXT = """Anna: Hello, and thanks for coming.
Gareth: I would not pay for this\N{EM DASH}really, it\N{RIGHT SINGLE QUOTATION MARK}s \
\N{LEFT DOUBLE QUOTATION MARK}too expensive\N{RIGHT DOUBLE QUOTATION MARK} for us. I use it 3 times a week...
and that is  enough for me. We're unable to export. It costs $40 a month, up 7% or 3.5 points.
Anna: And the price? Gareth: I like the price of it. I can't complain about the non-negotiable parts.
"""


def interview(text: str = TEXT, *quotes: Quote) -> Interview:
    return Interview(
        id=UUID(int=1), title="One", text=text, created_at=datetime(2025, 1, 1, tzinfo=UTC), quotes=quotes
    )
