"""Runs of deployments from the command line: started, followed, and read when they have ended."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from cli.stack.programs import StackError
from cli.stack.stack import Stack, environment_of, known_api, known_login, local_stack, server_advice
from cli.terminal.screen import Screen, escape, one_line
from executor import leases
from executor.database.opening import open_database
from executor.exceptions import AlreadyRunningError
from executor.org_database import OrgDatabase
from executor.reads import run_history
from executor.reads.run_history import RunRecord
from flows.runtime.prefect_client import Advance, Ended, FlowRuns, PrefectError, flow_runs
from settings import Settings

DEPLOYMENT = "theme-scan/theme-scan"
SCAN_CLAIM = "theme-scan"
"""The claim that scans, and all that must not meet one, take on an organisation."""
_PATIENCE_SECONDS = 30
_LOOK_SECONDS = 1
_UNTAKEN = "No worker has taken it for {} seconds: `theme-scan doctor` tells why."
_WAITING = {
    "Scheduled": _UNTAKEN,
    "Late": _UNTAKEN,
    "Pending": "A worker has taken it, and its process has not begun for {} seconds: see the worker's log.",
}
"""Sentences for a run that stays in a state for long."""
_MOST_OF_A_MESSAGE = 500


def run_to_end(
    settings: Settings, deployment: str, org_id: UUID, parameters: Mapping[str, Any], aside: Screen
) -> RunRecord:
    """Run a deployment for an organisation, telling aside how it goes, and return its record.

    Raises AlreadyRunningError when another run holds the organisation, StackError when the run does not
    complete or leaves no report where we read.
    """
    api = known_api(settings)
    with any_prefect(api, settings, aside) as runs, open_database(settings) as database:
        run_id = runs.start(deployment, {"org_id": str(org_id), **parameters})
        aside.print(f"Run {run_id} started.")
        try:
            ended = follow(runs, run_id, aside)
        except KeyboardInterrupt:
            if api:
                _say_what_becomes_of(runs, run_id, org_id, aside)
            raise
        _require_completed(run_id, ended)
        with OrgDatabase(database, org_id).read() as connection:
            record = run_history.find(connection, run_id)
    if record is None or record.report is None:
        raise StackError(
            f"The worker wrote run {run_id} to another database: give both the same DATABASE_URL."
        )
    return record


def run_when_free(
    settings: Settings, deployment: str, org_id: UUID, parameters: Mapping[str, Any], aside: Screen
) -> RunRecord:
    """Do what ``run_to_end`` does, once no other run holds the organisation: its claim ends or expires.

    Raises StackError as ``run_to_end`` does. Between waiting and starting another run may come first; then
    the wait begins anew.
    """
    while True:
        try:
            return run_to_end(settings, deployment, org_id, parameters, aside)
        except AlreadyRunningError as busy:
            aside.print(f"{escape(str(busy))} Waiting for it …", soft_wrap=True)
        with open_database(settings) as database:
            while _is_held(OrgDatabase(database, org_id)):
                time.sleep(_LOOK_SECONDS)


def _is_held(org: OrgDatabase) -> bool:
    with org.read() as connection:
        return leases.held_until(connection, SCAN_CLAIM) is not None


def _say_what_becomes_of(runs: FlowRuns, run_id: UUID, org_id: UUID, aside: Screen) -> None:
    """Say what a run does of which nobody waits for the end any more."""
    shows = f"`theme-scan runs {run_id} --org {org_id}` shows what comes of it"
    with suppress(PrefectError):
        run = runs.find(run_id)
        if run and _WAITING.get(run.name) == _UNTAKEN:
            aside.print(
                f"The run has not begun. It waits for a worker, and begins when one takes it; then {shows}."
            )
        elif run and not run.ended:
            aside.print(f"The run goes on: {shows}.")
        return
    aside.print(f"Whether the run goes on cannot be asked: Prefect is away. If it does, {shows}.")


def _require_completed(run_id: UUID, ended: Ended) -> None:
    if ended.already_running:
        raise AlreadyRunningError(ended.message)
    if not ended.completed:
        # Prefect's message for a run that it ended continues with a trace.
        told = ended.message.partition("\n")[0][:_MOST_OF_A_MESSAGE]
        raise StackError(f"Run {run_id} ended as {ended.name}. {told}".strip())


@contextmanager
def any_prefect(api: str | None, settings: Settings, aside: Screen) -> Iterator[FlowRuns]:
    """Use the server at an address, or without one a local stack for this block alone.

    Raises StackError when it cannot be used.
    """
    if api:
        with flow_runs(api, known_login(settings), server_advice(settings)) as runs:
            yield runs
        return
    aside.print("No Prefect server is running: starting one for this command ([b]make up[/b] keeps one).")
    with (
        local_stack(settings.state_dir, environment=environment_of(settings)) as stack,
        flow_runs(stack.api, advice=stack.advice) as runs,
    ):
        yield runs


def start_with_prefect(stack: Stack, parameters: Mapping[str, Any], screen: Screen) -> UUID:
    """Start a scan as a person would, by ``prefect deployment run``, and return the run's id.

    Raises StackError when it does not start.
    """
    words = ["deployment", "run", DEPLOYMENT]
    words += (word for name, value in parameters.items() for word in ("-p", f"{name}={value}"))
    screen.print(f"[b]$ prefect {' '.join(words)}[/b]", soft_wrap=True)
    started = re.search(r"UUID: ([0-9a-f-]{36})", stack.prefect("start of the scan", *words))
    if not started:
        raise StackError(f"Prefect did not say which run it started: see {stack.logs}.")
    return UUID(started[1])


def follow(runs: FlowRuns, run_id: UUID, screen: Screen) -> Ended:
    """Show a run's progress until it ends, and say so once if it is long in beginning."""
    said = TextColumn("{task.description}", markup=False)
    columns = (said, BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    be_patient = _patience(screen)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        task = progress.add_task("Scheduled", total=None)

        def tell(state: str, advance: Advance | None) -> None:
            be_patient(state)
            share = advance.share if advance else None
            description = "Merging and writing" if share == 1 else advance.told if advance else state
            total = 1.0 if advance else None
            progress.update(task, description=one_line(description), total=total, completed=share or 0)

        return runs.follow(run_id, tell)


def _patience(screen: Screen) -> Callable[[str], None]:
    """Told a run's state again and again, say once what to do about one that does not begin."""
    since, said = time.monotonic(), False

    def look(state: str) -> None:
        nonlocal said
        if not said and state in _WAITING and time.monotonic() - since >= _PATIENCE_SECONDS:
            said = True
            screen.print(_WAITING[state].format(_PATIENCE_SECONDS))

    return look
