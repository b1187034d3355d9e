"""How long a scan takes beside the bare requests, and what a second scan and one new interview cost."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from executor import queries
from executor.context import ToolContext
from executor.tools import upsert_interview
from tests.benchmarks.interviews import store, transcript
from tests.benchmarks.stage import Stage
from tests.benchmarks.table import Row, compared

ROUNDS = 3
WORDS = 700
LONG_WORDS = 12_000


def measure(stage: Stage, counts: tuple[int, ...]) -> Iterator[Row]:
    """Compare scans of so many interviews with the floor, in turn, and look at the nights after."""
    for count in counts:
        scans, floors = [], []
        for _ in range(ROUNDS):
            org_id = uuid4()
            store(stage.executor, org_id, range(count), WORDS)
            stage.model.reset()
            done = stage.scan(org_id, count)
            bodies = [request.body for request in stage.model.requests]
            scans.append(done["seconds"])
            floors.append(stage.replay("httpx", bodies))
        target = "≤ 2.5" if count == 200 else ""
        yield compared(f"scan of {count} interviews, bare HTTP as reference", scans, floors, "s", target)
        calls = done["report"]["model_calls"]
        ratio = f"{calls / count:.3f}"
        yield Row(f"model calls for {count}", str(calls), f"{count} interviews", ratio, "≤ N + 1")
        yield from _nights(stage, org_id, count, done["seconds"])


def _nights(stage: Stage, org_id: UUID, count: int, first: float) -> Iterator[Row]:
    again = stage.scan(org_id, count)
    calls = again["report"]["model_calls"]
    yield compared("second scan, the first as reference", [again["seconds"]], [first], "s", "≤ 0.10")
    yield Row("second scan: model calls", str(calls), "", "", "0")
    before = _names(stage, org_id)
    _replace_one(stage, org_id, count)
    after = stage.scan(org_id, count)
    kept = len(before & _names(stage, org_id))
    calls = after["report"]["model_calls"]
    yield Row("one interview replaced: model calls", str(calls), "", "", "1")
    ratio = f"{kept / len(before):.2f}"
    yield Row("… themes with id, name and slug kept", str(kept), str(len(before)), ratio, "1.00")


def _names(stage: Stage, org_id: UUID) -> set[tuple[UUID, str, str]]:
    with stage.database.org_transaction(org_id) as connection:
        return {(theme.id, theme.name, theme.slug) for theme in queries.catalogue(connection)}


def _replace_one(stage: Stage, org_id: UUID, count: int) -> None:
    """A new interview comes; being the newest, it pushes the oldest out of the window."""
    context = ToolContext(
        org_id=org_id, run_id=uuid4(), actor="system:import", job="import", rules_version="1"
    )
    call = {"interview_id": uuid4(), "title": "New", "transcript": transcript(count + 1, WORDS)}
    with stage.executor.unit(context) as unit:
        unit.call(upsert_interview, [call])


def measure_tokens(stage: Stage) -> Row:
    """Compare the tokens sent for long interviews with the tokens they have."""
    org_id = uuid4()
    store(stage.executor, org_id, range(10), LONG_WORDS)
    stage.model.reset()
    stage.scan(org_id, 10)
    corpus = sum(len(transcript(number, LONG_WORDS)) // 4 for number in range(10))
    sent = sum(len(request.prompt) // 4 for request in stage.model.requests)
    what = "prompt tokens for long interviews, their own as reference"
    return Row(what, str(sent), str(corpus), f"{sent / corpus:.2f}", "≤ 1.15")
