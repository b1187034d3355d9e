"""The tool that takes back what an earlier run did."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from pydantic import field_validator
from sqlalchemy import text

from executor.revert.revert import LaterRun, Left, revert_rows
from executor.sql.loader import attribute_all_writes_to
from executor.tool import Batch, Outcome, Refusal, Success, Write, tool
from themes.models import Frozen


class RevertRun(Frozen):
    """Return every row that a run created, changed or removed to what it was before."""

    run_id: UUID


class RowCount(Frozen):
    """How many rows of a table a revert put back, and by which operation."""

    table: str
    operation: Literal["insert", "update", "delete"]
    count: int


class RevertedRun(Frozen):
    """What a revert put back, and the rows that it left as they are."""

    rows: tuple[RowCount, ...]
    left: tuple[Left, ...]
    later_runs: tuple[LaterRun, ...] = ()
    """The runs to take back first, newest first, so that what was left can return."""

    @property
    def put_back(self) -> int:
        """How many rows are as they were."""
        return sum(row.count for row in self.rows)

    @field_validator("rows", mode="before")
    @classmethod
    def _of_older_reports(cls, rows: Any) -> Any:
        """Accept counts by ``table operation``, as older programs wrote them."""
        if not isinstance(rows, Mapping):
            return rows
        keys = ("table", "operation")
        return [{**dict(zip(keys, key.split(), strict=True)), "count": n} for key, n in rows.items()]


KNOWN = text(
    "select exists (select from tool_calls where org_id = (select current_org()) and run_id = :run_id)"
)


@tool("runs.revert_run", version=2, arguments=RevertRun, writes=True, identity=lambda arguments: arguments)
def revert_run(batch: Batch[RevertRun]) -> Sequence[Outcome[RevertedRun]]:
    """Undo runs, one after the other. Rows that something later depends on are left and named."""
    return [_reverted(batch, call.id, call.arguments.run_id) for call in batch.calls]


def _reverted(batch: Batch[RevertRun], call_id: UUID, run_id: UUID) -> Outcome[RevertedRun]:
    if not batch.connection.scalar(KNOWN, {"run_id": run_id}):
        return Refusal(code="RUN_NOT_FOUND", message="There is no such run.")
    attribute_all_writes_to(batch.connection, call_id)
    undone = revert_rows(batch.connection, run_id, batch.context.actor, batch.context.minimum)
    return Success(
        data=RevertedRun(rows=_counts(undone.writes), left=undone.left, later_runs=undone.later_runs),
        explanation=f"{len(undone.writes)} rows are as they were, {len(undone.left)} were left.",
        writes=(*undone.writes, *undone.mended),
    )


def _counts(writes: Iterable[Write]) -> tuple[RowCount, ...]:
    counts = Counter((write.table, write.operation) for write in writes)
    return tuple(
        RowCount(table=table, operation=operation, count=count)
        for (table, operation), count in sorted(counts.items())
    )
