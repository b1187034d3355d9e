"""The confidence decay, from its parameters to its report, on a real Prefect server and a real database."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from prefect.client.schemas.objects import State

from cli.stack.stack import Stack
from executor.context import ToolContext
from executor.tools import upsert_interview, upsert_theme
from executor.unit_of_work import Executor
from flows.confidence_decay import JOB, confidence_decay, confidence_decay_all_orgs
from tests.support.flow_reports import report_of

pytestmark = [
    pytest.mark.e2e,
    # Prefect's clients leave their connections to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]


async def report(org_id: UUID, **parameters: Any) -> dict[str, Any]:
    return await report_of(await confidence_decay(org_id=org_id, **parameters, return_state=True))


@pytest.fixture
def forgotten(executor: Executor, context: ToolContext) -> None:
    """A theme of which nobody has spoken for two half-lives."""
    when = datetime.now(UTC) - timedelta(days=180)
    interview = {
        "interview_id": context.run_id,
        "title": "Talk",
        "transcript": "Ann: Hm.",
        "created_at": when,
    }
    theme = {"slug": "price", "name": "Price", "confidence_score": 0.8, "evidence": {"occurrences": 1}}
    with executor.unit(context) as unit:
        unit.call(upsert_interview, [interview])
        unit.call(upsert_theme, [theme | {"first_seen_at": when, "last_seen_at": when}])


async def test_a_night_is_rehearsed_done_and_then_has_nothing_to_do(
    prefect: Stack, forgotten: None, org_id: UUID, owner: psycopg.Connection
) -> None:
    rehearsed = await report(org_id, dry_run=True)
    assert owner.execute("select count(*) from theme_standings").fetchone() == (0,)
    done = await report(org_id)
    own = {"dry_run", "run_id", "audit_head"}
    assert {name: rehearsed[name] for name in rehearsed.keys() - own} == {
        name: done[name] for name in done.keys() - own
    }
    assert [(theme["slug"], theme["was"]) for theme in done["themes"]] == [("price", "active")]
    assert done["themes_changed"] == 1
    recorded = "select status, report ->> 'run_id' from job_runs where job = %s and not dry_run"
    assert owner.execute(recorded, [JOB]).fetchall() == [("finished", done["run_id"])]

    night = await confidence_decay_all_orgs(return_state=True)
    assert isinstance(night, State)
    assert (night.type.value, night.message) == (
        "COMPLETED",
        "confidence-decay for 1 organisation: 1 with nothing to do.",
    )
