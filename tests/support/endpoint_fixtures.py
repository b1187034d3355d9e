"""The endpoint beside a stand-in for Prefect, and the endpoint on the local stack."""

from collections.abc import Iterator

import httpx
import pytest

from executor.database.connection import Database
from flows.runtime.prefect_client import FlowRuns
from tests.support.endpoint import endpoint_settings, serving
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
