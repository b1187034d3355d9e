"""Runs as the endpoint sees them: started through Prefect, known by the record they keep themselves."""

import asyncio
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from executor.database.connection import Database, reworded
from executor.exceptions import ExecutorError
from executor.reads import run_history
from flows.jobs import Job
from flows.runtime.prefect_client import ALREADY_RUNNING, FlowRun, FlowRuns, PrefectError
from webhook.responses import RunStatus, Status

POLL_SECONDS = 0.5
_UNRECORDED_SECONDS = 3
"""A run claims its organisation in one transaction and writes its record in the next: so long it may take."""
_CRASHED = "The run's process or machine went away, and nothing of it was half written: start it again."
_OPEN: frozenset[Status] = frozenset({"scheduled", "running"})
_STATES: Mapping[str, Status] = {
    "COMPLETED": "finished",
    "FAILED": "failed",
    "CRASHED": "failed",
    "CANCELLED": "cancelled",
    "CANCELLING": "running",
    "RUNNING": "running",
    "PENDING": "running",
}


class Runs:
    """Starts runs and looks after them. Nothing blocks the event loop; every call raises PrefectError."""

    def __init__(self, flow_runs: FlowRuns, database: Database) -> None:
        self._flow_runs = flow_runs
        self._database = database

    async def start(self, deployment: str, parameters: Mapping[str, Any], key: str | None = None) -> UUID:
        """Start a run, or find the one that was started under the same ``key``.

        Raises KeyReusedError when that one has other parameters.
        """
        kept = hashlib.sha256(key.encode()).hexdigest() if key else None
        return await asyncio.to_thread(self._flow_runs.start, deployment, parameters, kept)

    async def wait(self, job: Job, run_id: UUID, org_id: UUID, until: float) -> RunStatus | None:
        """Wait until the run has ended, and return how; None if it goes on at that time of the event loop.

        None, too, when the endpoint is stopped while it waits: the run goes on without it.
        """
        with suppress(TimeoutError, asyncio.CancelledError):
            async with asyncio.timeout_at(until):
                while True:
                    # The run is under way whether or not we can be told of it just now.
                    with suppress(ExecutorError, PrefectError):
                        if ended := await asyncio.to_thread(self._ended, job, run_id, org_id):
                            return ended
                    await asyncio.sleep(POLL_SECONDS)
        return None

    async def twin(self, job: Job, org_id: UUID, parameters: Mapping[str, Any], asked: float) -> UUID | None:
        """The run that had the organisation at some time since ``asked``, if it does the very same.

        None where that run does something else, or where it is no run of the job that held the
        organisation but, say, somebody's decision. ``asked`` is a time of the event loop.
        """
        loop = asyncio.get_running_loop()
        same = {name: value for name, value in parameters.items() if name != "org_id"}
        patience = loop.time() + _UNRECORDED_SECONDS
        while True:
            recent = await asyncio.to_thread(self._recent, job, org_id, loop.time() - asked)
            if recent:
                return recent.id if recent.parameters == same else None
            if loop.time() >= patience:
                return None
            await asyncio.sleep(POLL_SECONDS)

    async def status(self, job: Job, run_id: UUID) -> RunStatus | None:
        """Where a run of the job stands; None if there is no such run. Raises ExecutorError too."""
        return await asyncio.to_thread(self._status, job, run_id)

    def _status(self, job: Job, run_id: UUID) -> RunStatus | None:
        run = self._flow_runs.find(run_id)
        if run is None or run.deployment_id not in self._deployments(job):
            return None
        org_id = run.parameters.get("org_id")
        told = self._told(job, run_id, UUID(org_id), run) if org_id else _told_by_prefect(job, run_id, run)
        advance = self._flow_runs.progress(run_id)
        return told.model_copy(update={"progress": advance.share, "doing": advance.told} if advance else {})

    def _deployments(self, job: Job) -> set[UUID | None]:
        names = [name for name in (job.deployment, job.deployment_for_all) if name]
        return {self._flow_runs.find_deployment(name) for name in names} - {None}

    def _ended(self, job: Job, run_id: UUID, org_id: UUID) -> RunStatus | None:
        """How a run has ended, or None; Prefect is asked only where the run's record does not tell."""
        record = self._record(run_id, org_id)
        if record and record.finished_at:
            return _told_by_record(job, record)
        run = self._flow_runs.find(run_id)
        told = self._told(job, run_id, org_id, run) if run else None
        return told if told and told.status not in _OPEN else None

    def _told(self, job: Job, run_id: UUID, org_id: UUID, run: FlowRun) -> RunStatus:
        """Where a run stands: by its own record, and by Prefect where there is none or it was left open.

        The record is read after Prefect was asked, because a run closes it before Prefect hears of the end.
        """
        record = self._record(run_id, org_id)
        if record and (record.finished_at or not run.ended):
            return _told_by_record(job, record)
        return _told_by_prefect(job, run_id, run)

    def _record(self, run_id: UUID, org_id: UUID) -> run_history.RunRecord | None:
        with reworded(), self._database.org_transaction(org_id) as connection:
            return run_history.find(connection, run_id)

    def _recent(self, job: Job, org_id: UUID, seconds: float) -> run_history.RunRecord | None:
        with reworded(), self._database.org_transaction(org_id) as connection:
            return run_history.recent(connection, job.name, seconds)


def _told_by_record(job: Job, record: run_history.RunRecord) -> RunStatus:
    if record.status == run_history.CRASHED:
        return RunStatus(run_id=record.id, job=job.name, status="failed", error=_CRASHED)
    told = {"status": record.status, "result": record.report, "error": record.error}
    return RunStatus.model_validate({"run_id": record.id, "job": job.name, **told})


def _told_by_prefect(job: Job, run_id: UUID, run: FlowRun) -> RunStatus:
    if run.name == ALREADY_RUNNING:
        return RunStatus(run_id=run_id, job=job.name, status="already_running", error=run.message)
    status = _STATES.get(run.state, "scheduled")
    error = None
    if status in ("failed", "cancelled"):
        # Of a run that Prefect ended, further lines are a trace.
        first = run.message.partition("\n")[0][:500]
        error = f"The run ended as {run.name}. {first}".strip()
    return RunStatus(run_id=run_id, job=job.name, status=status, error=error)
