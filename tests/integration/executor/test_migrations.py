"""Migrations: a database that holds data is carried over without loss, or refused in a sentence."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL, make_url

from executor.database import schema_version
from executor.database.connection import Database
from executor.database.migrate import migrate
from executor.database.schema_version import SCHEMA_VERSION, UPGRADE_THROUGH, VERSIONS
from executor.exceptions import SchemaNotMigratedError
from executor.local_postgres.server import Server
from executor.reads.audit_verification import verify
from executor.tools.revert_run import RevertedRun, RowCount
from executor.unit_of_work import Executor
from tools.testbed.databases import ROLE, TEMPLATE, as_owner
from tools.testbed.study_state import Study
from tools.write_schema import FILE, schema_text

DUMP = Path(__file__).parents[2] / "support" / "database_0009.sql"
ORG = UUID("5a0c1c4e-0000-4000-8000-000000000009")


@pytest.fixture
def older(server: Server) -> Iterator[URL]:
    """A filled database as an older release left it, whose owner is no superuser."""
    name = f"older_{uuid4().hex[:8]}"
    with as_owner(server, "postgres") as superuser:
        superuser.execute(f"create role {name} login")
        superuser.execute(f"create database {name} owner {name}")
        superuser.execute(f"grant {ROLE} to {name}")
        try:
            url = make_url(server.url(name)).set(username=name)
            with psycopg.connect(plain(url)) as owner:
                owner.execute(DUMP.read_text(encoding="utf-8"))
            yield url
        finally:
            superuser.execute(f"drop database {name} with (force)")
            superuser.execute(f"drop role {name}")


def plain(url: URL | str) -> str:
    """The address as libpq reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def contents(server: Server, url: URL) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with as_owner(server, str(url.database)) as superuser:
        tables = superuser.execute("select relname from pg_class c where c.relkind = 'r' and c.relnamespace ="
            " 'theme_scan'::regnamespace and relname <> 'alembic_version'").fetchall()  # fmt: skip
        return {
            table: [
                json.loads(row)
                for (row,) in superuser.execute(f"select to_jsonb(t)::text from {table} t order by ctid")
            ]
            for (table,) in tables
        }


def test_a_database_of_the_last_version_before_0_1_0_is_carried_over_without_loss(
    older: URL, server: Server
) -> None:
    """Its schema is then letter for letter that of a new database. Its past can be reverted and erased."""
    before = contents(server, older)
    migrate(plain(older), ROLE)
    after = contents(server, older)
    for table, rows in before.items():
        # Younger columns have their defaults.
        known = rows[0].keys() if rows else ()
        assert [{column: row[column] for column in known} for row in after[table]] == rows
    assert schema_text(plain(older)) == FILE.read_text(encoding="utf-8")
    with closing(Database(plain(older), ROLE)) as database:
        database.check()
        study = Study(Executor(database), ORG)
        with as_owner(server, str(older.database)) as superuser:
            query = "select run_id from tool_calls where job = 'confidence-decay'"
            (decay, *_) = [run for (run,) in superuser.execute(query)]
        _, reverted = study.revert(decay)
        assert reverted == RevertedRun(
            rows=(RowCount(table="theme_standings", operation="delete", count=2),), left=()
        )
        study.erase("fay")
        with database.org_transaction(ORG) as connection:
            assert verify(connection).fault is None


@pytest.mark.parametrize("version", ["0001", "0008"])
def test_an_older_database_is_refused_and_the_sentence_names_the_commit_to_upgrade_through(
    older: URL, server: Server, version: str
) -> None:
    with as_owner(server, str(older.database)) as superuser:
        superuser.execute("update alembic_version set version_num = %s", [version])
        with pytest.raises(SchemaNotMigratedError, match=f"older .* migrate` of commit {UPGRADE_THROUGH}"):
            migrate(plain(older), ROLE)
        assert superuser.execute("select version_num from alembic_version").fetchall() == [(version,)]


def test_a_program_of_before_0_1_0_takes_the_new_versions_for_newer_ones() -> None:
    """Such a program compares version strings, and refuses what is greater than its own."""
    assert all(version > "0009" for version in VERSIONS)


def test_each_migration_has_its_files_name_and_follows_the_one_before() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema_version.__file__).parent / "migrations"))
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())
    assert [script.revision for script in reversed(scripts)] == list(VERSIONS)
    assert all(f"v{Path(script.path).stem}" == script.revision for script in scripts)
    assert VERSIONS[-1] == SCHEMA_VERSION


def test_the_schema_file_is_what_the_migrations_make(server: Server) -> None:
    """``make schema`` writes the file anew."""
    assert schema_text(plain(server.url(TEMPLATE))) == FILE.read_text(encoding="utf-8")


def test_what_an_older_release_removed_can_be_brought_back(
    executor: Executor, org_id: UUID, owner: psycopg.Connection
) -> None:
    """Columns that are younger than what the audit kept of a row get their defaults."""
    study = Study(executor, org_id)
    study.add("ann", "bob")
    reverted, _ = study.revert(study.scan(study.theme("Price", {"ann": [0], "bob": [0]}))[0])
    owner.execute("alter table themes add column mood text not null default 'calm'")
    _, done = study.revert(reverted)
    assert (RowCount(table="themes", operation="insert", count=1) in done.rows, done.left) == (True, ())
    assert owner.execute("select slug, mood from themes").fetchall() == [("price", "calm")]
