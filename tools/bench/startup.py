"""The time from a trigger to the first request to the model, on a worker that has nothing else to do."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import httpx

from flows.runtime.prefect_client import flow_runs
from tools.bench.interviews import store
from tools.bench.size import Size
from tools.bench.stage import Stage
from tools.bench.table import Row, at_most, compared


def measure(stage: Stage, size: Size) -> Iterator[Row]:
    """Compare it with the time that Prefect itself takes from the trigger to the start of the flow."""
    first_calls, starts = [], []
    with flow_runs(stage.stack.api) as runs, httpx.Client(base_url=stage.stack.api) as client:
        for _ in range(size.rounds):
            org_id = uuid4()
            store(stage.executor, org_id, range(3), 200)
            stage.model.reset()
            triggered, clock = datetime.now(UTC), time.monotonic()
            run_id = runs.start("theme-scan/theme-scan", {"org_id": str(org_id)})
            while not stage.model.calls:
                time.sleep(0.005)
            first_calls.append(time.monotonic() - clock)
            runs.follow(run_id, lambda _state, _advance: None)
            started = datetime.fromisoformat(client.get(f"/flow_runs/{run_id}").json()["start_time"])
            starts.append((started - triggered).total_seconds())
    what = "trigger to first model call, to flow start as reference"
    yield compared(what, first_calls, starts, "s", at_most(1.3))
