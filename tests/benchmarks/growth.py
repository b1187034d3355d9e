"""What thousands of interviews in one scan cost: throughput and memory, at no delay of the model."""

from collections.abc import Iterator
from uuid import uuid4

from tests.benchmarks.interviews import store
from tests.benchmarks.stage import Stage
from tests.benchmarks.table import Row, compared

FEW, MANY = 500, 5_000
WORDS = 120


def measure(stage: Stage) -> Iterator[Row]:
    """Compare a large scan with the official client's own speed, and with a small scan's memory."""
    peaks = {}
    for count in (FEW, MANY):
        org_id = uuid4()
        store(stage.executor, org_id, range(count), WORDS)
        stage.model.reset()
        done = stage.scan(org_id, count)
        peaks[count] = done["peak_mb"]
    bodies = [request.body for request in stage.model.requests]
    ceiling = stage.replay("openai", bodies)
    what = f"{MANY} interviews at no delay, the openai client as reference"
    yield compared(what, [done["seconds"]], [ceiling], "s", "≤ 2")
    yield compared(
        f"peak memory at {MANY} interviews, at {FEW} as reference", [peaks[MANY]], [peaks[FEW]], "MB", "≤ 1.3"
    )
