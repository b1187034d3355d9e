"""One local stack for all end-to-end tests, which ends with the last of them: an idle one costs CPU too."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import httpx
import psycopg
import pytest
from prefect.events.worker import EventsWorker
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_HOME,
    PREFECT_LOGGING_TO_API_ENABLED,
    temporary_settings,
)

from cli.stack.stack import Stack, local_stack
from executor.database.connection import Database
from executor.database.migrate import migrate
from executor.database.opening import open_database
from flows.runtime.prefect_client import FlowRuns, flow_runs
from settings import Settings
from tests.support.endpoint import endpoint_settings, erase_interviews, serving, two_interviews
from tests.support.processes import processes_of
from tests.support.waiting import patience
from tools.testbed.databases import ROLE
from tools.testbed.invariants import faults
from tools.testbed.model_server import ModelServer
from webhook.app import create_app


@pytest.fixture(scope="package")
def stack(roomy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The local stack with the project's own deployments, once for all tests that need Prefect.

    Its environment would lead Prefect astray, and its folder's name wants quoting.
    """
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")},
        "HOME": str(tmp_path_factory.mktemp("home")),
        "PREFECT_API_URL": "http://elsewhere.invalid/api",
        "PREFECT_PROFILE": "elsewhere",
        # A run whose process was killed keeps its organisation no longer than this.
        "LEASE_SECONDS": "20",
    }
    with local_stack(roomy / "with space", environment=environment) as running:
        url = running.environment["DATABASE_URL"]
        migrate(url, ROLE)
        yield running
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as owner:
            owner.execute("set search_path = theme_scan, public")
            assert faults(owner) == []
    assert not processes_of(running.state_dir)


@pytest.fixture
def prefect(stack: Stack, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """For flows run in this process: a real Prefect server, the test's database and no model endpoint."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    ours = {PREFECT_API_URL: stack.api, PREFECT_HOME: stack.state_dir / "client"}
    with temporary_settings({**ours, PREFECT_LOGGING_TO_API_ENABLED: False}):
        yield stack
        EventsWorker.drain_all()


@pytest.fixture
def model(prefect: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """An OpenAI-compatible server that the settings name."""
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        yield server


@pytest.fixture(scope="package")
def stack_database(stack: Stack) -> Iterator[Database]:
    with open_database(
        Settings(_env_file=None, state_dir=stack.state_dir).with_embedded_database()
    ) as database:
        yield database


@pytest.fixture(scope="package")
def real_runs(stack: Stack) -> Iterator[FlowRuns]:
    with flow_runs(stack.api, stack.environment) as runs:
        yield runs


@pytest.fixture(scope="package")
def real_endpoint(real_runs: FlowRuns, stack_database: Database) -> Iterator[httpx.Client]:
    with serving(create_app(endpoint_settings(job_wait_seconds=110), real_runs, stack_database)) as client:
        yield client


@pytest.fixture
def organisation(stack_database: Database) -> Iterator[UUID]:
    """An organisation with two short interviews that have a theme in common; gone at the end."""
    org_id = two_interviews(stack_database)
    yield org_id
    erase_interviews(stack_database, org_id)


@pytest.fixture
def waiting_worker(stack: Stack) -> Iterator[None]:
    """Keep the worker from the runs that a test starts, and delete these: each would cost seconds of CPU."""
    with httpx.Client(base_url=stack.api, timeout=patience(30)) as api:
        api.patch("/work_pools/theme-scan", json={"is_paused": True}).raise_for_status()
        yield
        unbegun = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED", "PENDING"]}}}}
        for run in api.post("/flow_runs/filter", json=unbegun).json():
            if not run["auto_scheduled"]:
                api.delete(f"/flow_runs/{run['id']}").raise_for_status()
        api.patch("/work_pools/theme-scan", json={"is_paused": False}).raise_for_status()
