"""A night's groups on a real Prefect server and worker: organisations that share a process."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from cli.stack.stack import Stack
from executor.database.connection import Database
from executor.org_database import OrgDatabase
from executor.reads import run_history
from flows.runtime.night_groups import GROUP
from flows.runtime.prefect_client import FlowRun, FlowRuns
from tests.support.endpoint import erase_interviews, two_interviews
from tests.support.waiting import eventually, patience

pytestmark = pytest.mark.e2e
NIGHT = "theme-scan-all-orgs/theme-scan-all-orgs"
ORGANISATIONS = 6


@pytest.fixture
def organisations(stack_database: Database) -> Iterator[list[UUID]]:
    """Organisations with something new; gone at the end."""
    made = [two_interviews(stack_database) for _ in range(ORGANISATIONS)]
    yield made
    for org_id in made:
        erase_interviews(stack_database, org_id)


@pytest.fixture
def slow(stack: Stack, organisations: list[UUID]) -> Iterator[UUID]:
    """One of the organisations, whose first theme the database takes seconds to store."""
    org_id = organisations[0]
    with slowed(stack, f"new.org_id = '{org_id}'"):
        yield org_id


@contextmanager
def slowed(stack: Stack, condition: str) -> Iterator[None]:
    url = stack.environment["DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "create function theme_scan.dawdle() returns trigger language plpgsql as"
            " $$ begin perform pg_sleep(12); return new; end $$"
        )
        connection.execute(
            "create trigger dawdle before insert on theme_scan.themes"
            f" for each row when ({condition}) execute function theme_scan.dawdle()"
        )
        try:
            yield
        finally:
            connection.execute("drop function theme_scan.dawdle cascade")


@pytest.fixture
def api(stack: Stack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack.api, timeout=patience(30)) as client:
        yield client


def runs_of(api: httpx.Client, org_id: UUID) -> list[dict[str, Any]]:
    """The organisation's flow runs that a group's process began, the newest first."""
    wanted = {"deployments": {"name": {"any_": ["theme-scan"]}}, "sort": "START_TIME_DESC"}
    found = api.post("/flow_runs/filter", json=wanted).raise_for_status().json()
    return [run for run in found if run["parameters"].get("org_id") == str(org_id)]


def writing(stack: Stack) -> Callable[[], bool]:
    """Whether the slow organisation's theme is being stored."""
    url = stack.environment["DATABASE_URL"].replace("+psycopg", "")
    asleep = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'"

    def looked() -> bool:
        with psycopg.connect(url, autocommit=True) as connection:
            return connection.execute(asleep).fetchone() != (0,)

    return looked


def ended(runs: FlowRuns, night: UUID) -> FlowRun:
    def found() -> bool:
        run = runs.find(night)
        return run is not None and run.ended

    assert eventually(found, 240)
    run = runs.find(night)
    assert run
    return run


def caught_writing(
    stack: Stack, real_runs: FlowRuns, api: httpx.Client, slow: UUID
) -> tuple[UUID, dict[str, Any]]:
    """Start a night and wait until the slow organisation stores a theme; return the night and its run."""
    night_id = real_runs.start(NIGHT, {})
    assert eventually(writing(stack), 120)
    (under_way,) = runs_of(api, slow)
    return night_id, under_way


def came_of(night: FlowRun) -> str:
    """Return what became of the organisations, without those of other tests, for which nothing is new."""
    _, _, told = (night.message or "").partition(" organisations: ")
    return re.sub(r"^\d+ with nothing to do, ", "", told)


def statuses(database: Database, org_id: UUID) -> list[str]:
    """How the records of the organisation's runs say that they ended, the newest first."""
    with OrgDatabase(database, org_id).read() as connection:
        records = run_history.newest(connection, 10)
    return [record.status for record in records if record.job == "theme-scan"]


def test_organisations_share_a_process_and_each_has_a_run_and_a_record_of_its_own(
    stack_database: Database, real_runs: FlowRuns, organisations: list[UUID], api: httpx.Client
) -> None:
    night = ended(real_runs, real_runs.start(NIGHT, {}))
    assert came_of(night) == f"{ORGANISATIONS} Completed."
    tags = set()
    for org_id in organisations:
        (run,) = runs_of(api, org_id)
        assert (run["state"]["type"], run["deployment_id"]) == (
            "COMPLETED",
            str(real_runs.deployment_id("theme-scan/theme-scan")),
        )
        tags |= set(run["tags"])
        assert statuses(stack_database, org_id) == ["finished"]
    assert len(tags) == 1, "one worker: one process"


def test_those_whose_process_is_killed_are_taken_up_again(
    stack: Stack,
    stack_database: Database,
    real_runs: FlowRuns,
    organisations: list[UUID],
    slow: UUID,
    api: httpx.Client,
) -> None:
    """The run that was under way counts as crashed, and another does its work once its claim is gone."""
    night_id, under_way = caught_writing(stack, real_runs, api, slow)
    os.kill(process_of(under_way["tags"][0].removeprefix("group:")), signal.SIGKILL)
    night = ended(real_runs, night_id)
    assert came_of(night) == f"{ORGANISATIONS} Completed."
    assert [run["state"]["type"] for run in runs_of(api, slow)] == ["COMPLETED", "CRASHED"]
    assert statuses(stack_database, slow) == ["finished", "crashed"]
    for org_id in organisations:
        assert statuses(stack_database, org_id)[0] == "finished"


def process_of(flow_run_id: str) -> int:
    """The process that the worker started for a flow run."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes()
        except OSError:
            continue
        if f"PREFECT__FLOW_RUN_ID={flow_run_id}".encode() in environment:
            return int(entry.name)
    raise AssertionError(f"no process of {GROUP} {flow_run_id}")


def test_a_run_that_is_cancelled_ends_without_the_others(
    stack: Stack,
    stack_database: Database,
    real_runs: FlowRuns,
    organisations: list[UUID],
    slow: UUID,
    api: httpx.Client,
) -> None:
    night_id, under_way = caught_writing(stack, real_runs, api, slow)
    cancelling = {"state": {"type": "CANCELLING"}, "force": False}
    api.post(f"/flow_runs/{under_way['id']}/set_state", json=cancelling).raise_for_status()
    night = ended(real_runs, night_id)
    others = ORGANISATIONS - 1
    expected = f"1 Cancelled, {others} Completed. Failed: {slow}."
    assert came_of(night) == expected
    assert statuses(stack_database, slow) == ["failed"]


def test_a_night_that_is_cancelled_begins_no_further_organisation(
    stack: Stack, stack_database: Database, real_runs: FlowRuns, organisations: list[UUID], api: httpx.Client
) -> None:
    """Those under way go on to their end, as each in a process of its own would."""
    began = datetime.now(UTC).isoformat()
    with slowed(stack, "true"):
        night_id = real_runs.start(NIGHT, {})
        assert eventually(writing(stack), 120)
        cancelling = {"state": {"type": "CANCELLING"}, "force": False}
        api.post(f"/flow_runs/{night_id}/set_state", json=cancelling).raise_for_status()
        assert ended(real_runs, night_id).state == "CANCELLED"
        # A run that an earlier test killed may still be called running.
        under_way = {"state": {"type": {"any_": ["PENDING", "RUNNING", "CANCELLING"]}}}
        wanted = {"flow_runs": {**under_way, "start_time": {"after_": began}}}
        assert eventually(lambda: api.post("/flow_runs/filter", json=wanted).json() == [], 120)
    begun = [statuses(stack_database, org_id) for org_id in organisations]
    assert sorted(begun) == [[], [], *[["finished"]] * 4]
