"""Real parts for the tests: one Postgres with a migrated template cloned per test, and one local stack."""

import gc
import os
import shutil
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import hypothesis
import psycopg
import pytest
from xdist.scheduler import LoadScopeScheduling

from executor.context import ToolContext
from executor.database.connection import Database
from executor.local_postgres.server import Server, embedded_postgres
from executor.unit_of_work import Executor
from themes.text.plurals import counted
from tools.testbed.databases import ROLE, as_owner, cloned, prepare
from tools.testbed.draws import EXAMPLES
from tools.testbed.invariants import faults

pytest_plugins = ["tests.support.endpoint_fixtures"]

# No example is timed: how fast the machine is does not matter here.
hypothesis.settings.register_profile("untimed", deadline=None, max_examples=EXAMPLES)
hypothesis.settings.load_profile("untimed")


class _ByStack(LoadScopeScheduling):
    """Keeps each file's tests together, and all that share the local stack."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "stack" if file.startswith(ON_THE_STACK) else file


ON_THE_STACK = "tests/e2e/"
# The scan of all organisations comes first, while the stack has few.
LONGEST = ("tests/e2e/test_every_trigger", ON_THE_STACK)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: [not item.nodeid.startswith(long) for long in LONGEST])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _ByStack(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which tests were left out and why, and how to run the tests in the same order again."""
    reasons = Counter(_skip_reason(report) for report in terminalreporter.stats.get("skipped", []))
    for reason, count in reasons.items():
        terminalreporter.write_line(f"LEFT OUT: {counted(count, 'test')}. {reason}", yellow=True, bold=True)
    if seed := getattr(config.option, "randomly_seed", None):
        terminalreporter.write_line(f"Order of this run: --randomly-seed={seed}")


def _skip_reason(report: pytest.TestReport) -> str:
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Collect the connections that Prefect's clients leave open, before they are another test's warning."""
    yield
    if item.get_closest_marker("e2e") and "prefect" in getattr(item, "fixturenames", ()):
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):
            gc.collect()


_ROOM_BYTES = 3_000_000_000


@pytest.fixture(scope="session")
def roomy() -> Iterator[Path]:
    """A folder for databases: in memory where there is room, which makes a copy twenty times as fast."""
    memory = Path("/dev/shm")
    fits = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM_BYTES
    with TemporaryDirectory(prefix="theme-scan-tests-", dir=memory if fits else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def server(roomy: Path) -> Iterator[Server]:
    """A real Postgres with a migrated template database."""
    with embedded_postgres(roomy / "postgres", fast=True) as running:
        prepare(running)
        yield running


@pytest.fixture
def database_name(server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh database for one test, which must hold to the invariants unless the test tampers on purpose."""
    with cloned(server) as name:
        yield name
        if not request.node.get_closest_marker("tampers"):
            with as_owner(server, name) as connection:
                assert faults(connection) == []


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
