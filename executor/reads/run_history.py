"""The records of an organisation's runs: what ran, how it stands or ended, and what it changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from executor.exceptions import UnknownRunError
from themes.models import Frozen

_RECORDS = (
    "select id, job, actor, parameters, dry_run, report, error, started_at, finished_at,"
    " case when status = 'running' and holder is null then 'crashed' else status end as status"
    " from job_runs left join (select org_id as held, run_id as holder from job_leases"
    " where expires_at >= now()) claims on held = org_id and holder = id"
    " where org_id = (select current_org())"
)
RECORD = text(_RECORDS + " and id = :id")
NEWEST = text(_RECORDS + " order by started_at desc, id limit :limit")
SINCE = text(
    _RECORDS + " and job = any(:jobs) and not dry_run"
    " and started_at > coalesce(cast(:moment as timestamptz), '-infinity') order by started_at, id"
)
LATEST_SCAN = text(
    _RECORDS
    + " and job = 'theme-scan' and status = 'finished' and not dry_run order by started_at desc limit 1"
)
IDS = text("select id from job_runs where org_id = (select current_org()) and job = :job")
RECENT = text(
    _RECORDS
    + " and job = :job and (holder is not null or finished_at >= now() - make_interval(secs => :seconds))"
    " order by started_at desc limit 1"
)
ROWS_CHANGED = text(
    "select count(*) from row_changes c join tool_calls t on t.org_id = c.org_id and t.id = c.call_id"
    " where t.org_id = (select current_org()) and t.run_id = :id and c.table_name <> 'job_runs'"
)
INTERVIEWS_STORED = text(
    "select run_id, count(*) as stored from tool_calls where org_id = (select current_org())"
    " and run_id = any(cast(:ids as uuid[])) and tool = 'interviews.upsert_interview'"
    " and outcome = 'succeeded' and writes > 0 group by run_id"
)

CRASHED = "crashed"
"""How a run stands whose record is open although its claim on the organisation is gone."""


class RunRecord(Frozen):
    """The record of one run of a job; ``status`` is running, finished, failed or crashed."""

    id: UUID
    job: str
    actor: str
    parameters: dict[str, Any]
    dry_run: bool
    status: str
    report: dict[str, Any] | None
    error: str | None
    started_at: datetime
    finished_at: datetime | None


def newest(connection: Connection, limit: int) -> tuple[RunRecord, ...]:
    """The organisation's newest runs of all jobs, newest first."""
    return _read(connection, NEWEST, limit=limit)


def since(connection: Connection, moment: datetime | None, jobs: Sequence[str]) -> tuple[RunRecord, ...]:
    """The runs of these jobs that began after a moment, or all, oldest first; dry runs aside."""
    return _read(connection, SINCE, moment=moment, jobs=list(jobs))


def latest_scan(connection: Connection) -> RunRecord | None:
    """The newest scan that wrote something or could have, dry runs aside."""
    return next(iter(_read(connection, LATEST_SCAN)), None)


def find(connection: Connection, run_id: UUID) -> RunRecord | None:
    """The record of a run, or None if the organisation has no such run."""
    return next(iter(_read(connection, RECORD, id=run_id)), None)


def get(connection: Connection, run_id: UUID) -> RunRecord:
    """The record of a run. Raises UnknownRunError if the organisation has none."""
    record = find(connection, run_id)
    if record is None:
        raise UnknownRunError(
            f"This organisation has no run {run_id} on record: theme-scan runs lists those it has. A run has "
            "no record until a worker has taken it, and none if another run held the organisation then."
        )
    return record


def ids_of(connection: Connection, job: str) -> list[UUID]:
    """The ids of all runs of a job."""
    return list(connection.execute(IDS, {"job": job}).scalars())


def recent(connection: Connection, job: str, seconds: float) -> RunRecord | None:
    """The newest run of a job of those that go on or ended at most so many seconds ago, or None."""
    return next(iter(_read(connection, RECENT, job=job, seconds=seconds)), None)


def rows_changed(connection: Connection, run_id: UUID) -> int:
    """How many rows a run created, changed or removed, its own record aside; out of the audit."""
    return int(connection.execute(ROWS_CHANGED, {"id": run_id}).scalar_one())


def interviews_stored(connection: Connection, run_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many interviews each of these runs created or changed; without runs that did none."""
    if not run_ids:
        return {}
    rows = connection.execute(INTERVIEWS_STORED, {"ids": list(run_ids)})
    return {row.run_id: row.stored for row in rows}


def _read(connection: Connection, query: TextClause, **parameters: Any) -> tuple[RunRecord, ...]:
    rows = connection.execute(query, parameters).mappings()
    return tuple(RunRecord.model_validate(dict(row)) for row in rows)
