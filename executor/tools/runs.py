"""Tools that keep the record of each run of a job."""

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import text

from executor.sql.loader import as_json
from executor.tool import Batch, Outcome, Refusal, tool
from executor.tools.stored_row import StoredRow, stored
from themes.models import Frozen


class StartRun(Frozen):
    """Record that the context's run has begun; a crashed run that is resumed begins again."""

    parameters: dict[str, Any]


class FinishRun(Frozen):
    """Record how the context's run ended. ``error`` is a sentence without text of interviews."""

    status: Literal["finished", "failed"]
    report: dict[str, Any] | None = None
    error: str | None = None
    inputs_hash: str | None = None
    """What the outcome depended on, all of it used; None where something was not, or the job does not say."""


START_RUN = text(
    "insert into job_runs (org_id, id, job, actor, parameters, dry_run, status)"
    " values (current_org(), :run_id, :job, :actor, cast(:parameters as jsonb), :dry_run, 'running')"
    " on conflict (org_id, id) do update"
    " set status = 'running', report = null, error = null, inputs_hash = null, finished_at = null"
    " returning (xmax = 0) as created"
)
FINISH_RUN = text(
    "update job_runs r set status = f.status, report = f.report, error = f.error,"
    " inputs_hash = f.inputs_hash, finished_at = now()"
    " from jsonb_to_recordset(cast(:rows as jsonb))"
    " as f(status text, report jsonb, error text, inputs_hash text)"
    " where r.org_id = (select current_org()) and r.id = :run_id returning r.id"
)


@tool("runs.start_run", version=1, arguments=StartRun, writes=True)
def start_run(batch: Batch[StartRun]) -> Sequence[Outcome[StoredRow]]:
    """Open the run's record."""
    context = batch.context
    (call,) = batch.calls
    batch.attribute_writes_to({context.run_id: call.id})
    created = batch.connection.execute(
        START_RUN,
        {
            "run_id": context.run_id,
            "job": context.job,
            "actor": context.actor,
            "parameters": as_json([call.arguments.parameters])[1:-1],
            "dry_run": bool(call.arguments.parameters.get("dry_run")),
        },
    ).scalar_one()
    return [stored("job_runs", context.run_id, "created" if created else "updated", "run's record")]


@tool("runs.finish_run", version=2, arguments=FinishRun, writes=True)
def finish_run(batch: Batch[FinishRun]) -> Sequence[Outcome[StoredRow]]:
    """Close the run's record."""
    run_id = batch.context.run_id
    (call,) = batch.calls
    batch.attribute_writes_to({run_id: call.id})
    ended = batch.connection.execute(FINISH_RUN, {"rows": as_json([call.arguments]), "run_id": run_id})
    if not ended.one_or_none():
        return [Refusal(code="RUN_NOT_FOUND", message="There is no such run.")]
    return [stored("job_runs", run_id, "updated", "run's record")]
