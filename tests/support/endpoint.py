"""The endpoint over real HTTP: its secrets, its settings, and two interviews that share a theme."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from cli.stack.serving import listening
from executor.context import ToolContext
from executor.database.connection import Database
from executor.tools import erase_interview, upsert_interview
from executor.tools.interviews import UpsertInterview
from executor.unit_of_work import Executor
from settings import Settings
from tests.support.waiting import patience
from webhook.slow_clients import ImpatientProtocol

SECRET = "current-sëcret"
PREVIOUS = "previous-secret"
CRON = "cron-secret"
KNOWN = {b"X-Internal-Secret": SECRET.encode()}
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
def serving(app: FastAPI, protocol: type[ImpatientProtocol] = ImpatientProtocol) -> Iterator[httpx.Client]:
    """Serve the application over real HTTP, as `theme-scan serve` does."""
    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(app, http=protocol, log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with httpx.Client(base_url=address, timeout=patience(120)) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


def two_interviews(database: Database) -> UUID:
    """Store two interviews of a new organisation, and return its id."""
    context = ToolContext(org_id=uuid4(), run_id=uuid4(), actor="system:test", job="test", rules_version="1")
    with Executor(database).unit(context) as unit:
        unit.call(upsert_interview, [interview(said) for said in (FIRST, SECOND)])
    return context.org_id


def interview(said: str) -> UpsertInterview:
    return UpsertInterview(interview_id=uuid4(), title="Talk", transcript=said)


def erase_interviews(database: Database, org_id: UUID) -> None:
    """Erase all interviews of an organisation, which so leaves the directory of organisations."""
    context = ToolContext(org_id=org_id, run_id=uuid4(), actor="system:test", job="test", rules_version="1")
    with database.org_transaction(org_id) as connection:
        found = connection.execute(text("select id from interviews")).scalars().all()
    with Executor(database).unit(context) as unit:
        unit.call(erase_interview, [{"interview_id": id_} for id_ in found])
