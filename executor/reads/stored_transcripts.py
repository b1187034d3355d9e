"""Stored transcripts, for an import that compares them with what it is about to store."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import Connection, text

from themes.models import Frozen, TurnPlace

DIGESTS = text(
    "select id, encode(sha256(convert_to(raw_transcript, 'UTF8')), 'hex') as digest from interviews"
    " where org_id = (select current_org()) and id = any(:ids)"
)
TRANSCRIPTS = text(
    "select id, title, raw_transcript as text, turns from interviews"
    " where org_id = (select current_org()) and id = any(:ids)"
)
CALLED = text(
    "select id, title, raw_transcript as text, turns from interviews where org_id = (select current_org())"
    " and (id = any(:ids) or lower(title) = any(cast(:titles as text[])))"
)
MIDDLES = text(
    "select id, substr(raw_transcript, greatest(1, (length(raw_transcript) - :characters) / 2 + 1),"
    " :characters) as middle from interviews where org_id = (select current_org()) order by id"
)


class StoredTranscript(Frozen):
    """A stored interview's words."""

    id: UUID
    title: str
    text: str
    turns: tuple[TurnPlace, ...] | None


def digests(connection: Connection, ids: Collection[UUID]) -> dict[UUID, str]:
    """The SHA-256 of the transcripts of those interviews that are stored, in hexadecimal digits."""
    return {row.id: row.digest for row in connection.execute(DIGESTS, {"ids": list(ids)})}


def transcripts(connection: Connection, ids: Collection[UUID]) -> dict[UUID, StoredTranscript]:
    """The transcripts of those interviews that are stored."""
    rows = connection.execute(TRANSCRIPTS, {"ids": list(ids)}).mappings() if ids else ()
    return {row["id"]: StoredTranscript.model_validate(dict(row)) for row in rows}


def called(
    connection: Connection, ids: Collection[UUID], titles: Collection[str]
) -> tuple[StoredTranscript, ...]:
    """Return the interviews that have one of the ids, or one of the titles whatever the case of letters."""
    parameters = {"ids": list(ids), "titles": [title.lower() for title in titles]}
    rows = connection.execute(CALLED, parameters).mappings()
    return tuple(StoredTranscript.model_validate(dict(row)) for row in rows)


def middles(connection: Connection, characters: int) -> Iterator[tuple[UUID, str]]:
    """Yield the middle of each stored transcript of the organisation, of at most so many characters."""
    for row in connection.execute(MIDDLES, {"characters": characters}):
        yield row.id, row.middle
