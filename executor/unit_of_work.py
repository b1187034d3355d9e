"""Carrying out tool calls: validate, run in one transaction, audit, and commit or roll back.

This is the only place that ends a transaction which wrote to a governed table.
"""

import time
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from executor import audit_chain, leases
from executor.context import ToolContext
from executor.database.connection import Database, translate_database_errors
from executor.tool import A, Batch, D, Outcome, Refusal, Tool, ToolCall
from tracing import span


class Unit:
    """Tool calls that take effect together or not at all. Made by ``Executor.unit``."""

    def __init__(self, connection: Connection, context: ToolContext) -> None:
        self.connection = connection
        """For reads within the same transaction."""
        self._context = context
        self.records: list[audit_chain.CallRecord] = []
        self.audit_head: str | None = None
        """After a successful end: the head of the organisation's chain, to be kept elsewhere too."""

    def call(self, tool: Tool[A, D], arguments: Sequence[A | Mapping[str, Any]]) -> list[Outcome[D]]:
        """Call the tool once per item, in a constant number of statements.

        Gives one outcome per item, in order. Arguments that are not valid, or a write where the
        context allows none, are refused one by one; the other calls go on.
        """
        started = time.perf_counter()
        seen: set[Hashable] = set()
        parsed = [self._admit(tool, item, seen) for item in arguments]
        admitted = [call for call in parsed if isinstance(call, ToolCall)]
        try:
            ran = iter(tool.run(Batch(self.connection, self._context, admitted)) if admitted else ())
        except Exception as error:
            failed = DATABASE_ERROR if isinstance(error, DBAPIError) else TOOL_ERROR
            self._note(tool, parsed, arguments, [failed] * len(parsed), started)
            raise
        outcomes: list[Outcome[D]] = [entry if isinstance(entry, Refusal) else next(ran) for entry in parsed]
        self._note(tool, parsed, arguments, outcomes, started)
        return outcomes

    def _admit(
        self, tool: Tool[A, D], item: A | Mapping[str, Any], seen: set[Hashable]
    ) -> ToolCall[A] | Refusal:
        if tool.writes and not self._context.writes_allowed:
            return Refusal(
                code="WRITE_NOT_ALLOWED", message=f"This run may not write, so not call {tool.name}."
            )
        call = tool.parse(item)
        if isinstance(call, ToolCall) and tool.identity:
            identity = tool.identity(call.arguments)
            if identity in seen:
                return Refusal(
                    code="DUPLICATE_CALL", message="An earlier call of this batch writes the same row."
                )
            seen.add(identity)
        return call

    def _note(
        self,
        tool: Tool[A, D],
        parsed: Sequence[ToolCall[A] | Refusal],
        arguments: Sequence[A | Mapping[str, Any]],
        outcomes: Sequence[Outcome[D]],
        started: float,
    ) -> None:
        duration_us = int((time.perf_counter() - started) * 1_000_000)
        for entry, raw, outcome in zip(parsed, arguments, outcomes, strict=True):
            call_id = entry.id if isinstance(entry, ToolCall) else uuid4()
            self.records.append(audit_chain.record(self._context, tool, call_id, raw, outcome, duration_us))


DATABASE_ERROR = Refusal(code="DATABASE_ERROR", message="The database refused a statement.")
TOOL_ERROR = Refusal(code="TOOL_ERROR", message="The tool did not come to its end.")


class Executor:
    """The way to the database for everybody who reads or writes what it governs."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @contextmanager
    def unit(self, context: ToolContext) -> Iterator[Unit]:
        """Open a unit of tool calls.

        Leaving the unit normally commits the writes with their audit rows, in one transaction. In a
        dry run the writes are rolled back and the audit rows alone stay. Leaving the unit by an
        exception rolls everything back and records the calls as failed. A unit waits for the
        organisation's other units.

        Raises ExecutorError when the database refuses a statement, LeaseLostError when the context's
        run no longer holds its lease.
        """
        unit: Unit | None = None
        try:
            with (
                span("executor unit", context.attributes) as current,
                translate_database_errors(),
                self.database.org_transaction(context.org_id, alone=True) as connection,
            ):
                unit = Unit(connection, context)
                if context.lease:
                    leases.require(connection, context.lease_of, context.run_id)
                if context.dry_run:
                    connection.execute(text("savepoint rehearsal"))
                yield unit
                current.set_attributes(_figures(unit.records))
                if context.dry_run:
                    _rehearse(connection, unit.records)
                if unit.records:
                    unit.audit_head = audit_chain.append(connection, unit.records)
        except BaseException:
            if unit and unit.records:
                self._record_failure(context, unit.records)
            raise

    def _record_failure(self, context: ToolContext, records: Sequence[audit_chain.CallRecord]) -> None:
        """Leave a trace of calls whose transaction was rolled back."""
        failed = [
            entry.model_copy(
                update={"outcome": "failed", "error_code": entry.error_code or "ROLLED_BACK", "writes": 0}
            )
            for entry in records
        ]
        try:
            with self.database.org_transaction(context.org_id) as connection:
                audit_chain.append(connection, failed)
        except DBAPIError:
            return  # The database itself is gone; the original error says so.


def _figures(records: Sequence[audit_chain.CallRecord]) -> dict[str, Any]:
    return {
        "theme_scan.tools": sorted({entry.tool for entry in records}),
        "theme_scan.calls": len(records),
        "theme_scan.refused": sum(entry.outcome == "refused" for entry in records),
        "theme_scan.writes": sum(entry.writes for entry in records),
    }


def _rehearse(connection: Connection, records: Sequence[audit_chain.CallRecord]) -> None:
    """Do all that a commit would do, the checks at its end included, and take it back."""
    real = [entry.model_copy(update={"dry_run": False}) for entry in records]
    if real:
        audit_chain.append(connection, real)
    connection.execute(text("set constraints all immediate"))
    connection.execute(text("rollback to savepoint rehearsal"))
