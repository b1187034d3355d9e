"""The work pool, the deployments of ``prefect.yaml`` and the worker of the local stack."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx

from cli.stack.programs import Household, Program
from executor.local_postgres.file_lock import poll

WORK_POOL = "theme-scan"
"""The pool that the deployments in ``prefect.yaml`` name."""
_START_SECONDS = 120


@contextmanager
def prefect_worker(
    household: Household, environment: Mapping[str, str], server: Program
) -> Iterator[Program]:
    """Deploy everything in ``prefect.yaml`` and run a worker for it, ready when the block begins.

    Raises StackError when the deployment fails or the worker does not start.
    """
    with httpx.Client(base_url=environment["PREFECT_API_URL"], timeout=30) as client:
        _ensure_pool(client)
        _end_abandoned_runs(client)
        started = datetime.now(UTC)
        arguments = ["worker", "start", "--pool", WORK_POOL, "--type", "process", "--name", "local"]
        # The worker starts up while the deployments are made: each spends seconds on imports.
        with household.running(
            "worker",
            arguments,
            environment,
            uses=server.lifeline,
            stop_signal=signal.SIGINT,
            innermost_first=True,
        ) as worker:
            _deploy(household, environment)
            if not poll(lambda: worker.ended or _reports(client, started), _START_SECONDS) or worker.ended:
                raise worker.failed("did not report to the Prefect server")
            yield worker


def _ensure_pool(client: httpx.Client) -> None:
    # Without a job template: the worker fills in its own when it starts.
    answer = client.post("/work_pools/", json={"name": WORK_POOL, "type": "process"})
    if answer.status_code != httpx.codes.CONFLICT:
        answer.raise_for_status()


def _end_abandoned_runs(client: httpx.Client) -> None:
    """Give runs that were in progress when an earlier stack was killed the end nobody else can give them."""
    crashed = {
        "type": "CRASHED",
        "message": "The local stack ended while this run was in progress. Start the run again.",
    }
    unfinished = {"state": {"type": {"any_": ["PENDING", "RUNNING", "CANCELLING"]}}}
    while runs := client.post("/flow_runs/filter", json={"flow_runs": unfinished}).raise_for_status().json():
        for run in runs:
            body = {"state": crashed, "force": True}
            client.post(f"/flow_runs/{run['id']}/set_state", json=body).raise_for_status()


def _deploy(household: Household, environment: Mapping[str, str]) -> None:
    arguments = ["deploy", "--all", "--prefect-file", "prefect.yaml"]
    with household.running("deployment", arguments, environment) as program:
        program.finish(_START_SECONDS)


def _reports(client: httpx.Client, since: datetime) -> bool:
    workers = client.post(f"/work_pools/{WORK_POOL}/workers/filter", json={}).json()
    return any(datetime.fromisoformat(worker["last_heartbeat_time"]) >= since for worker in workers)
