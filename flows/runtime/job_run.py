"""What every job's run has in common: one organisation, one lease, one record, one way to end."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled, Failed

from errors import sentence
from executor.context import ToolContext
from executor.database.opening import open_database
from executor.exceptions import AlreadyRunningError
from executor.org_database import OrgDatabase
from executor.recorded_run import STOPPED, begin, end, kept_alive
from executor.unit_of_work import Executor
from flows.runtime.prefect_client import ALREADY_RUNNING
from settings import Settings
from tasks.actors import person
from tracing import span


@dataclass
class JobRun:
    """A run that holds its organisation. The job sets ``report`` when it has done its work.

    A job whose runs can be spared sets ``inputs_hash`` too: see ``executor.reads.freshness``.
    """

    settings: Settings
    executor: Executor
    context: ToolContext
    """For the job's writes: a dry run where the parameters ask for one, and never without the lease."""
    report: dict[str, Any] | None = field(default=None)
    inputs_hash: str | None = field(default=None)

    @property
    def org(self) -> OrgDatabase:
        """The organisation's database, on which the run works."""
        return OrgDatabase(self.executor.database, self.context.org_id)


@asynccontextmanager
async def job_run(
    settings: Settings,
    job: str,
    org_id: UUID,
    parameters: Mapping[str, Any],
    rules_version: str,
    *,
    lease_job: str | None = None,
    requested_by: str | None = None,
) -> AsyncIterator[JobRun]:
    """Open a run of a job for an organisation, keep its claim alive, and record how it ended.

    ``lease_job`` names another job whose runs it must not meet: it then takes that job's claim.
    ``requested_by`` is the person whom the audit names; without a person the audit names the job.

    The run's id is the Prefect flow run's, so that a crashed run which Prefect resumes takes its own
    claim over. Raises AlreadyRunningError when another run holds the organisation, RefusedError for a name
    that cannot be used, and other ExecutorErrors when the database cannot be used.
    """
    context = ToolContext(
        org_id=org_id,
        run_id=UUID(str(flow_run.id)) if flow_run.id else uuid4(),
        actor=f"system:{job}" if requested_by is None else person(requested_by),
        job=job,
        rules_version=rules_version,
        min_interviews=settings.min_interviews_per_theme,
        min_participants=settings.min_participants_per_theme,
        lease_job=lease_job,
    )
    dry_run = bool(parameters.get("dry_run"))
    attributes = context.model_copy(update={"dry_run": dry_run}).attributes
    with (
        span(f"job {job}", attributes, harmless=(AlreadyRunningError,)) as current,
        open_database(settings) as database,
    ):
        executor = Executor(database)
        await asyncio.to_thread(begin, executor, context, parameters, settings.lease_seconds)
        writing = context.model_copy(update={"dry_run": dry_run, "lease": True})
        run = JobRun(settings, executor, writing)
        error: str | None = STOPPED
        try:
            with kept_alive(database, context, settings.lease_seconds):
                yield run
            error = None
        except Exception as fault:
            error = sentence(fault)
            raise
        finally:
            current.set_attributes(_figures(run.report))
            ended = asyncio.to_thread(end, executor, context, run.report, error, run.inputs_hash)
            await asyncio.shield(ended)


def _figures(report: Mapping[str, Any] | None) -> dict[str, int | float]:
    """What of a report may be told of in a span: its numbers."""
    return {
        f"theme_scan.report.{name}": value
        for name, value in (report or {}).items()
        if isinstance(value, int | float)
    }


def final_state(fault: Exception) -> State[Any]:
    """The state in which a run ends by a fault: one sentence, no trace, no text of interviews.

    A run that found its organisation taken is cancelled rather than failed: nothing is broken, and
    the work is being done.
    """
    if isinstance(fault, AlreadyRunningError):
        return Cancelled(name=ALREADY_RUNNING, message=str(fault))
    return Failed(message=sentence(fault))
