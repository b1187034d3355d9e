"""Every way to start a job, on a real Prefect server and worker."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from cli.stack import Stack
from executor import leases, reading
from executor.context import ToolContext
from executor.database import Database
from executor.execute import Executor
from executor.file_lock import poll
from executor.tools import finish_run, start_run
from flows.client import FlowRuns, PrefectError, flow_runs
from tests.starts.conftest import CRON, KNOWN, SCAN, endpoint_settings, serving
from tests.starts.fake_prefect import FakePrefect
from tests.test_stack import prefect
from webhook.app import create_app

pytestmark = pytest.mark.e2e
FIXED = {"dry_run", "themes_created", "themes_updated", "links_created", "skipped", "themes"}


def start(endpoint: httpx.Client, org_id: UUID, **more: Any) -> httpx.Response:
    return endpoint.post(SCAN, json={"org_id": str(org_id), **more}, headers=KNOWN)


class TestEndpoint:
    def test_a_scan_that_ends_in_time_answers_with_its_report(
        self, real_endpoint: httpx.Client, organisation: UUID
    ) -> None:
        answer = start(real_endpoint, organisation, dry_run=True)
        assert answer.status_code == 200, answer.text
        assert answer.json()["success"] is True
        result = answer.json()["result"]
        assert set(result) >= FIXED
        assert result["dry_run"] is True
        assert result["themes_created"] > 0

    def test_without_waiting_the_status_url_leads_to_the_report(
        self, real_endpoint: httpx.Client, organisation: UUID
    ) -> None:
        body = {"org_id": str(organisation)}
        headers = {**KNOWN, "Prefer": b"respond-async", "Idempotency-Key": b"a"}
        answer = real_endpoint.post(SCAN, json=body, headers=headers)
        told = answer.json()
        assert answer.status_code == 202
        assert (told["success"], told["status"]) == (True, "running")
        assert told["status_url"] == answer.headers["location"]

        def status() -> Any:
            return real_endpoint.get(told["status_url"], headers=KNOWN).json()

        assert poll(lambda: status()["status"] not in ("scheduled", "running"), 60)
        assert status()["status"] == "finished"
        assert status()["progress"] == 1
        assert status()["result"]["run_id"] == told["run_id"]
        again = real_endpoint.post(SCAN, json=body, headers={**KNOWN, "Idempotency-Key": b"a"})
        assert again.json()["result"]["run_id"] == told["run_id"]

    def test_a_run_that_fails_answers_500_with_one_sentence(
        self, stack: Stack, real_endpoint: httpx.Client, organisation: UUID
    ) -> None:
        with psycopg.connect(stack.environment["DATABASE_URL"].replace("+psycopg", "")) as connection:
            connection.execute(
                "create or replace function theme_scan.refuse() returns trigger language plpgsql as"
                " $$ begin raise exception 'secret text of %', new.name; end $$"
            )
            connection.execute(
                "create trigger refuse before insert on theme_scan.themes for each row"
                f" when (new.org_id = '{organisation}') execute function theme_scan.refuse()"
            )
        answer = start(real_endpoint, organisation)
        assert answer.status_code == 500
        assert answer.json() == {
            "success": False,
            "error": "The database refused a statement (SQLSTATE P0001).",
        }

    def test_an_organisation_that_is_being_scanned_is_not_scanned_twice(
        self,
        real_runs: FlowRuns,
        real_endpoint: httpx.Client,
        stack_database: Database,
        organisation: UUID,
        hold: Callable[[UUID, dict[str, Any]], ToolContext],
    ) -> None:
        """By setting, a second call is refused or joins the scan that is under way, if it is the same."""
        parameters = {"lookback_days": 30, "max_interviews": 50, "dry_run": False}
        holder = hold(organisation, parameters)
        refusing = create_app(endpoint_settings(already_running="refuse"), real_runs, stack_database)
        with serving(refusing) as endpoint:
            refused = start(endpoint, organisation)
        assert refused.status_code == 409
        assert str(holder.run_id) in refused.json()["error"]
        other = start(real_endpoint, organisation, dry_run=True)
        assert other.status_code == 409

        def end() -> None:
            with Executor(stack_database).unit(holder) as unit:
                unit.call(finish_run, [{"status": "finished", "report": {"run_id": str(holder.run_id)}}])

        ending = threading.Timer(8, end)
        ending.start()
        joined = start(real_endpoint, organisation)
        ending.join()
        assert joined.json() == {"success": True, "result": {"run_id": str(holder.run_id)}}

    def test_a_scheduler_starts_the_scan_of_all_organisations(
        self, real_endpoint: httpx.Client, organisation: UUID, stack_database: Database
    ) -> None:
        """Each organisation gets a run of its own with its own record."""
        answer = real_endpoint.get(SCAN, headers={"Authorization": f"Bearer {CRON}"})
        assert answer.status_code == 202
        url = answer.json()["status_url"]

        def status() -> Any:
            return real_endpoint.get(url, headers=KNOWN).json()

        assert poll(lambda: status()["status"] not in ("scheduled", "running"), 150)
        with stack_database.org_transaction(organisation) as connection:
            record = reading.latest_run(connection, "theme-scan")
        assert record is not None
        assert record.status == "finished"

    def test_prefect_away_is_answered_503_with_the_time_to_wait(self, stack_database: Database) -> None:
        with flow_runs("http://127.0.0.1:1/api") as runs:
            app = create_app(endpoint_settings(), runs, stack_database)
            with serving(app) as endpoint:
                answer = start(endpoint, uuid4())
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert "cannot be reached" in answer.json()["error"]


@pytest.fixture
def hold(stack_database: Database) -> Callable[[UUID, dict[str, Any]], ToolContext]:
    """Let a run that never comes to its end hold an organisation."""

    def holding(org_id: UUID, parameters: dict[str, Any]) -> ToolContext:
        context = ToolContext(
            org_id=org_id, run_id=uuid4(), actor="system:theme-scan", job="theme-scan", rules_version="1"
        )
        with stack_database.org_transaction(org_id) as connection:
            leases.acquire(connection, "theme-scan", context.run_id, 600)
        with Executor(stack_database).unit(context) as unit:
            unit.call(start_run, [{"parameters": parameters}])
        return context

    return holding


@pytest.fixture(params=["real", "stand-in"])
def either(request: pytest.FixtureRequest) -> FlowRuns:
    if request.param == "real":
        found: FlowRuns = request.getfixturevalue("real_runs")
        return found
    return FlowRuns(FakePrefect().client())


def test_the_stand_in_answers_as_prefect_does(either: FlowRuns) -> None:
    parameters = {"org_id": str(uuid4()), "lookback_days": 7, "max_interviews": 5, "dry_run": True}
    first = either.start("theme-scan/theme-scan", parameters, "key")
    assert either.start("theme-scan/theme-scan", parameters, "key") == first
    with pytest.raises(PrefectError, match="other parameters"):
        either.start("theme-scan/theme-scan", parameters | {"lookback_days": 8}, "key")
    assert either.start("theme-scan/theme-scan", parameters, None) != first
    run = either.find(first)
    assert run is not None
    assert run.parameters == parameters
    assert run.deployment_id == either.deployment_id("theme-scan/theme-scan")
    assert either.find(uuid4()) is None


def test_the_event_starts_a_scan_with_the_parameters_of_its_payload(stack: Stack, organisation: UUID) -> None:
    """Event to automation to run; a parameter that the payload lacks has its default."""
    event = {
        "id": str(uuid4()),
        "event": "theme-scan.requested",
        "occurred": "2026-01-01T00:00:00Z",
        "resource": {"prefect.resource.id": f"theme-scan.org.{organisation}"},
        "payload": {"org_id": str(organisation), "lookback_days": 7, "dry_run": True},
    }
    from datetime import UTC, datetime

    event["occurred"] = datetime.now(UTC).isoformat()
    with httpx.Client(base_url=stack.api, timeout=30) as api:
        assert api.post("/events", json=[event]).is_success
        wanted = {"flow_runs": {"tags": {}}, "sort": "START_TIME_DESC"}

        def started() -> list[dict[str, Any]]:
            runs = api.post("/flow_runs/filter", json=wanted).json()
            return [run for run in runs if run["parameters"].get("org_id") == str(organisation)]

        assert poll(lambda: bool(started()), 30)
        (run,) = started()
    assert run["parameters"] == {
        "org_id": str(organisation),
        "lookback_days": 7,
        "max_interviews": 50,
        "dry_run": True,
    }


def test_deploying_again_changes_nothing(stack: Stack) -> None:
    def deployed(api: httpx.Client) -> list[Any]:
        deployments = api.post("/deployments/filter", json={}).json()
        automations = api.post("/automations/filter", json={}).json()
        schedules = [
            (d["name"], s["slug"], s["schedule"]["cron"]) for d in deployments for s in d["schedules"]
        ]
        return [sorted(d["name"] for d in deployments), sorted(a["name"] for a in automations), schedules]

    with httpx.Client(base_url=stack.api, timeout=30) as api:
        before = deployed(api)
        done = prefect(stack.environment, "--no-prompt", "deploy", "--all")
        assert done.returncode == 0, done.stdout + done.stderr
        assert deployed(api) == before
