"""Two workers of one pool: what they get done together, and that they never scan one organisation twice."""

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID, uuid4

import httpx

from executor.local_postgres.file_lock import poll
from flows.runtime.prefect_client import FlowRuns, flow_runs
from tools.bench.interviews import store
from tools.bench.size import Size
from tools.bench.stage import Stage
from tools.bench.table import Row, at_least, compared, counted, exactly

POOL = "benchmark"
ORGANISATIONS = 4
INTERVIEWS = 20
MOST_ROUNDS = 2
"""A round takes minutes, nearly all of it starting processes, and varies little."""
_START_SECONDS = 60


def measure(stage: Stage, size: Size) -> Iterator[Row]:
    """Scan as many organisations by one worker and by two, in turn; then one organisation by both at once.

    Each worker runs one scan at a time, with one request in flight, so that waiting for the model is most
    of the work, as it is in production.
    """
    alone, together = [], []
    with _pool(stage), flow_runs(stage.stack.api) as runs, _worker(stage, "first"):
        for _ in range(min(size.rounds, MOST_ROUNDS)):
            alone.append(_seconds(stage, runs))
            with _worker(stage, "second"):
                together.append(_seconds(stage, runs))
        with _worker(stage, "second"):
            yield from _single_flight(stage, runs)
    what = f"{ORGANISATIONS} organisations by one worker, by two as reference"
    yield compared(what, alone, together, "s", at_least(1.5))


def _single_flight(stage: Stage, runs: FlowRuns) -> Iterator[Row]:
    org_id = _stored(stage)
    stage.model.reset()
    both = [runs.start("theme-scan/theme-scan", {"org_id": str(org_id)}) for _ in range(2)]
    worked = sum(runs.follow(run, lambda _state, _advance: None).completed for run in both)
    yield counted("one organisation on two workers at once: scans that ran", worked, exactly(1))
    what = f"… model calls for its {INTERVIEWS} interviews"
    yield counted(what, stage.model.calls, at_least(INTERVIEWS)._replace(most=INTERVIEWS + 1))


def _seconds(stage: Stage, runs: FlowRuns) -> float:
    org_ids = [_stored(stage) for _ in range(ORGANISATIONS)]
    began = time.monotonic()
    started = [runs.start("theme-scan/theme-scan", {"org_id": str(org_id)}) for org_id in org_ids]
    for run in started:
        ended = runs.follow(run, lambda _state, _advance: None)
        if not ended.completed:
            raise RuntimeError(f"A scan did not complete: {ended.message}")
    return time.monotonic() - began


def _stored(stage: Stage) -> UUID:
    org_id = uuid4()
    store(stage.executor, org_id, range(INTERVIEWS), 200)
    return org_id


@contextmanager
def _pool(stage: Stage) -> Iterator[None]:
    """Move the scans to a pool of their own, in which the stack's worker does not take part."""
    with httpx.Client(base_url=stage.stack.api, timeout=30) as client:
        found = client.get("/deployments/name/theme-scan/theme-scan").raise_for_status().json()
        client.post("/work_pools/", json={"name": POOL, "type": "process"}).raise_for_status()
        address = f"/deployments/{found['id']}"
        client.patch(address, json={"work_pool_name": POOL}).raise_for_status()
        yield
        back = {"work_pool_name": found["work_pool_name"]}
        client.patch(address, json=back).raise_for_status()


@contextmanager
def _worker(stage: Stage, name: str) -> Iterator[None]:
    """A worker that runs one scan at a time, ready when the block begins."""
    words = ["worker", "start", "--pool", POOL, "--type", "process", "--name", name, "--limit", "1"]
    environment = {**stage.stack.environment, "MODEL_CONCURRENCY": "1"}
    with ExitStack() as parts:
        client = parts.enter_context(httpx.Client(base_url=stage.stack.api, timeout=30))
        before = _heartbeat(client, name)
        program = parts.enter_context(
            stage.stack.household.running(
                f"worker-{name}", words, environment, stop_signal=signal.SIGINT, innermost_first=True
            )
        )
        if not poll(lambda: program.ended or _heartbeat(client, name) != before, _START_SECONDS):
            raise program.failed("did not report to the Prefect server")
        yield


def _heartbeat(client: httpx.Client, name: str) -> str | None:
    workers = client.post(f"/work_pools/{POOL}/workers/filter", json={}).json()
    return next((worker["last_heartbeat_time"] for worker in workers if worker["name"] == name), None)
