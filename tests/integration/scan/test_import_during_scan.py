"""What is imported while a scan runs: the scan holds to what the transcripts say when it writes."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import psycopg
import pytest

from executor.org_database import OrgDatabase
from executor.stores.extraction_cache import ExtractionCache
from executor.stores.merge_decisions import MergeDecisions
from executor.tools import add_quote, revert_run, upsert_interview
from executor.unit_of_work import Executor
from settings import Settings
from tasks.extract import ExtractionSetup, InterviewExtraction, extract_interviews
from tasks.fetch import ScanWindow, find
from tasks.merge import merge
from tasks.scan.model_wiring import open_models
from tasks.write import Written, store
from themes.evidence.recurrence import MinimumSupport
from themes.evidence.scoring import theme_confidence
from themes.evidence.selection import select_evidence
from tools.testbed.model_server import ModelServer
from tools.testbed.scan_harness import add_interviews, recorded_scan, run_of, settings

TEXTS = ["Ann: The support took weeks.", "Bob: The support was slow again."]
OTHER = "Ann: By the way, the price is far too high."
SLUG = "slow-customer-support"


@pytest.fixture
def chosen() -> Iterator[Settings]:
    with ModelServer() as model:
        yield settings(model)


def fetched(executor: Executor, org_id: UUID) -> ScanWindow:
    return find(OrgDatabase(executor.database, org_id), 30, 50)


async def reading(
    executor: Executor, org_id: UUID, chosen: Settings, window: ScanWindow
) -> list[InterviewExtraction]:
    """Read and keep what was fetched."""
    org = OrgDatabase(executor.database, org_id)
    async with open_models(chosen, window.study, MergeDecisions(org)) as reader:
        return await extract_interviews(
            ExtractionSetup(org, reader.extractor, ExtractionCache(org), _hear),
            window.headers,
        )


async def _hear(_: InterviewExtraction) -> None:
    pass


def replaced(executor: Executor, org_id: UUID, interviews: Sequence[UUID], text: str = OTHER) -> UUID:
    """Import another text for the interviews, and return the import's run."""
    run = run_of(org_id, job="import", actor="system:import")
    with executor.unit(run) as unit:
        calls = [{"interview_id": id_, "title": "Talk", "transcript": text} for id_ in interviews]
        unit.call(upsert_interview, calls)
    return run.run_id


def marked(
    executor: Executor, org_id: UUID, interview: UUID, words: str, topic: str, text: str = TEXTS[0]
) -> UUID:
    run = run_of(org_id, job="import", actor="system:import")
    place = {"start_offset": text.index(words), "end_offset": text.index(words) + len(words)}
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


async def written(
    executor: Executor, org_id: UUID, chosen: Settings, meanwhile: Callable[[], object]
) -> Written:
    """Scan, and let something happen after the interviews were read."""
    org, window = OrgDatabase(executor.database, org_id), fetched(executor, org_id)
    read = await reading(executor, org_id, chosen, window)
    async with open_models(chosen, window.study, MergeDecisions(org)) as reader:
        mentions = [one.mentions for one in read if one.mentions]
        plan = await merge(org, mentions, reader.embedder, None, MinimumSupport(), 20, window.study)
    meanwhile()
    return store(executor, run_of(org_id), select_evidence(plan, 20, 20)[0])


async def test_a_theme_that_no_transcript_speaks_of_any_more_is_not_made(
    executor: Executor, org_id: UUID, chosen: Settings, owner: psycopg.Connection
) -> None:
    interviews = add_interviews(executor, org_id, TEXTS)
    done = await written(executor, org_id, chosen, lambda: replaced(executor, org_id, interviews))
    assert (done.themes, done.actions) == ((), ())
    assert [s.item for s in done.refused] == ["theme 'Slow customer support'", "2 quote writes"]
    assert owner.execute("select count(*) from themes").fetchone() == (0,)


async def test_an_interview_that_no_longer_says_so_does_not_support_the_theme(
    executor: Executor, org_id: UUID, chosen: Settings, owner: psycopg.Connection
) -> None:
    """The theme is as sure as the others make it, and cites no quote that is not there."""
    first, *others = add_interviews(executor, org_id, [*TEXTS, "Cyd: The support worries me."])
    done = await written(executor, org_id, chosen, lambda: replaced(executor, org_id, [first]))
    assert done.actions == ("created",)
    (theme,) = done.themes
    supports = theme.theme.supports
    assert {support.interview_id for support in supports} == set(others)
    assert theme.theme.confidence == theme_confidence([support.confidence for support in supports])
    cited = owner.execute(
        "select t.confidence_score, t.occurrences, (select array_agg(q.id::text order by q.id::text)"
        " from interview_quotes q) = (select array_agg(e order by e) from"
        " jsonb_array_elements_text(t.evidence -> 'quote_ids') e) from themes t"
    )
    assert cited.fetchall() == [(theme.theme.confidence, 2, True)]


async def test_another_quote_at_the_same_place_is_not_taken_for_what_was_heard(
    executor: Executor, org_id: UUID, chosen: Settings
) -> None:
    interviews = add_interviews(executor, org_id, TEXTS)
    text = "Ann: The weather stays fine."
    assert len(text) == len(TEXTS[0])

    def meanwhile() -> None:
        replaced(executor, org_id, interviews, text)
        marked(executor, org_id, interviews[0], text.removeprefix("Ann: "), "Weather", text)

    assert (await written(executor, org_id, chosen, meanwhile)).themes == ()
