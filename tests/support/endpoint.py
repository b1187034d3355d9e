"""The endpoint over real HTTP, beside a stand-in for Prefect or the local stack."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from cli.stack.serving import listening
from cli.stack.stack import Stack
from executor.context import ToolContext
from executor.database.connection import Database
from executor.database.opening import open_database
from executor.tools import upsert_interview
from executor.tools.interviews import UpsertInterview
from executor.unit_of_work import Executor
from flows.runtime.prefect_client import FlowRuns, flow_runs
from settings import Settings
from tests.support.fake_prefect import FakePrefect
from webhook.app import create_app

SECRET = "current-sëcret"
PREVIOUS = "previous-secret"
CRON = "cron-secret"
KNOWN = {"X-Internal-Secret": SECRET.encode()}
FIRST = (
    "Ann: The price is too high for us. We compared the price with others and it costs twice as much.\n"
    "Ann: I would pay less for fewer features, the monthly cost is what keeps us away."
)
SECOND = (
    "Bob: Honestly the price is too expensive. Every year the cost goes up and we pay more.\n"
    "Bob: If the price was lower my boss would sign. The cost is the only thing against it."
)
SCAN = "/api/internal/jobs/theme-scan"


def endpoint_settings(**changes: Any) -> Settings:
    known = {
        "internal_shared_secret": SecretStr(SECRET),
        "internal_shared_secret_previous": SecretStr(PREVIOUS),
        "cron_secret": SecretStr(CRON),
    }
    return Settings(_env_file=None, **(known | changes))


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve the application over real HTTP, as `theme-scan serve` does."""
    with listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with httpx.Client(base_url=address, timeout=120) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def fake_prefect() -> FakePrefect:
    return FakePrefect()


@pytest.fixture
def endpoint(fake_prefect: FakePrefect, database: Database) -> Iterator[httpx.Client]:
    """The endpoint on a real database, with a stand-in for Prefect."""
    app = create_app(endpoint_settings(job_wait_seconds=3), FlowRuns(fake_prefect.client()), database)
    with serving(app) as client:
        yield client


@pytest.fixture(scope="session")
def stack_database(stack: Stack) -> Iterator[Database]:
    with open_database(Settings(_env_file=None, state_dir=stack.state_dir)) as database:
        yield database


@pytest.fixture(scope="session")
def real_runs(stack: Stack) -> Iterator[FlowRuns]:
    with flow_runs(stack.api, stack.environment) as runs:
        yield runs


@pytest.fixture(scope="session")
def real_endpoint(real_runs: FlowRuns, stack_database: Database) -> Iterator[httpx.Client]:
    with serving(create_app(endpoint_settings(job_wait_seconds=110), real_runs, stack_database)) as client:
        yield client


@pytest.fixture(scope="session")
def organisation(stack_database: Database) -> UUID:
    """The one organisation of the stack, with two short interviews that have a theme in common."""
    return two_interviews(stack_database)


def two_interviews(database: Database) -> UUID:
    """Store two interviews of a new organisation, and return its id."""
    context = ToolContext(org_id=uuid4(), run_id=uuid4(), actor="system:test", job="test", rules_version="1")
    with Executor(database).unit(context) as unit:
        unit.call(upsert_interview, [interview(said) for said in (FIRST, SECOND)])
    return context.org_id


def interview(said: str) -> UpsertInterview:
    return UpsertInterview(interview_id=uuid4(), title="Talk", transcript=said)
