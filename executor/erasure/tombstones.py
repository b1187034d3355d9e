"""Tombstones of erased interviews: they keep an erased interview out of later imports, and hold no text."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import Connection, text

from themes.text.erasure_traces import words_of

MIN_WORDS = 20
"""With fewer words two transcripts may be the same by chance; an interview's id still recognises it."""
NEW_KEY = text(
    "insert into erasure_keys (org_id, key) values ((select current_org()), :key) on conflict do nothing"
)
KEY = text("select key from erasure_keys where org_id = (select current_org())")
BURY = text(
    "insert into erased_interviews as e (org_id, id, marks, erased_by)"
    " values ((select current_org()), :interview, :marks, :actor) on conflict (org_id, id) do update set"
    " marks = array(select distinct unnest(e.marks || excluded.marks)), erased_by = excluded.erased_by,"
    " erased_at = now() returning (xmax = 0) as created"
)
BURIED = text(
    "select id, marks from erased_interviews where org_id = (select current_org())"
    " and (id = any(:ids) or marks && cast(:marks as text[]))"
)
UNBURY = text(
    "delete from erased_interviews where org_id = (select current_org()) and id = any(:ids) returning id"
)


def bury(connection: Connection, interview: UUID, transcripts: Iterable[str], actor: str) -> bool:
    """Leave a tombstone with a mark of each transcript; return whether the interview had none before."""
    connection.execute(NEW_KEY, {"key": secrets.token_bytes(32)})
    key = bytes(connection.execute(KEY).scalar_one())
    marks = sorted({mark for transcript in transcripts if (mark := _mark(key, transcript))})
    parameters = {"interview": interview, "marks": marks, "actor": actor}
    return bool(connection.execute(BURY, parameters).scalar_one())


def buried(connection: Connection, transcripts: Mapping[UUID, str]) -> dict[UUID, UUID]:
    """Which interviews were erased, under their own id or another, with the id of the erased one."""
    key = connection.execute(KEY).scalar_one_or_none()
    if key is None:
        return {}
    marks = {id_: _mark(bytes(key), transcript) for id_, transcript in transcripts.items()}
    parameters = {"ids": list(marks), "marks": [mark for mark in marks.values() if mark]}
    found = connection.execute(BURIED, parameters).all()
    by_mark = {mark: row.id for row in found for mark in row.marks}
    by_id = {row.id: row.id for row in found}
    erased = {id_: by_id.get(id_, by_mark.get(mark)) for id_, mark in marks.items()}
    return {id_: tombstone for id_, tombstone in erased.items() if tombstone is not None}


def unbury(connection: Connection, interview: UUID) -> bool:
    """Remove an interview's tombstone; return whether there was one."""
    return connection.execute(UNBURY, {"ids": [interview]}).first() is not None


def _mark(key: bytes, transcript: str) -> str | None:
    """The keyed hash of a transcript's words, however they are typeset; None where they are too few."""
    words = words_of(transcript)
    return hmac.digest(key, " ".join(words).encode(), "sha256").hex() if len(words) >= MIN_WORDS else None
