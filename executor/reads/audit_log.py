"""Reads of the audit for people: the runs, and what each did, row by row and without text."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection

from executor.sql.loader import statement
from themes.models import Frozen

RUNS = statement("audit/audited_runs")
CALLS = statement("audit/audited_calls")


class AuditedRun(Frozen):
    """The calls of one run in figures; ``writes`` counts rows, those of a dry run not among them."""

    run_id: UUID
    job: str
    actor: str
    began_at: datetime
    calls: int
    dry_run: bool
    writes: int | None
    refused: int
    failed: int


class RowChange(Frozen):
    """One row that a call changed. ``undoable`` says that the audit still knows what it was before."""

    table: str
    row_id: UUID
    operation: Literal["insert", "update", "delete", "erase"]
    undoable: bool


class AuditedCall(Frozen):
    """One call, in its place in the chain."""

    seq: int
    called_at: datetime
    actor: str
    tool: str
    tool_version: int
    dry_run: bool
    outcome: Literal["succeeded", "refused", "failed"]
    error_code: str
    duration_us: int
    changes: tuple[RowChange, ...]


def runs(connection: Connection, most: int) -> tuple[AuditedRun, ...]:
    """The newest runs of the organisation."""
    rows = connection.execute(RUNS, {"most": most}).mappings()
    return tuple(AuditedRun.model_validate(dict(row)) for row in rows)


def calls(connection: Connection, run_id: UUID) -> tuple[AuditedCall, ...]:
    """The calls of a run in their order; none if the organisation has no such run."""
    rows = connection.execute(CALLS, {"run": run_id}).mappings()
    return tuple(AuditedCall.model_validate(dict(row)) for row in rows)
