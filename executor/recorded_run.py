"""The record of a run: opened with a claim on its organisation, closed by how the run ended."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from errors import sentence
from executor import leases
from executor.context import ToolContext
from executor.database.connection import Database
from executor.exceptions import ExecutorError
from executor.org_database import OrgDatabase
from executor.tools import finish_run, start_run
from executor.tools.runs import FinishRun, StartRun
from executor.unit_of_work import Executor

STOPPED = "The run was stopped before it ended."


@contextmanager
def recorded(
    executor: Executor, context: ToolContext, parameters: Mapping[str, Any], lease_seconds: int
) -> Iterator[dict[str, Any]]:
    """Record a run for as long as the block lasts; the block fills in the report that it is given.

    Raises AlreadyRunningError when another run holds the claim, and what the block raises.
    """
    begin(executor, context, parameters, lease_seconds)
    report: dict[str, Any] = {}
    error: str | None = STOPPED
    try:
        with kept_alive(executor.database, context, lease_seconds):
            yield report
        error = None
    except Exception as fault:
        error = sentence(fault)
        raise
    finally:
        end(executor, context, report or None, error)


def begin(
    executor: Executor, context: ToolContext, parameters: Mapping[str, Any], lease_seconds: int
) -> None:
    """Claim the organisation for the run, and open its record. Raises AlreadyRunningError."""
    with OrgDatabase(executor.database, context.org_id).write() as connection:
        leases.acquire(connection, context.lease_of, context.run_id, lease_seconds)
    with executor.unit(context) as unit:
        unit.call(start_run, [StartRun(parameters=dict(parameters))])


@contextmanager
def held(database: Database, context: ToolContext, lease_seconds: int) -> Iterator[None]:
    """Hold the claim that a context names for as long as the block lasts, without a record of a run.

    A process that dies leaves the claim to expire. Raises AlreadyRunningError when another run holds the
    claim.
    """
    with OrgDatabase(database, context.org_id).write() as connection:
        leases.acquire(connection, context.lease_of, context.run_id, lease_seconds)
    try:
        with kept_alive(database, context, lease_seconds):
            yield
    finally:
        # Where the database is gone, the claim expires by itself.
        with suppress(ExecutorError), OrgDatabase(database, context.org_id).write() as connection:
            leases.release(connection, context.lease_of, context.run_id)


def end(
    executor: Executor,
    context: ToolContext,
    report: dict[str, Any] | None,
    error: str | None,
    inputs_hash: str | None = None,
) -> None:
    """Close the run's record, as failed where there is an error, and give its claim up."""
    status = FinishRun(
        status="failed" if error else "finished",
        report=report,
        error=error,
        inputs_hash=None if error else inputs_hash,
    )
    # Where the database is gone, the error that ended the run says so already.
    with suppress(ExecutorError) if error else nullcontext():
        with executor.unit(context) as unit:
            unit.call(finish_run, [status])
        with OrgDatabase(executor.database, context.org_id).write() as connection:
            leases.release(connection, context.lease_of, context.run_id)


@contextmanager
def kept_alive(database: Database, context: ToolContext, lease_seconds: int) -> Iterator[None]:
    """Renew the claim from a thread of its own, so that work that blocks the event loop does not lose it.

    A lost claim is noticed by the write step, which then refuses.
    """
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(lease_seconds / 3):
            with suppress(ExecutorError), OrgDatabase(database, context.org_id).write() as connection:
                leases.renew(connection, context.lease_of, context.run_id, lease_seconds)

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
