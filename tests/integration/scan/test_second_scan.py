"""A scan of which nothing is new: its report is the one it would have had, and it is sure that nothing is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from executor.context import ToolContext
from executor.org_database import OrgDatabase
from executor.tools import finish_run, reject_theme
from executor.unit_of_work import Executor
from flows.theme_scan import JOB, RULES_VERSION
from settings import Settings
from tasks.curate import decide, person
from tasks.fetch import find
from tasks.report import repeat
from tasks.scan.fingerprint import nothing_new_since, outcome_that_stands
from tasks.scan.scan import price_of
from themes.models import Skipped
from themes.report import ScanReport
from tools.testbed.model_server import ModelServer
from tools.testbed.scan_harness import (
    PARAMETERS,
    add_interviews,
    begun,
    looked,
    recorded_scan,
    scan,
    settings,
)

TEXTS = [
    "Ann: The support took weeks. The price is too high.",
    "Bob: The support was slow again. The price went up.",
    "Cyd: The price is what worries me.",
    " \n",
]
PRICES = {"model_usd_per_million_prompt_tokens": 1.0, "model_usd_per_million_completion_tokens": 2.0}
SLUG = "slow-customer-support"


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def chosen(model: ModelServer) -> Settings:
    return settings(model)


def stands(executor: Executor, run: ToolContext, chosen: Settings, **parameters: Any) -> ScanReport | None:
    _, inputs = looked(executor, run.org_id, chosen, **parameters)
    return outcome_that_stands(OrgDatabase(executor.database, run.org_id), run, inputs)


def ended(executor: Executor, run: ToolContext, chosen: Settings, report: dict[str, Any] | None) -> None:
    _, inputs = looked(executor, run.org_id, chosen)
    with executor.unit(run) as unit:
        unit.call(finish_run, [{"status": "finished", "report": report, "inputs_hash": inputs}])


def reject(executor: Executor, org_id: UUID) -> None:
    decide(executor, person(org_id, "Ann"), reject_theme, [SLUG])


@pytest.mark.parametrize(
    ("changes", "parameters", "rejected"),
    [
        ({}, {}, False),
        ({}, {"max_interviews": 3}, False),
        ({"max_themes_per_run": 1, "max_links_per_theme": 1}, {}, False),
        ({"min_interviews_per_theme": 3}, {}, False),
        (PRICES, {}, True),
    ],
    ids=["plain", "more interviews than it may read", "capped", "most lack support", "one rejected, priced"],
)
async def test_what_is_repeated_is_what_going_through_all_again_would_report(
    executor: Executor,
    org_id: UUID,
    model: ModelServer,
    changes: dict[str, Any],
    parameters: dict[str, Any],
    rejected: bool,
) -> None:
    chosen = settings(model, **changes)
    add_interviews(executor, org_id, TEXTS)
    if rejected:
        await recorded_scan(executor, org_id, chosen, **parameters)
        reject(executor, org_id)
    await assert_repeated_as_it_would_be(executor, org_id, chosen, **parameters)


async def test_so_it_is_without_a_model(executor: Executor, org_id: UUID, sample_study: Path) -> None:
    files = sorted((sample_study / "interviews").glob("0[1-6]*"))
    add_interviews(executor, org_id, [file.read_text("utf-8") for file in files])
    await assert_repeated_as_it_would_be(executor, org_id, settings(None))


async def assert_repeated_as_it_would_be(
    executor: Executor, org_id: UUID, chosen: Settings, **parameters: Any
) -> None:
    first, report = await recorded_scan(executor, org_id, chosen, **parameters)
    assert report.themes
    assert report.skipped
    run = begun(executor, org_id, **parameters)
    window, inputs = looked(executor, org_id, chosen, **parameters)
    last = outcome_that_stands(OrgDatabase(executor.database, run.org_id), run, inputs)
    assert last is not None
    repeated = repeat(last, run.run_id, window, price_of(chosen))
    again = await scan(executor, org_id, chosen, **(PARAMETERS | parameters))
    assert (repeated.run_id, repeated.repeats) == (run.run_id, first)
    assert repeated.model_copy(update={"run_id": again.run_id, "repeats": None}) == again


def test_how_many_are_over_the_limit_is_counted_anew(executor: Executor, org_id: UUID) -> None:
    """Time takes them away without any write."""
    add_interviews(executor, org_id, TEXTS[:3], days_ago=[1, 2, 40])
    before, now = (find(OrgDatabase(executor.database, org_id), days, 1) for days in (50, 30))
    weak = Skipped(item="theme 'Price'", reason="found in 1 interview, and a theme needs at least 2")
    last = ScanReport(dry_run=False, run_id=uuid4(), extractor="any", skipped=(*before.skipped, weak))
    assert repeat(last, uuid4(), now, None).skipped == (*now.skipped, weak)
    assert [before.skipped[0].item, now.skipped[0].item] == ["2 interviews", "1 interview"]


async def test_a_dry_run_goes_through_everything(executor: Executor, org_id: UUID, chosen: Settings) -> None:
    """Whoever doubts an outcome that stands can see what going through all of it gives."""
    add_interviews(executor, org_id, TEXTS)
    await recorded_scan(executor, org_id, chosen)
    assert stands(executor, begun(executor, org_id), chosen)
    rehearsal = begun(executor, org_id, dry_run=True).model_copy(update={"dry_run": True})
    assert stands(executor, rehearsal, chosen) is None


@pytest.mark.parametrize("report", [None, {}, {"dry_run": False}], ids=["none", "empty", "of other days"])
async def test_without_a_report_to_repeat_all_is_gone_through(
    executor: Executor, org_id: UUID, chosen: Settings, report: dict[str, Any] | None
) -> None:
    add_interviews(executor, org_id, TEXTS)
    await recorded_scan(executor, org_id, chosen)
    ended(executor, begun(executor, org_id), chosen, report)
    assert stands(executor, begun(executor, org_id), chosen) is None


async def test_a_decision_before_a_run_begins_is_seen_by_that_run(
    executor: Executor, org_id: UUID, chosen: Settings
) -> None:
    add_interviews(executor, org_id, TEXTS)
    await recorded_scan(executor, org_id, chosen)
    reject(executor, org_id)
    assert stands(executor, begun(executor, org_id), chosen) is None


async def test_a_decision_after_a_run_has_asked_is_seen_by_the_next(
    executor: Executor, org_id: UUID, chosen: Settings
) -> None:
    """The run that asked began before the decision, and ends after it as one that found nothing new."""
    add_interviews(executor, org_id, TEXTS)
    await recorded_scan(executor, org_id, chosen)
    run = begun(executor, org_id)
    last = stands(executor, run, chosen)
    assert last is not None
    reject(executor, org_id)
    ended(executor, run, chosen, last.model_dump(mode="json"))
    assert stands(executor, begun(executor, org_id), chosen) is None
    assert (
        nothing_new_since(chosen, OrgDatabase(executor.database, org_id), JOB, PARAMETERS, RULES_VERSION)
        is None
    )
