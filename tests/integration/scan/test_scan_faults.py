"""Whatever goes wrong with the model at whichever interview: the scan ends or can be resumed."""

import time
from uuid import UUID

import pytest

from executor.unit_of_work import Executor
from tests.support.waiting import patience
from themes.exceptions import ModelRefusedError, ReadingFailedError
from themes.report import ScanReport
from tools.testbed.model_server import Fault, ModelServer, always, marked
from tools.testbed.scan_harness import add_interviews, scan, settings

TEXTS = [f"Ann: Talk number-{n}. The support took weeks. The price is too high." for n in range(5)]
"""The first is the newest, so they are read in this order."""
PLACES = {"first": 0, "middle": 2, "last": 4}
PASSING = {
    "429 with Retry-After": Fault("status", 429, retry_after="0"),
    "500": Fault("status", 500),
    "timeout": Fault("hang"),
    "reset": Fault("reset"),
    "slow drip": Fault("drip"),
    "not JSON": Fault("not_json"),
    "wrong schema": Fault("bad_answer"),
    "cut off before anything was whole": Fault("cut_off"),
    "flagged by moderation": Fault(
        "status", 403, metadata={"reasons": ["violence"], "flagged_input": "SECRET-OUTPUT"}
    ),
}


async def scanned(
    executor: Executor, org_id: UUID, model: ModelServer, fault: Fault | None, place: int
) -> ScanReport:
    model.faults = marked(f"number-{place}", fault) if fault else lambda _: None
    patient = settings(model, model_timeout_seconds=patience(0.2), model_output="tools")
    return await scan(executor, org_id, patient, at_once=False)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
async def test_a_fault_costs_one_interview_which_the_next_scan_reads(
    executor: Executor, org_id: UUID, fault: Fault, place: int
) -> None:
    """The report names the interview, the other four make themes, and only that one is read again."""
    ids = add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        faulty = await scanned(executor, org_id, model, fault, place)
        model.reset()
        mended = await scanned(executor, org_id, model, None, place)
    assert (faulty.interviews_scanned, faulty.interviews_failed) == (4, 1)
    assert [s.item for s in faulty.skipped if str(ids[place]) in s.item] == [f"interview {ids[place]}"]
    assert {theme.interviews for theme in faulty.themes} == {4}
    assert (mended.interviews_reused, mended.interviews_failed, model.calls) == (4, 0, 1)
    assert {theme.interviews for theme in mended.themes} == {5}
    assert {theme.slug for theme in mended.themes} == {theme.slug for theme in faulty.themes}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
async def test_a_refused_key_ends_the_scan_and_the_next_one_goes_on_where_it_ended(
    executor: Executor, org_id: UUID, place: int
) -> None:
    add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        with pytest.raises(ModelRefusedError, match="OPENAI_API_KEY"):
            await scanned(executor, org_id, model, Fault("status", 401), place)
        mended = await scanned(executor, org_id, model, None, place)
    assert (mended.interviews_reused, mended.interviews_scanned) == (place, 5)
    assert {theme.interviews for theme in mended.themes} == {5}


@pytest.mark.parametrize("known", [0, 2], ids=["nothing known before", "others in the cache"])
async def test_a_scan_that_can_read_nothing_new_fails_with_the_cause_first(
    executor: Executor, org_id: UUID, known: int
) -> None:
    """Who is on call hears of it, rather than that nothing changed; and what was read stays in the cache."""
    with ModelServer() as model:
        if known:
            add_interviews(executor, org_id, TEXTS[:known])
            await scan(executor, org_id, settings(model))
        add_interviews(executor, org_id, TEXTS[known:])
        model.faults = always(Fault("status", 500))
        told = rf"^The model's endpoint .*status 500.* {5 - known} of {5 - known} interviews to read"
        with pytest.raises(ReadingFailedError, match=told):
            await scan(executor, org_id, settings(model))
        model.faults = lambda _: None
        mended = await scan(executor, org_id, settings(model))
    assert mended.interviews_reused == known


@pytest.mark.parametrize(("tolerated", "fails"), [(0.0, True), (0.19, True), (0.2, False), (1.0, False)])
async def test_a_scan_fails_when_a_larger_share_of_its_reads_failed_than_the_setting_tolerates(
    executor: Executor, org_id: UUID, tolerated: float, fails: bool
) -> None:
    add_interviews(executor, org_id, TEXTS)
    with ModelServer(faults=marked("number-0", Fault("status", 500))) as model:
        chosen = settings(model, scan_tolerated_failures=tolerated)
        if fails:
            with pytest.raises(ReadingFailedError, match="1 of 5 interviews to read could not be read"):
                await scan(executor, org_id, chosen)
        else:
            assert (await scan(executor, org_id, chosen)).interviews_failed == 1


@pytest.mark.tampers("dates interviews back, out of the window")
async def test_an_organisation_without_any_interview_and_a_window_that_leaves_all_out_say_so(
    executor: Executor, org_id: UUID
) -> None:
    with ModelServer() as model:
        empty = await scan(executor, org_id, settings(model))
        add_interviews(executor, org_id, TEXTS, days_ago=[60] * 5)
        nothing = await scan(executor, org_id, settings(model))
        add_interviews(executor, org_id, ["Zoe: The price is too high for us."])
        some = await scan(executor, org_id, settings(model))
    none = ("all", "No interviews found in lookback period")
    older = ("5 interviews", "older than lookback_days (30)")
    reports = (empty, nothing, some)
    said = [[(skipped.item, skipped.reason) for skipped in report.skipped] for report in reports]
    assert said[0][0] == none
    assert "no interviews at all" in said[0][1][1]
    assert said[1] == [none, older]
    assert said[2][0] == older


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
async def test_made_up_quotes_are_reported_and_no_evidence(
    executor: Executor, org_id: UUID, place: int
) -> None:
    ids = add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        report = await scanned(executor, org_id, model, Fault("made_up"), place)
    assert report.interviews_failed == 0
    assert {theme.interviews for theme in report.themes} == {4}
    assert {skipped.item.count(str(ids[place])) for skipped in report.skipped} == {1}
    assert "Nobody ever said" not in report.model_dump_json()


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
async def test_an_answer_that_was_cut_off_is_told_until_the_limit_is_raised(
    executor: Executor, org_id: UUID, place: int
) -> None:
    """What was whole of it is cached with the cut; another limit makes another extraction."""
    ids = add_interviews(executor, org_id, TEXTS)
    cut = marked(f"number-{place}", Fault("cut_off", kept=0.7))
    with ModelServer(faults=cut) as model:
        first = await scan(executor, org_id, settings(model))
        model.reset()
        again = await scan(executor, org_id, settings(model))
        assert model.calls == 0
        model.faults = lambda _: None
        raised = await scan(executor, org_id, settings(model, model_answer_tokens=9_000))
    for report in (first, again):
        assert {t.name: t.interviews for t in report.themes} == {
            "Slow customer support": 5,
            "Pricing worries": 4,
        }
        (skipped,) = report.skipped
        assert skipped.item == f"end of the model's answer of interview {ids[place]}"
    assert {theme.interviews for theme in raised.themes} == {5}
    assert raised.skipped == ()


async def test_made_up_groups_leave_the_deterministic_merge_and_say_so(
    executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS)
    with ModelServer(faults=marked("<names-", Fault("made_up"))) as model:
        report = await scan(executor, org_id, settings(model))
    assert {theme.interviews for theme in report.themes} == {5}
    assert "unusable" in report.notes[0]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
async def test_retry_after_is_kept_to_and_the_interview_is_read(
    executor: Executor, org_id: UUID, place: int
) -> None:
    add_interviews(executor, org_id, TEXTS)
    asked = Fault("status", 429, retry_after="0.3")
    with ModelServer(faults=marked(f"number-{place}", asked, times=1)) as model:
        before = time.monotonic()
        report = await scan(executor, org_id, settings(model), at_once=False)
        assert time.monotonic() - before >= 0.3
    assert (report.interviews_scanned, report.interviews_failed) == (5, 0)


async def test_a_model_that_makes_one_theme_of_everything_is_not_believed(
    executor: Executor, org_id: UUID
) -> None:
    """Names are merged by their likeness instead, and the report says so."""
    themes = {
        "invoice": "Late invoices",
        "photo": "Vanishing photos",
        "import": "Confusing import",
        "helpline": "Friendly helpline",
        "signal": "Work without signal",
        "price": "Price rises",
    }
    text = " ".join(f"The {keyword} is what I remember." for keyword in themes)
    add_interviews(executor, org_id, [f"Ann: {text}", f"Bob: {text}"])
    with ModelServer(themes=themes, same=lambda _: "everything") as model:
        report = await scan(executor, org_id, settings(model))
    assert {theme.name for theme in report.themes} == set(themes.values())
    assert report.notes == (
        "The model's grouping of names was unusable; names were merged by their likeness instead.",
    )
