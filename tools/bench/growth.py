"""What thousands of interviews in one scan cost: throughput and memory, at no delay of the model."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from tools.bench.interviews import store
from tools.bench.size import Size
from tools.bench.stage import Stage
from tools.bench.table import Row, at_most, compared

WORDS = 120


def measure(stage: Stage, size: Size) -> Iterator[Row]:
    """Compare a large scan with the official client's own speed, and with a small scan's memory."""
    few, many, again, ceilings = [], [], [], []
    for _ in range(size.rounds):
        few.append(_scan(stage, uuid4(), size.few))
        org_id = uuid4()
        many.append(_scan(stage, org_id, size.many))
        ceilings.append(stage.replay("openai", [request.body for request in stage.model.requests]))
        again.append(stage.scan(org_id, size.many)["seconds"])
    seconds = [done["seconds"] for done in many]
    what = f"scan of {size.many} at no delay, the openai client as reference"
    yield compared(what, seconds, ceilings, "s", at_most(2))
    what = f"second scan of {size.many} at no delay, the first as reference"
    yield compared(what, again, seconds, "s", at_most(0.1))
    what = f"peak memory at {size.many}, at {size.few} as reference"
    large, small = ([done["peak_mb"] for done in series] for series in (many, few))
    yield compared(what, large, small, "MB", at_most(1.3))


def _scan(stage: Stage, org_id: UUID, count: int) -> dict[str, Any]:
    store(stage.executor, org_id, range(count), WORDS)
    stage.model.reset()
    return stage.scan(org_id, count)
