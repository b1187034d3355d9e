"""Which organisations have something new for the nightly scan: for the others, no run is started."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from executor import queries
from executor import reading as records
from executor.database import Database, reworded
from executor.decisions import MergeDecisions
from flows.reading import readers
from flows.theme_scan import JOB, rules
from settings import Settings
from tasks.basis import basis
from tasks.fetch import Window, find


async def is_due(settings: Settings, database: Database, org_id: UUID, parameters: Mapping[str, Any]) -> bool:
    """Whether a scan could find anything that the organisation's last one did not, as far as can be told.

    Not due is only who was scanned last with these parameters, to the end and with nothing left undone,
    from the same interviews by the same rules, and of whom nothing has been changed since by anybody.
    Raises ExecutorError when the database cannot be used.
    """
    window, known = await asyncio.to_thread(_look, database, org_id, parameters)
    if known is None:
        return True
    async with readers(settings, window.study, MergeDecisions(database, org_id)) as chosen:
        return known != basis(window, rules(settings, chosen))


def _look(database: Database, org_id: UUID, parameters: Mapping[str, Any]) -> tuple[Window, str | None]:
    """Return the window of a scan now, and the basis of the last one if that still stands."""
    window = find(database, org_id, parameters["lookback_days"], parameters["max_interviews"])
    with reworded(), database.org_transaction(org_id) as connection:
        last = records.latest_run(connection, JOB)
        if last is None or last.status != "finished" or last.parameters != dict(parameters):
            return window, None
        if queries.touched_since(connection, last.id):
            return window, None
    return window, (last.report or {}).get("basis")
