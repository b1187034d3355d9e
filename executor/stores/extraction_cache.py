"""Extractions kept in Postgres, so that any worker finds them.

A row belongs to its interview and goes when that goes.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from executor.exceptions import ExecutorError
from executor.org_database import OrgDatabase

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


class Entry(NamedTuple):
    """What is kept of an interview under a key."""

    key: str
    interview_id: UUID
    value: bytes


class ExtractionCache:
    """What is kept for one organisation. Used on one event loop, which it never blocks."""

    def __init__(self, org: OrgDatabase) -> None:
        self._org = org
        self._waiting: list[Entry] = []
        self._turn = asyncio.Lock()

    async def kept(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """What is kept under those of the keys that are known. Raises ExecutorError."""
        return await asyncio.to_thread(self._kept, keys)

    async def keep(self, entry: Entry) -> None:
        """Keep an entry, together with all that wait by then: a transaction costs more than its rows.

        Where that fails nothing is raised: the cache saves money, not facts, and without it the work is done
        again.
        """
        self._waiting.append(entry)
        async with self._turn:
            entries, self._waiting = self._waiting, []
            if entries:
                await asyncio.to_thread(self._keep, entries)

    def _kept(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        found: dict[str, bytes] = {}
        with self._org.read() as connection:
            for start in range(0, len(keys), _AT_ONCE):
                rows = connection.execute(KEPT, {"keys": list(keys[start : start + _AT_ONCE])})
                found |= {row.key: bytes(row.value) for row in rows}
        return found

    def _keep(self, entries: Sequence[Entry]) -> None:
        with suppress(ExecutorError), self._org.write() as connection:
            connection.execute(KEEP, [entry._asdict() for entry in entries])
