"""Scanning from the command line: through the deployment, on whichever Prefect server there is."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from cli.processes import StackError
from cli.stack import Stack, environment_of, local_stack, running_api
from flows.client import Advance, Ended, FlowRuns, flow_runs
from settings import Settings

DEPLOYMENT = "theme-scan/theme-scan"


@contextmanager
def any_prefect(settings: Settings, console: Console) -> Iterator[FlowRuns]:
    """Use the server of PREFECT_API_URL, else the local stack that runs, else one for this block alone.

    Raises StackError when it cannot be used.
    """
    api = os.environ.get("PREFECT_API_URL") or running_api(settings.state_dir)
    if api:
        with flow_runs(api) as runs:
            yield runs
        return
    console.print("No Prefect server is running: starting one for this command ([b]make up[/b] keeps one).")
    with (
        local_stack(settings.state_dir, environment=environment_of(settings)) as stack,
        flow_runs(stack.api) as runs,
    ):
        yield runs


def start_with_prefect(stack: Stack, parameters: Mapping[str, Any], console: Console) -> UUID:
    """Start a scan as a person would, by ``prefect deployment run``, and return the run's id.

    Raises StackError when it does not start.
    """
    words = ["deployment", "run", DEPLOYMENT]
    words += (word for name, value in parameters.items() for word in ("-p", f"{name}={value}"))
    console.print(f"[b]$ prefect {' '.join(words)}[/b]", soft_wrap=True)
    started = re.search(r"UUID: ([0-9a-f-]{36})", stack.prefect("start of the scan", *words))
    if not started:
        raise StackError(f"Prefect did not say which run it started: see {stack.logs}.")
    return UUID(started[1])


def follow(runs: FlowRuns, run_id: UUID, console: Console) -> Ended:
    """Show a run's progress until it ends."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Scheduled", total=None)

        def tell(state: str, advance: Advance | None) -> None:
            share = advance.share if advance else None
            description = "Merging and writing" if share == 1 else advance.told if advance else state
            total = 1.0 if advance else None
            progress.update(task, description=description, total=total, completed=share or 0)

        return runs.follow(run_id, tell)
