"""What a language model decided about names, kept so that it is asked once; hashes only."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import text

from executor.database.connection import Database, reworded

LOAD = text(
    "select name_hash, group_hash from merge_decisions"
    " where org_id = (select current_org()) and name_hash = any(:keys)"
)
STORE = text(
    "insert into merge_decisions (org_id, name_hash, group_hash)"
    " select current_org(), d.key, d.value from jsonb_each_text(cast(:decisions as jsonb)) d"
    " on conflict (org_id, name_hash) do update set group_hash = excluded.group_hash"
)


class MergeDecisions:
    """The decisions of one organisation: a ``DecisionStore`` of ``cached_consolidator``."""

    def __init__(self, database: Database, org_id: UUID) -> None:
        self._database = database
        self._org_id = org_id

    async def load(self, keys: Sequence[str]) -> Mapping[str, str]:
        """Return what is known of the keys."""
        return await asyncio.to_thread(self._load, keys)

    async def store(self, decisions: Mapping[str, str]) -> None:
        """Keep the decisions, replacing earlier ones of the same keys."""
        await asyncio.to_thread(self._store, decisions)

    def _load(self, keys: Sequence[str]) -> Mapping[str, str]:
        with reworded(), self._database.org_transaction(self._org_id) as connection:
            rows = connection.execute(LOAD, {"keys": list(keys)})
            return {row.name_hash: row.group_hash for row in rows}

    def _store(self, decisions: Mapping[str, str]) -> None:
        with reworded(), self._database.org_transaction(self._org_id) as connection:
            connection.execute(STORE, {"decisions": json.dumps(dict(decisions))})
