"""Stored transcripts, found by what a file of marked passages calls them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, text

from themes.models import Frozen

CALLED = text(
    "select id, title, raw_transcript as text from interviews where org_id = (select current_org())"
    " and (id = any(:ids) or lower(title) = any(cast(:titles as text[])))"
)


class StoredTranscript(Frozen):
    """An interview's id, title and text."""

    id: UUID
    title: str
    text: str


def transcripts(
    connection: Connection, ids: Collection[UUID], titles: Collection[str]
) -> tuple[StoredTranscript, ...]:
    """Return the interviews that have one of the ids, or one of the titles whatever the case of letters."""
    parameters = {"ids": list(ids), "titles": [title.lower() for title in titles]}
    rows = connection.execute(CALLED, parameters).mappings()
    return tuple(StoredTranscript.model_validate(dict(row)) for row in rows)
