"""Runs of the real jobs, each in a process of its own that a fault may befall.

The job's own beginning and end, merge and writes run; what a model would find is given. The processes are
forked from one that has everything imported, which makes them cheap.
"""

import asyncio
import gc
import multiprocessing
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import NamedTuple
from uuid import UUID, uuid4

from executor.exceptions import AlreadyRunningError, ExecutorError
from executor.tools import revert_run
from executor.tools.revert_run import RevertRun
from flows.runtime.job_run import JobRun, job_run
from flows.theme_scan import JOB, RULES_VERSION
from settings import Settings
from tasks.maintenance import call
from tools.crash_sweep.faults import Boundaries, Fault
from tools.testbed.organisation import Panel

ORG = UUID("5eed0000-0000-4000-8000-000000000001")
SCANNED = UUID("5eed0000-0000-4000-8000-000000000002")
"""The id of the run that is reverted."""
EARLIER = {"ann": ("Price", "Trust"), "bob": ("Price", "Trust", "Speed")}
LATER = {
    **EARLIER,
    "cyd": ("Price", "Speed", "Trust trust"),
    "dee": ("Price", "Hope", "Trust trust"),
    "eve": ("Hope", "Speed"),
}
"""What a scan finds after EARLIER was stored: themes that are new, grown, or go by another name."""

_PROCESSES = multiprocessing.get_context("forkserver")
# All that any of them imports, for each would import what is missing by itself.
_PROCESSES.set_forkserver_preload(["tools.crash_sweep.__main__"])


@dataclass(frozen=True)
class Run:
    """A run of a job on a database; ``fault`` befalls its statement number ``point``, counted from 1."""

    work: str
    """``scan`` or ``revert``."""
    url: str
    run_id: UUID
    fault: Fault | None = None
    point: int = 0


class Ended(NamedTuple):
    """How a run's process ended, and how many statements it sent."""

    how: str
    """``done``, ``taken`` (another run holds the organisation), ``failed`` with a sentence that says so,
    ``unclear`` or ``killed``."""
    statements: int


def carry_out(run: Run) -> Ended:
    """Run in a process of its own and wait for its end."""
    return carry_out_at_once([run])[0]


def carry_out_at_once(runs: Sequence[Run]) -> list[Ended]:
    """Run each in a process of its own, all starting at the same moment, and wait for them to end."""
    line = _PROCESSES.Barrier(len(runs))
    started = []
    for run in runs:
        ours, theirs = _PROCESSES.Pipe(duplex=False)
        process = _PROCESSES.Process(target=_in_process, args=(run, line, theirs))
        process.start()
        theirs.close()
        started.append((process, ours))
    ends = []
    for process, ours in started:
        with ours:
            ended = Ended("killed", 0)
            with suppress(EOFError):
                ended = ours.recv()
        process.join()
        ends.append(ended)
    return ends


def _in_process(run: Run, line: Barrier, answer: Connection) -> None:
    gc.disable()  # it would walk, and so copy, all that was imported before the fork
    os.environ["PREFECT__FLOW_RUN_ID"] = str(run.run_id)  # as Prefect's own processes tell it
    boundaries = Boundaries(run.url.replace("+psycopg", ""), run.fault, run.point)
    boundaries.watch()
    line.wait()
    how = "unclear"
    try:
        asyncio.run(_work(run))
        how = "done"
    except AlreadyRunningError:
        how = "taken"
    except ExecutorError:
        how = "failed"
    finally:
        answer.send(Ended(how, boundaries.count))


async def _work(run: Run) -> None:
    settings = Settings(_env_file=None, database_url=run.url)
    job, lease_job, parameters, do = _JOBS[run.work]
    async with job_run(settings, job, ORG, parameters, RULES_VERSION, lease_job=lease_job) as under_way:
        do(under_way)


def _scan(run: JobRun) -> None:
    panel = Panel(run.executor, ORG)
    panel.note(*LATER)
    run.report = panel.scan(LATER, context=run.context).model_dump(mode="json")


def _revert(run: JobRun) -> None:
    reverted = call(run.executor, run.context, revert_run, RevertRun(run_id=SCANNED)).data
    run.report = reverted.model_dump(mode="json")


_JOBS: dict[str, tuple[str, str | None, dict[str, str], Callable[[JobRun], None]]] = {
    "scan": (JOB, None, {}, _scan),
    "revert": ("revert-run", JOB, {"run_id": str(SCANNED)}, _revert),
}


def another(run: Run) -> Run:
    """The same work, undisturbed, by a run of a new id."""
    return Run(run.work, run.url, uuid4())
