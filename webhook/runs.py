"""Runs as the endpoint sees them: started through Prefect, known by the record they keep themselves."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from executor.database.connection import Database
from executor.exceptions import ExecutorError
from executor.org_database import OrgDatabase
from executor.reads import run_history
from flows.jobs import Job
from flows.runtime.prefect_client import ALREADY_RUNNING, FlowRun, FlowRuns, PrefectError
from webhook.responses import RunStatus, Status
from webhook.run_watch import POLL_SECONDS, RunWatch, Watched

_START_THREADS = 64
"""Starts at once: each thread mostly waits for Prefect. Callers that wait for an end take none of these."""
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
        self._starting = ThreadPoolExecutor(_START_THREADS, "start")
        self._watch = RunWatch(self._ended, ThreadPoolExecutor(1, "watch"))

    async def start(self, deployment: str, parameters: Mapping[str, Any], key: str | None = None) -> UUID:
        """Start a run, or find the one that was started under the same ``key``.

        Raises KeyReusedError when that one has other parameters.
        """
        kept = hashlib.sha256(key.encode()).hexdigest() if key else None
        start = partial(self._flow_runs.start, deployment, parameters, kept)
        return await asyncio.get_running_loop().run_in_executor(self._starting, start)

    async def wait(self, job: Job, run_id: UUID, org_id: UUID, until: float) -> RunStatus | None:
        """Wait until the run has ended, and return how; None if it goes on at that time of the event loop.

        None, too, when the endpoint is stopped while it waits: the run goes on without it.
        """
        return await self._watch.ended(Watched(job.name, run_id, org_id), until)

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
        known = self._told(job.name, run_id, UUID(org_id), run) if org_id else None
        told = known or _told_by_prefect(job.name, run_id, run)
        advance = self._flow_runs.progress(run_id)
        return told.model_copy(update={"progress": advance.share, "doing": advance.told} if advance else {})

    def _deployments(self, job: Job) -> set[UUID | None]:
        names = [name for name in (job.deployment, job.deployment_for_all) if name]
        return {self._flow_runs.find_deployment(name) for name in names} - {None}

    def _ended(self, runs: Sequence[Watched]) -> dict[UUID, RunStatus]:
        """How those runs have ended that have; Prefect is asked once, about runs whose records do not tell.

        A run is under way whether or not anybody can be asked about it just now.
        """
        told: dict[UUID, RunStatus] = {}
        for run in runs:
            with suppress(ExecutorError):
                record = self._record(run.run_id, run.org_id)
                if record and record.finished_at:
                    told[run.run_id] = _told_by_record(run.job, record)
        untold = [run for run in runs if run.run_id not in told]
        with suppress(PrefectError):
            known = self._flow_runs.find_all([run.run_id for run in untold])
            for run in untold:
                with suppress(ExecutorError):
                    if found := known.get(run.run_id):
                        status = self._told(run.job, run.run_id, run.org_id, found)
                        told |= {run.run_id: status} if status.status not in _OPEN else {}
        return told

    def _told(self, job: str, run_id: UUID, org_id: UUID, run: FlowRun) -> RunStatus:
        """Where a run stands: by its own record, and by Prefect where there is none or it was left open.

        The record is read after Prefect was asked, because a run closes it before Prefect hears of the end.
        """
        record = self._record(run_id, org_id)
        if record and (record.finished_at or not run.ended):
            return _told_by_record(job, record)
        return _told_by_prefect(job, run_id, run)

    def _record(self, run_id: UUID, org_id: UUID) -> run_history.RunRecord | None:
        with OrgDatabase(self._database, org_id).read() as connection:
            return run_history.find(connection, run_id)

    def _recent(self, job: Job, org_id: UUID, seconds: float) -> run_history.RunRecord | None:
        with OrgDatabase(self._database, org_id).read() as connection:
            return run_history.recent(connection, job.name, seconds)


def _told_by_record(job: str, record: run_history.RunRecord) -> RunStatus:
    if record.status == run_history.CRASHED:
        return RunStatus(run_id=record.id, job=job, status="failed", error=_CRASHED)
    told = {"status": record.status, "result": record.report, "error": record.error}
    return RunStatus.model_validate({"run_id": record.id, "job": job, **told})


def _told_by_prefect(job: str, run_id: UUID, run: FlowRun) -> RunStatus:
    if run.name == ALREADY_RUNNING:
        return RunStatus(run_id=run_id, job=job, status="already_running", error=run.message)
    status = _STATES.get(run.state, "scheduled")
    error = None
    if status in ("failed", "cancelled"):
        # Prefect's message for a run that it ended continues with a trace.
        first = run.message.partition("\n")[0][:500]
        error = f"The run ended as {run.name}. {first}".strip()
    return RunStatus(run_id=run_id, job=job, status=status, error=error)
