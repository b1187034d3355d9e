"""When a theme was seen first and last: by the dates that the interviews known to speak of it have now."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest

from executor.tools import revert_run, upsert_interview
from executor.unit_of_work import Executor
from tasks.decay import apply_decay
from tools.testbed.model_server import ModelServer
from tools.testbed.scan_harness import add_interviews, run_of, scan, settings
from tools.testbed.study_state import rows

TEXTS = ["Ann: The support took weeks.", "Bob: The support was slow.", "Cyd: The support is slow, so slow."]
FAR = datetime(2062, 5, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


def dated(executor: Executor, org_id: UUID, interview: UUID, date: datetime) -> UUID:
    """Import the first interview again, with another date; return the run's id."""
    run = run_of(org_id, job="import")
    changed = {"interview_id": interview, "title": "Talk 1", "transcript": TEXTS[0], "created_at": date}
    with executor.unit(run) as unit:
        unit.call(upsert_interview, [changed])
    return run.run_id


def seen(owner: psycopg.Connection) -> tuple[datetime, datetime]:
    (found,) = owner.execute("select first_seen_at, last_seen_at from themes").fetchall()
    return found[0], found[1]


def span(owner: psycopg.Connection) -> tuple[datetime, datetime]:
    (found,) = owner.execute("select min(created_at), max(created_at) from interviews").fetchall()
    return found[0], found[1]


@pytest.mark.parametrize("taken_back", [False, True])
async def test_a_scan_puts_right_what_followed_from_a_wrong_date(
    executor: Executor, org_id: UUID, owner: psycopg.Connection, model: ModelServer, taken_back: bool
) -> None:
    """Whether the date is corrected or the run that brought it is reverted."""
    chosen = settings(model)
    ids = add_interviews(executor, org_id, TEXTS, days_ago=[1, 2, 3])
    right = span(owner)
    wrong = dated(executor, org_id, ids[0], FAR)
    await scan(executor, org_id, chosen)
    assert seen(owner) == (right[0], FAR)
    if taken_back:
        with executor.unit(run_of(org_id, job="revert-run")) as unit:
            unit.call(revert_run, [{"run_id": wrong}])
    else:
        dated(executor, org_id, ids[0], right[1])
    report = await scan(executor, org_id, chosen)
    assert [theme.action for theme in report.themes] == ["updated"]
    assert seen(owner) == right
    stored = rows(owner)
    await scan(executor, org_id, chosen)
    assert rows(owner) == stored


@pytest.mark.parametrize("links", [1, 20])
async def test_a_window_without_the_oldest_interview_leaves_when_a_theme_was_seen_first(
    executor: Executor, org_id: UUID, owner: psycopg.Connection, model: ModelServer, links: int
) -> None:
    """Also where that interview is not linked to it, because of the cap."""
    chosen = settings(model, max_links_per_theme=links)
    add_interviews(executor, org_id, TEXTS, days_ago=[1, 2, 40])
    for days in (60, 30, 30):
        await scan(executor, org_id, chosen, lookback_days=days)
        assert seen(owner) == span(owner)


async def test_a_theme_decays_by_the_corrected_date_though_no_scan_finds_it_again(
    executor: Executor, org_id: UUID, model: ModelServer
) -> None:
    now = datetime.now(UTC)
    ids = add_interviews(executor, org_id, TEXTS[:2], days_ago=[1, 20])
    dated(executor, org_id, ids[0], FAR)
    await scan(executor, org_id, settings(model))
    dated(executor, org_id, ids[0], now - timedelta(days=25))
    decay = run_of(org_id, job="confidence-decay")
    report = apply_decay(executor, decay, now + timedelta(days=400), 90)
    assert report.dormant == 1
