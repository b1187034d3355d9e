"""The nightly scan of all organisations: who gets a run, and what one organisation's failure does."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Cancelled, Completed, Failed

from cli.stack import Stack
from executor.database import Database
from executor.execute import Executor
from executor.tools import reject_theme
from flows.all_orgs import theme_scan_all_orgs
from flows.due import is_due
from flows.theme_scan import theme_scan
from tests.model_server import Fault, ModelServer, always
from tests.scanning import add_interviews, run_of, settings

pytestmark = [
    pytest.mark.e2e,
    # Prefect's clients leave their connections to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]
SAID = "Ann: The support is slow.\nBob: The price worries me."
PARAMETERS = {"lookback_days": 30, "max_interviews": 50, "dry_run": False}


@pytest.fixture
def model(prefect: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("MODEL_RETRIES", "0")
        yield server


async def scan(org_id: UUID) -> None:
    state = await theme_scan(org_id=org_id, return_state=True)
    assert isinstance(state, State)
    assert state.is_completed(), state.message


async def test_only_who_has_something_new_is_scanned(
    model: ModelServer, executor: Executor, database: Database, org_id: UUID
) -> None:
    async def due(**changes: Any) -> bool:
        return await is_due(settings(model), database, org_id, PARAMETERS | changes)

    add_interviews(executor, org_id, [SAID, SAID])
    assert await due(), "it was never scanned"
    await scan(org_id)
    assert not await due()
    assert await due(lookback_days=31), "the parameters are others"
    assert await is_due(settings(model, min_interviews_per_theme=3), database, org_id, PARAMETERS)
    assert await is_due(settings(model, openai_model="other"), database, org_id, PARAMETERS)

    add_interviews(executor, org_id, [SAID])
    assert await due(), "there is another interview"
    await scan(org_id)
    assert not await due()

    with database.org_transaction(org_id) as connection:
        theme_id = connection.exec_driver_sql("select id from themes limit 1").scalar_one()
    with executor.unit(run_of(org_id, job="curate", actor="person:Ada")) as unit:
        unit.call(reject_theme, [{"theme_id": theme_id}])
    assert await due(), "somebody decided about a theme"


async def test_a_scan_that_left_something_undone_is_done_again(
    model: ModelServer, executor: Executor, database: Database, org_id: UUID
) -> None:
    add_interviews(executor, org_id, [SAID, SAID])
    model.faults = always(Fault("status", 400))
    await scan(org_id)
    assert await is_due(settings(model, model_retries=0), database, org_id, PARAMETERS)


class Runs:
    """In the place of ``arun_deployment``: ends each run in the state that is foreseen for it."""

    def __init__(self, foreseen: dict[UUID, State[Any] | Exception]) -> None:
        self.foreseen = foreseen
        self.started: list[UUID] = []

    async def __call__(self, name: str, parameters: dict[str, Any], **_: Any) -> FlowRun:
        org_id = UUID(parameters["org_id"])
        self.started.append(org_id)
        state = self.foreseen[org_id]
        if isinstance(state, Exception):
            raise state
        return FlowRun(flow_id=uuid4(), name=name, state=state)


async def test_one_organisations_failure_stops_no_other_and_too_many_fail_the_night(
    prefect: Stack, executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisations = [uuid4() for _ in range(5)]
    for org_id in organisations:
        add_interviews(executor, org_id, [SAID])
    ends: list[State[Any] | Exception] = [Failed(), Completed(), Completed(), Completed()]
    ends.append(Cancelled(name="AlreadyRunning"))
    with patch("flows.fan_out.arun_deployment", Runs(dict(zip(organisations, ends, strict=True)))) as runs:
        night = await theme_scan_all_orgs(return_state=True)
        assert sorted(runs.started) == sorted(organisations)
        assert night.is_completed(), night.message
        assert await night.aresult() == {
            "organisations": 5,
            "idle": 0,
            "failed": 1,
            "states": {"AlreadyRunning": 1, "Completed": 3, "Failed": 1},
        }
        runs.foreseen[organisations[1]] = ConnectionError("the server went away")
        night = await theme_scan_all_orgs(return_state=True)
        assert night.is_failed()
        assert "1 AlreadyRunning, 2 Completed, 1 Failed, 1 Lost" in (night.message or "")
        monkeypatch.setenv("ALL_ORGS_TOLERATED_FAILURES", "0.4")
        assert (await theme_scan_all_orgs(return_state=True)).is_completed()
