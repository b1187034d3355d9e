"""Extractions kept in Postgres, behind Prefect's result storage, so that any worker finds them.

A key reads ``<interview id>/<digest>``: the row belongs to its interview and goes when that goes.
"""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from prefect.filesystems import WritableFileSystem
from prefect.results import ResultStore
from prefect.serializers import JSONSerializer
from pydantic import PrivateAttr
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from executor.database import Database

READ = text("select value from cached_results where org_id = (select current_org()) and key = :key")
KEPT = text("select key from cached_results where org_id = (select current_org()) and key = any(:keys)")
# Nothing is kept of an interview that was erased in the meantime.
WRITE = text(
    "insert into cached_results (org_id, key, interview_id, value)"
    " select org_id, :key, id, :value from interviews"
    " where org_id = (select current_org()) and id = :interview_id"
    " on conflict (org_id, key) do update set value = excluded.value, created_at = now()"
)


class PostgresResults(WritableFileSystem):
    """Result storage in the scanner's own database, within one organisation.

    It is made by every process for itself and never saved as a block, so that no address and no
    password of the database reaches the Prefect server.
    """

    _block_type_name = "Theme Scanner Results"
    _database: Database = PrivateAttr()
    _org_id: UUID = PrivateAttr()

    @classmethod
    def of(cls, database: Database, org_id: UUID) -> "PostgresResults":
        """The storage of one organisation's results."""
        storage = cls()
        storage._database, storage._org_id = database, org_id
        return storage

    def _resolve_path(self, path: str) -> None:
        """Tell Prefect that keys stand for themselves; for unsaved storage it would make paths of them."""

    async def read_path(self, path: str) -> bytes:
        """Return what was kept under the key. Raises ValueError when there is nothing, as Prefect expects."""
        value = await asyncio.to_thread(self._read, path)
        if value is None:
            raise ValueError("There is no such result.")
        return value

    async def write_path(self, path: str, content: bytes) -> None:
        """Keep the content under the key."""
        await asyncio.to_thread(self._write, path, content)

    def _read(self, key: str) -> bytes | None:
        try:
            with self._database.org_transaction(self._org_id) as connection:
                value = connection.scalar(READ, {"key": key})
        except SQLAlchemyError:
            return None  # The cache saves money, not facts: without it the work is done again.
        return None if value is None else bytes(value)

    def _write(self, key: str, content: bytes) -> None:
        parameters = {"key": key, "interview_id": UUID(key.partition("/")[0]), "value": content}
        try:
            with self._database.org_transaction(self._org_id) as connection:
                connection.execute(WRITE, parameters)
        except SQLAlchemyError:
            return


def kept(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Which of these keys there is a result for."""
    return set(connection.execute(KEPT, {"keys": list(keys)}).scalars())


def result_store(database: Database, org_id: UUID) -> ResultStore:
    """Where the extractions of an organisation are kept, for Prefect's transactions."""
    return ResultStore(
        result_storage=PostgresResults.of(database, org_id),
        serializer=JSONSerializer(),
        cache_result_in_memory=False,
    )
