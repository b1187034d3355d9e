"""Extractions kept in Postgres, so that any worker finds them.

A row belongs to its interview and goes when that goes.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from executor.database import Database, reworded

KEPT = text(
    "select key, value from cached_results where org_id = (select current_org()) and key = any(:keys)"
)
# Nothing is kept of an interview that was erased in the meantime.
KEEP = text(
    "insert into cached_results (org_id, key, interview_id, value)"
    " select org_id, :key, id, :value from interviews"
    " where org_id = (select current_org()) and id = :interview_id"
    " on conflict (org_id, key) do update set value = excluded.value, created_at = now()"
)
_AT_ONCE = 1000


def kept(database: Database, org_id: UUID, keys: Sequence[str]) -> Mapping[str, bytes]:
    """What is kept under those of the keys that are known. Raises ExecutorError."""
    found: dict[str, bytes] = {}
    with reworded(), database.org_transaction(org_id) as connection:
        for start in range(0, len(keys), _AT_ONCE):
            rows = connection.execute(KEPT, {"keys": list(keys[start : start + _AT_ONCE])})
            found |= {row.key: bytes(row.value) for row in rows}
    return found


def keep(database: Database, org_id: UUID, key: str, interview_id: UUID, value: bytes) -> None:
    """Keep a value of an interview under the key.

    Where that fails nothing is raised: the cache saves money, not facts, and without it work is done again.
    """
    parameters = {"key": key, "interview_id": interview_id, "value": value}
    with suppress(SQLAlchemyError), database.org_transaction(org_id) as connection:
        connection.execute(KEEP, parameters)
