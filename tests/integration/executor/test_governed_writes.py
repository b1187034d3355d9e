"""What the database itself refuses of a session that speaks SQL past the tools."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from executor.database.connection import Database
from executor.reads.audit_verification import verify
from executor.unit_of_work import Executor
from tools.testbed.databases import ROLE
from tools.testbed.study_state import Study

INTERVIEW = (
    "insert into interviews (org_id, id, title, raw_transcript, created_at)"
    " values (current_org(), gen_random_uuid(), 'Talk', 'Hello.', now())"
)


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    study = Study(executor, org_id)
    study.add("ann", "bob")
    study.scan(study.theme("Price", {"ann": [0], "bob": [0]}, aliases=["Cost"]))
    return study


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(DBAPIError) as caught:
        yield
    assert getattr(caught.value.orig, "sqlstate", None) == code


def answer(connection: Connection, call: UUID) -> None:
    connection.execute(
        text("select set_config('app.tool_calls', :calls, true)"), {"calls": json.dumps({"*": str(call)})}
    )


def append(connection: Connection, call: UUID, tool: str = "a.b") -> None:
    fields: dict[str, Any] = {
        "id": str(call),
        "run_id": str(uuid4()),
        "actor": "x",
        "job": "x",
        "tool": tool,
        "tool_version": 1,
        "dry_run": False,
        "outcome": "succeeded",
        "error_code": "",
        "writes": 0,
        "arguments_hash": "0" * 64,
        "result_hash": "0" * 64,
        "duration_us": 1,
    }
    calls = {"calls": json.dumps([fields])}
    connection.execute(text("select from append_tool_calls(cast(:calls as jsonb))"), calls)


def test_no_write_commits_under_a_call_that_another_session_has_appended_meanwhile(
    study: Study, database: Database
) -> None:
    call = uuid4()
    with refused("TS004"), ExitStack() as stack:
        late = stack.enter_context(database.org_transaction(study.org_id))
        answer(late, call)
        late.execute(text(INTERVIEW))
        with database.org_transaction(study.org_id) as early:
            append(early, call)
    with database.org_transaction(study.org_id) as connection:
        assert verify(connection).fault is None


def test_a_call_that_counts_other_writes_than_there_are_is_refused(study: Study, database: Database) -> None:
    """Both sessions write under one call, and neither sees the row of the other."""
    call = uuid4()
    with refused("TS004"), ExitStack() as stack:
        late = stack.enter_context(database.org_transaction(study.org_id))
        answer(late, call)
        late.execute(text(INTERVIEW))
        with database.org_transaction(study.org_id) as early:
            answer(early, call)
            early.execute(text(INTERVIEW))
            append(early, call)
    with database.org_transaction(study.org_id) as connection:
        assert verify(connection).fault is None


def test_a_number_of_another_scale_is_a_change(
    study: Study, database: Database, owner: psycopg.Connection
) -> None:
    """``jsonb`` takes 1.0 and 1.00 for equal, and yet keeps them apart."""
    call = uuid4()
    with database.org_transaction(study.org_id) as connection:
        answer(connection, call)
        for number in ("1.0", "1.00"):
            patch = f"jsonb_build_object('note', {number}::numeric)"
            connection.execute(text(f"update themes set evidence = evidence || {patch}"))
        append(connection, call)
    changes = owner.execute("select count(*) from row_changes where call_id = %s", [call]).fetchone()
    assert changes == (2,)


@pytest.mark.parametrize("column", ["id", "org_id"])
def test_a_row_keeps_its_identity(study: Study, database: Database, column: str) -> None:
    with database.org_transaction(study.org_id) as connection:
        answer(connection, uuid4())
        code = "TS005" if column == "id" else "42501"
        with refused(code), connection.begin_nested():
            connection.execute(text(f"update theme_aliases set {column} = gen_random_uuid()"))


@pytest.mark.parametrize("setting", ["extra_float_digits = 0", "timezone = 'Asia/Tokyo'"])
def test_no_setting_of_a_session_hides_a_change(
    study: Study, database: Database, owner: psycopg.Connection, setting: str
) -> None:
    call = uuid4()
    with database.org_transaction(study.org_id) as connection:
        answer(connection, call)
        connection.execute(text(f"set local {setting}"))
        connection.execute(text("update themes set confidence_score = confidence_score + 1e-16"))
        append(connection, call)
    owner.execute("set timezone = 'UTC'")
    said = owner.execute(
        "select after_hash = sha256_hex(to_jsonb(t)::text) from row_changes r"
        " join themes t on t.id = r.row_id where r.call_id = %s",
        [call],
    ).fetchall()
    assert said == [(True,)]


def test_a_made_up_call_removes_nothing_that_the_audit_keeps(
    study: Study, database: Database, owner: psycopg.Connection
) -> None:
    study.revert(study.scan(study.theme("Speed", {"ann": [1], "bob": [1]}))[0])
    kept = "select count(*) from row_changes where before is not null"
    before = owner.execute(kept).fetchone()
    assert before != (0,)
    erase = text("select erase_payloads(:call, :interview, array['e'])")
    for interview in (uuid4(), study.id_of("ann")):
        call = uuid4()
        with refused("TS006"), database.org_transaction(study.org_id) as connection:
            answer(connection, call)
            connection.execute(erase, {"call": call, "interview": interview})
    assert owner.execute(kept).fetchone() == before


def test_only_the_application_may_call_what_writes_past_its_rights(owner: psycopg.Connection) -> None:
    """A role beside it that may use the schema may not call what runs with the owner's rights."""
    owner.execute("do $$ begin create role passer_by; exception when duplicate_object then null; end $$")
    owner.execute("grant usage on schema theme_scan to passer_by")
    definers = owner.execute(
        "select oid::regprocedure::text, has_function_privilege('passer_by', oid, 'execute'),"
        f" has_function_privilege('{ROLE}', oid, 'execute') from pg_proc"
        " where pronamespace = 'theme_scan'::regnamespace and prosecdef and prorettype <> 'trigger'::regtype"
    ).fetchall()
    owner.execute("revoke usage on schema theme_scan from passer_by")
    owner.execute("drop role passer_by")
    assert len(definers) == 2
    assert all(not anybody and ours for _, anybody, ours in definers), definers
