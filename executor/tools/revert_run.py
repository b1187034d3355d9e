"""The tool that takes back what an earlier run did."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from executor.revert.revert import revert_rows
from executor.sql.loader import attribute_all_writes_to
from executor.tool import Batch, Outcome, Refusal, Success, tool
from themes.models import Frozen


class RevertRun(Frozen):
    """Return every row that a run created, changed or removed to what it was before."""

    run_id: UUID


KNOWN = text(
    "select exists (select from tool_calls where org_id = (select current_org()) and run_id = :run_id)"
)


@tool("runs.revert_run", version=2, arguments=RevertRun, writes=True, identity=lambda arguments: arguments)
def revert_run(batch: Batch[RevertRun]) -> Sequence[Outcome]:
    """Undo runs, one after the other. Rows that something later depends on are left and named."""
    return [_reverted(batch, call.id, call.arguments.run_id) for call in batch.calls]


def _reverted(batch: Batch[RevertRun], call_id: UUID, run_id: UUID) -> Outcome:
    if not batch.connection.scalar(KNOWN, {"run_id": run_id}):
        return Refusal(code="RUN_NOT_FOUND", message="There is no such run.")
    attribute_all_writes_to(batch.connection, call_id)
    undone = revert_rows(batch.connection, run_id, batch.context.actor, batch.context.min_interviews)
    counts = Counter(f"{write.table} {write.operation}" for write in undone.writes)
    return Success(
        data={
            "rows": dict(sorted(counts.items())),
            "left": [left.model_dump(mode="json") for left in undone.left],
        },
        explanation=f"{len(undone.writes)} rows are as they were, {len(undone.left)} were left.",
        writes=(*undone.writes, *undone.mended),
    )
