"""An interview for tests of the language-model extractor."""

from datetime import UTC, datetime
from uuid import UUID

from themes.models import Interview, Quote

TEXT = (
    "Moderator: How did it go?\nAnna: The support took three weeks to answer. I gave up.\n"
    "Moderator: And the cost?\nAnna: The price is more than we can pay. We never knew success.\n"
)


def interview(number: int = 1, text: str = TEXT, quotes: tuple[Quote, ...] = ()) -> Interview:
    created = datetime(2026, 1, 1, tzinfo=UTC)
    return Interview(
        id=UUID(int=number), title=f"Interview {number}", text=text, created_at=created, quotes=quotes
    )
