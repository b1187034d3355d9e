"""Migrating a database that holds data: nothing of an older release is lost, nor left beyond undoing."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from executor.database import migrate as migrating
from executor.database.connection import OPEN, SCHEMA, Database
from executor.database.migrate import migrate
from executor.local_postgres.server import Server
from executor.reads.audit_verification import verify
from executor.unit_of_work import Executor
from tests.conftest import ROLE, as_owner
from tests.support.study_state import Study

OLDER = "0005"
INTERVIEW = (
    "insert into interviews (org_id, id, title, raw_transcript, created_at)"
    " values (current_org(), :interview, 'Talk', 'Hello world.', '2026-01-01')"
)
THEME = (
    "insert into themes (org_id, id, slug, name, confidence_score, occurrences, evidence, first_seen_at,"
    " last_seen_at, rules_version, created_by, updated_by) values (current_org(), :theme, 'price', 'Price',"
    " 0.5, 1, jsonb_build_object('quote_ids', jsonb_build_array()), now(), now(), '1', 'ann', 'ann')"
)
LINK = (
    "insert into interview_themes (org_id, id, theme_id, interview_id, created_by)"
    " values (current_org(), :link, :theme, :interview, 'ann')"
)


@pytest.fixture
def older(server: Server) -> Iterator[URL]:
    """A database as an older release left it, whose owner is no superuser."""
    name = f"older_{uuid4().hex[:8]}"
    with as_owner(server, "postgres") as superuser:
        superuser.execute(f"create role {name} login")
        superuser.execute(f"create database {name} owner {name}")
        superuser.execute(f"grant {ROLE} to {name}")
        url = make_url(server.url(name)).set(username=name)
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text(f"create schema {SCHEMA}"))
            connection.execute(text(f"set local search_path = {SCHEMA}, pg_temp"))
            config = Config(attributes={"connection": connection})
            config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
            command.upgrade(config, OLDER)
        try:
            yield url
        finally:
            superuser.execute(f"drop database {name} with (force)")
            superuser.execute(f"drop role {name}")


def written(engine: Engine, org_id: UUID, statements: list[str], ids: dict[str, UUID]) -> UUID:
    """Write as a tool call of the older release did; return its run."""
    call = {"id": str(uuid4()), "run_id": str(uuid4()), "actor": "ann", "job": "review", "tool": "a.b"}
    figures = {"tool_version": 1, "dry_run": False, "outcome": "succeeded", "error_code": "", "writes": 0}
    rest = {"arguments_hash": "", "result_hash": "", "duration_us": 1}
    with engine.begin() as connection:
        named = {"schema": SCHEMA, "org_id": str(org_id), "scope": "", "role": "none"}
        connection.execute(OPEN, named)
        answers = json.dumps({"*": call["id"]})
        connection.execute(text("select set_config('app.tool_calls', :calls, true)"), {"calls": answers})
        for statement in statements:
            connection.execute(text(statement), ids)
        calls = json.dumps([call | figures | rest])
        connection.execute(text("select from append_tool_calls(cast(:calls as jsonb))"), {"calls": calls})
    return UUID(str(call["run_id"]))


def test_what_an_older_release_removed_can_be_brought_back(older: URL) -> None:
    """Columns that are younger than what the audit kept of a row get their defaults."""
    org_id, engine = uuid4(), create_engine(older, poolclass=NullPool)
    ids = {name: uuid4() for name in ("interview", "theme", "link")}
    written(engine, org_id, [INTERVIEW, THEME, LINK], ids)
    gone = ["delete from interview_themes where id = :link", "delete from themes where id = :theme"]
    removed = written(engine, org_id, gone, ids)
    address = older.render_as_string(hide_password=False)
    migrate(address, ROLE)
    with closing(Database(address, ROLE)) as database:
        _, undone = Study(Executor(database), org_id).revert(removed)
        assert undone == {"rows": {"interview_themes insert": 1, "themes insert": 1}, "left": []}
        with database.org_transaction(org_id) as connection:
            theme = connection.execute(text("select slug, status, split_interviews from themes")).one()
            assert tuple(theme) == ("price", "active", [])
            assert connection.scalar(text("select heard_as from interview_themes")) == []
            assert verify(connection).fault is None


def test_organisations_that_went_missing_are_listed_again(older: URL, server: Server) -> None:
    org_id, engine = uuid4(), create_engine(older, poolclass=NullPool)
    written(engine, org_id, [INTERVIEW], {"interview": uuid4()})
    with as_owner(server, str(older.database)) as superuser:
        superuser.execute("delete from organisations")
        migrate(older.render_as_string(hide_password=False), ROLE)
        assert listed(superuser) == [org_id]
        forced = "select relforcerowsecurity from pg_class where oid = 'interviews'::regclass"
        assert superuser.execute(forced).fetchone() == (True,)


def listed(superuser: psycopg.Connection) -> list[UUID]:
    return [org_id for (org_id,) in superuser.execute("select org_id from organisations")]
