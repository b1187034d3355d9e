"""Real Postgres for the tests: one server, one migrated template, a clone of it per test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from executor.context import ToolContext
from executor.database import Database
from executor.embedded import Server, embedded_postgres
from executor.execute import Executor
from executor.migrate import migrate

ROLE = "theme_scan_app"
TEMPLATE = "template_theme_scan"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Postgres with a migrated template database."""
    with embedded_postgres(tmp_path_factory.mktemp("postgres"), fast=True) as running:
        running.ensure_database(TEMPLATE)
        migrate(running.url(TEMPLATE), ROLE)
        yield running


@contextmanager
def as_owner(server: Server, database: str) -> Iterator[psycopg.Connection]:
    """A connection as the database's superuser, past all the rules, in autocommit."""
    url = server.url(database).replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set search_path = theme_scan, public")
        yield connection


@pytest.fixture
def database_name(server: Server) -> Iterator[str]:
    """A fresh database for one test."""
    name = f"test_{uuid4().hex}"
    with as_owner(server, "postgres") as connection:
        connection.execute(
            sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        )
        yield name
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def database_url(server: Server, database_name: str) -> str:
    return server.url(database_name)


@pytest.fixture
def owner(server: Server, database_name: str) -> Iterator[psycopg.Connection]:
    """The test's database as its superuser, for looking behind the scenes and for tampering."""
    with as_owner(server, database_name) as connection:
        yield connection


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, ROLE)
    yield opened
    opened.close()


@pytest.fixture
def executor(database: Database) -> Executor:
    return Executor(database)


@pytest.fixture
def org_id() -> UUID:
    return uuid4()


@pytest.fixture
def context(org_id: UUID) -> ToolContext:
    return ToolContext(
        org_id=org_id, run_id=uuid4(), actor="system:theme-scan", job="theme-scan", rules_version="1"
    )


@pytest.fixture
def sample_study() -> Path:
    return Path(__file__).parent.parent / "docs" / "sample-study"
