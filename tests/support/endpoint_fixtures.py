"""The endpoint beside a stand-in for Prefect, and the endpoint on the local stack."""

from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from cli.stack.stack import Stack
from executor.database.connection import Database
from executor.database.opening import open_database
from flows.runtime.prefect_client import FlowRuns, flow_runs
from settings import Settings
from tests.support.endpoint import endpoint_settings, serving, two_interviews
from tests.support.fake_prefect import FakePrefect
from webhook.app import create_app


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
