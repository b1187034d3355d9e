"""Every way to start a job, on a real Prefect server and worker."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from cli.stack.stack import Stack
from executor import leases
from executor.context import ToolContext
from executor.database.connection import Database
from executor.reads import run_history
from executor.tools import finish_run, start_run
from executor.unit_of_work import Executor
from flows.runtime.prefect_client import FlowRuns, PrefectError, flow_runs
from tests.support.endpoint import (
    CRON,
    KNOWN,
    SCAN,
    endpoint_settings,
    erase_interviews,
    serving,
    two_interviews,
)
from tests.support.fake_prefect import FakePrefect
from tests.support.waiting import eventually, patience
from webhook.app import create_app

pytestmark = pytest.mark.e2e
WEBHOOKS = (Path(__file__).parents[2] / "docs" / "how-to" / "webhooks.md").read_text(encoding="utf-8")
FIXED = {"dry_run", "themes_created", "themes_updated", "links_created", "skipped", "themes"}


def start(endpoint: httpx.Client, org_id: UUID, **more: Any) -> httpx.Response:
    return endpoint.post(SCAN, json={"org_id": str(org_id), **more}, headers=KNOWN)


def cancelled_runs(stack: Stack, org_id: UUID) -> list[dict[str, Any]]:
    """The organisation's runs that ended because another scan held the organisation."""
    with httpx.Client(base_url=stack.api, timeout=patience(30)) as api:
        cancelled = {"flow_runs": {"state": {"type": {"any_": ["CANCELLED"]}}}}
        runs = api.post("/flow_runs/filter", json=cancelled).json()
    return [run for run in runs if run["parameters"].get("org_id") == str(org_id)]


class TestEndpoint:
    def test_a_scan_is_started_followed_and_answered_with_its_report(
        self, real_endpoint: httpx.Client, organisation: UUID
    ) -> None:
        """Without waiting there is a place to look; the same key later gives the same run's report."""
        body = {"org_id": str(organisation), "dry_run": True}
        key = {**KNOWN, b"Idempotency-Key": b"a"}
        answer = real_endpoint.post(SCAN, json=body, headers={**key, b"Prefer": b"respond-async"})
        told = answer.json()
        assert answer.status_code == 202
        assert told["status_url"] == answer.headers["location"]
        finished = real_endpoint.post(SCAN, json=body, headers=key)
        assert finished.status_code == 200, finished.text
        result = finished.json()["result"]
        assert set(result) >= FIXED
        assert result["dry_run"] is True
        assert result["themes_created"] > 0
        assert result["run_id"] == told["run_id"]
        status = real_endpoint.get(told["status_url"], headers=KNOWN).json()
        assert (status["status"], status["progress"]) == ("finished", 1)
        assert status["doing"].startswith("Read 2 of 2 interviews, 0 reused, 0 failed, 0 tokens")
        assert status["result"] == result

    def test_a_second_call_joins_the_scan_that_is_under_way(
        self,
        stack: Stack,
        real_endpoint: httpx.Client,
        stack_database: Database,
        organisation: UUID,
        holder: ToolContext,
    ) -> None:
        """The worker's own run finds the organisation taken and does nothing."""
        report = {"run_id": str(holder.run_id)}
        with ThreadPoolExecutor(1) as caller:
            answer = caller.submit(start, real_endpoint, organisation)
            assert eventually(lambda: bool(cancelled_runs(stack, organisation)))
            with Executor(stack_database).unit(holder) as unit:
                unit.call(finish_run, [{"status": "finished", "report": report}])
            joined = answer.result()
        assert joined.json() == {"success": True, "result": report}
        with stack_database.org_transaction(organisation) as connection:
            latest = run_history.recent(connection, "theme-scan", 3600)
        assert latest is not None
        assert latest.id == holder.run_id

    def test_a_scheduler_starts_the_scan_of_all_organisations_and_one_that_fails_stops_no_other(
        self, real_endpoint: httpx.Client, organisation: UUID, broken: UUID, stack_database: Database
    ) -> None:
        """Each has a run of its own with its own record, where a fault of the database quotes no theme.

        Half of them failing is more than is tolerated.
        """
        answer = real_endpoint.get(SCAN, headers={"Authorization": f"Bearer {CRON}"})
        assert answer.status_code == 202
        url = answer.json()["status_url"]

        def status() -> Any:
            return real_endpoint.get(url, headers=KNOWN).json()

        assert eventually(lambda: status()["status"] not in ("scheduled", "running"), 150)
        told = status()
        assert (told["status"], told["run_id"]) == ("failed", answer.json()["run_id"])
        assert f"2 organisations: 1 Completed, 1 Failed. Failed: {broken}." in told["error"]
        records = {}
        for org_id in (organisation, broken):
            with stack_database.org_transaction(org_id) as connection:
                records[org_id] = run_history.recent(connection, "theme-scan", 3600)
        assert [record and record.status for record in records.values()] == ["finished", "failed"]
        record = records[broken]
        assert record
        assert record.error == "Step write: The database refused a statement (SQLSTATE P0001)."

    def test_prefect_away_is_answered_503_with_the_time_to_wait(self, stack_database: Database) -> None:
        with flow_runs("http://127.0.0.1:1/api") as runs:
            app = create_app(endpoint_settings(), runs, stack_database)
            with serving(app) as endpoint:
                answer = start(endpoint, uuid4())
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert "cannot be reached" in answer.json()["error"]


@pytest.fixture
def holder(stack_database: Database, organisation: UUID) -> Iterator[ToolContext]:
    """A scan with the default parameters that holds the organisation for the length of a test."""
    context = ToolContext(
        org_id=organisation, run_id=uuid4(), actor="system:theme-scan", job="theme-scan", rules_version="1"
    )
    parameters = {"lookback_days": 30, "max_interviews": 50, "dry_run": False}
    with stack_database.org_transaction(organisation) as connection:
        leases.acquire(connection, "theme-scan", context.run_id, 600)
    with Executor(stack_database).unit(context) as unit:
        unit.call(start_run, [{"parameters": parameters}])
    yield context
    with stack_database.org_transaction(organisation) as connection:
        leases.release(connection, "theme-scan", context.run_id)


@pytest.fixture
def broken(stack: Stack, stack_database: Database) -> Iterator[UUID]:
    """An organisation whose themes alone the database refuses; gone at the end."""
    org_id = two_interviews(stack_database)
    with refusing(stack, f"new.org_id = '{org_id}'"):
        yield org_id
    erase_interviews(stack_database, org_id)


def owner_url(stack: Stack) -> str:
    return stack.environment["DATABASE_URL"].replace("+psycopg", "")


@contextmanager
def refusing(stack: Stack, condition: str) -> Iterator[None]:
    with psycopg.connect(owner_url(stack), autocommit=True) as connection:
        connection.execute(
            "create function theme_scan.refuse() returns trigger language plpgsql as"
            " $$ begin raise exception 'secret text of %', new.name; end $$"
        )
        connection.execute(
            "create trigger refuse before insert on theme_scan.themes"
            f" for each row when ({condition}) execute function theme_scan.refuse()"
        )
        try:
            yield
        finally:
            connection.execute("drop function theme_scan.refuse cascade")


@pytest.fixture(params=["real", "stand-in"])
def either(request: pytest.FixtureRequest) -> FlowRuns:
    if request.param == "real":
        request.getfixturevalue("waiting_worker")
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
    assert either.find_all([first, uuid4()]) == {first: run}


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is what docs/how-to/webhooks.md uses")
def test_the_event_starts_a_scan_with_the_parameters_of_its_payload(
    stack: Stack, waiting_worker: None, organisation: UUID
) -> None:
    """As docs/how-to/webhooks.md sends it. A parameter that the payload lacks has its default."""
    sent = re.search(r"^curl .*?\]'$", WEBHOOKS, re.MULTILINE | re.DOTALL)
    assert sent
    command = sent[0].replace("8f14e45f-ceea-467f-a9b4-2c1f7a3d9e01", str(organisation))
    command = re.sub(r'(?<="id": ")[^"]+', str(uuid4()), command)
    command = re.sub(r'(?<="occurred": ")[^"]+', datetime.now(UTC).isoformat(), command)
    environment = {"PATH": os.environ["PATH"], "PREFECT_API_URL": stack.api}
    subprocess.run(["sh", "-c", f"{command} --fail --silent"], env=environment, check=True)
    with httpx.Client(base_url=stack.api, timeout=patience(30)) as api:
        wanted = {"deployments": {"name": {"any_": ["theme-scan"]}}, "sort": "START_TIME_DESC"}

        def started() -> list[dict[str, Any]]:
            runs = api.post("/flow_runs/filter", json=wanted).json()
            mine = {"org_id": str(organisation), "lookback_days": 7}.items()
            return [run for run in runs if run["parameters"].items() >= mine]

        assert eventually(lambda: bool(started()), 30)
        (run,) = started()
    assert run["parameters"] == {
        "org_id": str(organisation),
        "lookback_days": 7,
        "max_interviews": 50,
        "dry_run": False,
    }


def test_an_event_with_a_field_that_is_no_parameter_starts_nothing_and_is_told_why(stack: Stack) -> None:
    """One that misspells dry_run must not start a scan that writes."""
    sent = {
        "id": str(uuid4()),
        "event": "theme-scan.requested",
        "occurred": datetime.now(UTC).isoformat(),
        "resource": {"prefect.resource.id": "theme-scan.test"},
        "payload": {"org_id": str(uuid4()), "dryRun": True, "lookback": 7},
    }
    failed = {"event": {"name": ["prefect.automation.action.failed"]}}
    with httpx.Client(base_url=stack.api, timeout=patience(30)) as api:
        api.post("/events", json=[sent]).raise_for_status()

        def reasons() -> str:
            return api.post("/events/filter", json={"filter": failed}).text

        assert eventually(lambda: "'dryRun, lookback: not a parameter' does not match" in reasons(), 30)


@pytest.mark.slow
def test_deploying_again_changes_nothing(stack: Stack) -> None:
    def deployed(api: httpx.Client) -> list[Any]:
        deployments = api.post("/deployments/filter", json={}).json()
        automations = api.post("/automations/filter", json={}).json()
        schedules = [
            (d["name"], s["slug"], s["schedule"]["cron"]) for d in deployments for s in d["schedules"]
        ]
        return [sorted(d["name"] for d in deployments), sorted(a["name"] for a in automations), schedules]

    with httpx.Client(base_url=stack.api, timeout=patience(30)) as api:
        before = deployed(api)
        stack.prefect("second deployment", "--no-prompt", "deploy", "--all")
        assert deployed(api) == before
