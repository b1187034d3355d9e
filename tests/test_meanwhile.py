"""What is imported while a scan runs: the scan holds to what the transcripts say when it writes."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import pytest

from executor.cache import Cache
from executor.decisions import MergeDecisions
from executor.execute import Executor
from executor.tools import add_quote, revert_run, upsert_interview
from flows.reading import readers
from settings import Settings
from tasks.extract import Reader, Reading, read
from tasks.fetch import Window, find
from tests.model_server import ModelServer
from tests.scanning import add_interviews, recorded_scan, run_of, settings

TEXTS = ["Ann: The support took weeks.", "Bob: The support was slow again."]
OTHER = "Ann: By the way, the price is far too high."
SLUG = "slow-customer-support"


@pytest.fixture
def chosen() -> Iterator[Settings]:
    with ModelServer() as model:
        yield settings(model)


def fetched(executor: Executor, org_id: UUID) -> Window:
    return find(executor.database, org_id, 30, 50)


async def reading(executor: Executor, org_id: UUID, chosen: Settings, window: Window) -> list[Reading]:
    """Read and keep what was fetched."""
    database = executor.database
    async with readers(chosen, window.study, MergeDecisions(database, org_id)) as reader:
        return await read(
            Reader(database, org_id, reader.extractor, Cache(database, org_id), _hear), window.headers
        )


async def _hear(_: Reading) -> None:
    pass


def replaced(executor: Executor, org_id: UUID, interviews: Sequence[UUID], text: str = OTHER) -> UUID:
    """Import another text for the interviews, and return the import's run."""
    run = run_of(org_id, job="import", actor="system:import")
    with executor.unit(run) as unit:
        calls = [{"interview_id": id_, "title": "Talk", "transcript": text} for id_ in interviews]
        unit.call(upsert_interview, calls)
    return run.run_id


def marked(executor: Executor, org_id: UUID, interview: UUID, words: str, topic: str) -> UUID:
    run = run_of(org_id, job="import", actor="system:import")
    place = {"start_offset": TEXTS[0].index(words), "end_offset": TEXTS[0].index(words) + len(words)}
    with executor.unit(run) as unit:
        unit.call(add_quote, [{"interview_id": interview, "quote": words, "topic": topic} | place])
    return run.run_id


@pytest.mark.parametrize("what", ["text", "marks"])
async def test_what_is_kept_of_an_interview_is_of_the_text_and_marks_that_were_read(
    executor: Executor, org_id: UUID, chosen: Settings, what: str
) -> None:
    """When what changed between fetching and reading is taken back, the interview is read anew."""
    first, _ = add_interviews(executor, org_id, TEXTS)
    window = fetched(executor, org_id)
    if what == "text":
        run = replaced(executor, org_id, [first])
    else:
        run = marked(executor, org_id, first, "took weeks", "Waiting")
    await reading(executor, org_id, chosen, window)
    with executor.unit(run_of(org_id, job="revert-run")) as unit:
        unit.call(revert_run, [{"run_id": run}])
    _, report = await recorded_scan(executor, org_id, chosen)
    assert [(theme.slug, theme.interviews) for theme in report.themes] == [(SLUG, 2)]
    assert report.interviews_reused == 1


async def test_an_interview_that_lost_its_text_after_fetching_is_reported(
    executor: Executor, org_id: UUID, chosen: Settings
) -> None:
    first, _ = add_interviews(executor, org_id, TEXTS)
    window = fetched(executor, org_id)
    replaced(executor, org_id, [first], " ")
    (skipped,) = (s for one in await reading(executor, org_id, chosen, window) for s in one.skipped)
    assert (skipped.item, skipped.reason) == (f"interview {first}", "It has no text.")
