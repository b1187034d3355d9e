"""A language model's decisions about names, so that the model is asked once."""

import asyncio
import json
from collections.abc import Mapping, Sequence

from sqlalchemy import text

from executor.org_database import OrgDatabase

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

    def __init__(self, org: OrgDatabase) -> None:
        self._org = org

    async def load(self, keys: Sequence[str]) -> Mapping[str, str]:
        """Return what is known of the keys."""
        return await asyncio.to_thread(self._load, keys)

    async def store(self, decisions: Mapping[str, str]) -> None:
        """Keep the decisions, replacing earlier ones of the same keys."""
        await asyncio.to_thread(self._store, decisions)

    def _load(self, keys: Sequence[str]) -> Mapping[str, str]:
        with self._org.read() as connection:
            rows = connection.execute(LOAD, {"keys": list(keys)})
            return {row.name_hash: row.group_hash for row in rows}

    def _store(self, decisions: Mapping[str, str]) -> None:
        with self._org.write() as connection:
            connection.execute(STORE, {"decisions": json.dumps(dict(decisions))})
