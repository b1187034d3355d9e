"""The SQL that the documentation prints, run as printed, by those who are told to run it."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url

from executor.database.connection import Database
from executor.database.migrate import migrate
from executor.exceptions import ExecutorError, UnusableRoleError
from executor.local_postgres.account import wheel_programs
from executor.local_postgres.server import Server
from executor.reads import stored_themes
from executor.reads.audit_verification import verify
from executor.tools import finish_run, start_run
from executor.unit_of_work import Executor
from tools.testbed.databases import ROLE, as_owner
from tools.testbed.study_state import Study

DOCS = Path(__file__).parents[2] / "docs"


def printed(page: str, *, containing: str = "", **stands_for: object) -> list[str]:
    """The statements of a page's block of SQL, with what its placeholders stand for."""
    blocks = re.findall(r"```sql\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    (block,) = (block for block in blocks if containing in block)
    for placeholder, value in stands_for.items():
        block = block.replace(placeholder, str(value))
    return [statement for statement in block.split(";") if statement.strip()]


def answer(connection: psycopg.Connection, statements: list[str]) -> list[Any]:
    """Run the statements, and return the rows of the last."""
    for statement in statements[:-1]:
        connection.execute(statement)
    return connection.execute(statements[-1]).fetchall()


class Hired(NamedTuple):
    """A database as a provider rents it out: nobody who works with it is a superuser."""

    owner: URL
    """Of the login that migrated it."""
    worker: URL
    """Of another login."""
    role: str
    """What transactions take on, made by the migration."""


@pytest.fixture
def hired(server: Server) -> Iterator[Hired]:
    """Logins that may do what docs/how-to/operations.md says they need, and no more."""
    name = f"hired_{uuid4().hex[:8]}"
    roles = [f"{name}_{role}" for role in ("role", "worker", "owner")]
    url = make_url(server.url(name))
    with as_owner(server, "postgres") as superuser:
        superuser.execute(f"create role {name}_owner login createrole nosuperuser")
        superuser.execute(f"create role {name}_worker login nosuperuser")
        superuser.execute(f"create database {name}")
        superuser.execute(f"grant create on database {name} to {name}_owner")
        owner = url.set(username=f"{name}_owner")
        migrate(owner.render_as_string(hide_password=False), f"{name}_role")
        try:
            yield Hired(owner, url.set(username=f"{name}_worker"), f"{name}_role")
        finally:
            superuser.execute(f"drop database {name} with (force)")
            for role in roles:
                superuser.execute(f"drop role {role}")


@contextmanager
def logged_in(url: URL) -> Iterator[psycopg.Connection]:
    with psycopg.connect(told(url), autocommit=True) as connection:
        yield connection


@pytest.fixture
def working(hired: Hired) -> Iterator[Executor]:
    """The executor of a worker with a login of its own, which was granted the role as the page says."""
    with closing(Database(hired.worker.render_as_string(hide_password=False), hired.role)) as database:
        with pytest.raises(UnusableRoleError, match=f"grant {hired.role} to {hired.worker.username}"):
            database.check()
        said = printed(
            "how-to/operations.md", containing="grant", theme_scan_app=hired.role, LOGIN=hired.worker.username
        )
        with logged_in(hired.owner) as owner:
            owner.execute(said[0])
        database.check()
        yield Executor(database)


def test_a_login_that_is_not_the_owner_is_told_that_it_may_not_migrate(hired: Hired) -> None:
    with pytest.raises(ExecutorError, match="Log in as the tables' owner"):
        migrate(hired.worker.render_as_string(hide_password=False), hired.role)


@pytest.mark.tampers("drops the tables")
def test_a_login_that_may_create_no_schema_can_migrate_one_that_was_made_for_it(
    server: Server, database_name: str, owner: psycopg.Connection
) -> None:
    owner.execute(f"drop schema theme_scan cascade; create role {database_name} login")
    owner.execute(f"create schema theme_scan authorization {database_name}")
    url = make_url(server.url(database_name)).set(username=database_name)
    try:
        migrate(url.render_as_string(hide_password=False), ROLE)
        migrate(url.render_as_string(hide_password=False), ROLE)
    finally:
        owner.execute(f"drop owned by {database_name}; drop role {database_name}")


def filled(executor: Executor, org_id: UUID) -> Study:
    study = Study(executor, org_id)
    study.add("ann", "bob", opening="🙂 é — ")
    study.scan(study.theme("Price", {"ann": [0], "bob": [0, 3]}))
    return study


def test_a_backup_is_taken_by_a_login_of_its_own_and_restored_by_the_owner(
    server: Server, hired: Hired, working: Executor, org_id: UUID, tmp_path: Path
) -> None:
    """As the page says; and why it says so: a dump by the owner fails."""
    filled(working, org_id)
    name = f"restored_{uuid4().hex[:8]}"
    (said,) = printed("how-to/operations.md", containing="bypassrls", theme_scan_backup=f"{name}_backup")
    backup, restored = hired.owner.set(username=f"{name}_backup"), hired.owner.set(database=name)
    dump = ["pg_dump", "--schema", "theme_scan", "--file", str(tmp_path / "dump.sql")]
    restore = ["psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--single-transaction", "--output", "/dev/null"]
    with as_owner(server, "postgres") as superuser:
        superuser.execute(said)
        superuser.execute(f"create database {name} owner {hired.owner.username}")
        try:
            assert done([*dump, told(hired.owner)]) != 0
            assert done([*dump, told(backup)]) == 0
            assert done([*restore, "--file", str(tmp_path / "dump.sql"), told(restored)]) == 0
            with closing(Database(restored.render_as_string(hide_password=False), hired.role)) as database:
                database.check()
                Study(Executor(database), org_id).add("cyd")
                with database.org_transaction(org_id) as connection:
                    assert verify(connection).fault is None
                    assert len(stored_themes.interviews(connection)) == 3
        finally:
            superuser.execute(f"drop database {name} with (force)")
            superuser.execute(f"drop role {name}_backup")


def done(command: list[str]) -> int:
    """The exit status of one of Postgres's own programs."""
    program = str(wheel_programs() / command[0])
    return subprocess.run([program, *command[1:]], check=False, capture_output=True).returncode


def told(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.mark.tampers("spoils a quote for the query to find")
def test_the_query_that_compares_every_quote_with_its_transcript(
    executor: Executor, org_id: UUID, owner: psycopg.Connection
) -> None:
    study = filled(executor, org_id)
    counted, wrong = (
        printed("explanation/audit.md", ORG=org_id),
        printed("explanation/architecture.md", ORG=org_id),
    )
    assert (answer(owner, counted), answer(owner, wrong)) == ([(3, 3, 3)], [])
    owner.execute("set session_replication_role = replica")
    owner.execute(
        "update interview_quotes set quote = 'x' || quote where interview_id = %s", [study.id_of("ann")]
    )
    assert answer(owner, counted) == [(3, 2, 2)]
    assert len(answer(owner, wrong)) == 1


def test_the_owner_of_the_tables_sees_the_organisation_that_the_query_names_and_no_other(
    hired: Hired, working: Executor, org_id: UUID
) -> None:
    """As the pages say: row-level security binds the owner too, so a count of 0 proves nothing."""
    filled(working, org_id)
    filled(working, uuid4())
    with logged_in(hired.owner) as owner:
        counted = printed("explanation/audit.md", ORG=org_id)
        assert answer(owner, counted[-1:]) == [(0, 0, 0)]
        assert answer(owner, counted) == [(3, 3, 3)]
        assert answer(owner, printed("explanation/architecture.md", ORG=org_id)) == []


def test_the_query_for_runs_shows_those_of_the_organisation_with_their_errors(
    hired: Hired, working: Executor, org_id: UUID
) -> None:
    context = Study(working, org_id).context("theme-scan")
    with working.unit(context) as unit:
        unit.call(start_run, [{"parameters": {}}])
        unit.call(finish_run, [{"status": "failed", "error": "It rained."}])
    with logged_in(hired.owner) as owner:
        said = printed("how-to/operations.md", containing="job_runs", ORG=org_id)
        assert answer(owner, said[-1:]) == []
        ((run_id, job, _, status, error, *_),) = answer(owner, said)
    assert (run_id, job, status, error) == (context.run_id, "theme-scan", "failed", "It rained.")


def test_the_query_that_finds_tables_without_their_guard(hired: Hired, owner: psycopg.Connection) -> None:
    said = printed("explanation/tenancy.md")
    with logged_in(hired.worker) as anybody:
        assert answer(anybody, said) == []
    assert answer(owner, said) == []
    owner.execute("alter table theme_scan.themes no force row level security")
    assert answer(owner, said) == [("themes",)]
