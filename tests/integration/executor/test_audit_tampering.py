"""Tamper evidence: whatever is done to the audit, and by whom, `theme-scan audit verify` finds it."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import Connection, create_engine, text
from typer.testing import CliRunner

from cli.main import app
from executor.database.connection import OPEN, Database
from executor.database.schema_version import SCHEMA
from executor.exceptions import UnknownRunError
from executor.reads import audit_log
from executor.reads.audit_verification import Verdict, verify
from executor.tools import finish_run, start_run
from executor.unit_of_work import Executor
from tools.testbed.databases import ROLE
from tools.testbed.draws import AUDIT_MUTATIONS
from tools.testbed.study_state import Study

Row = dict[str, Any]


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    """An organisation with scans, a revert, an erasure, and runs on record whose reports hold heads."""
    study = Study(executor, org_id)
    study.add("ann", "bob", "cyd")
    first, _ = study.scan(study.theme("Price", {"ann": [0, 1], "bob": [0]}, aliases=["Cost"]))
    study.scan(study.theme("Speed", {"bob": [2], "cyd": [3]}))
    study.revert(study.revert(first)[0])
    study.erase("ann")
    recorded_scan(study)
    return study


def recorded_scan(study: Study) -> None:
    """A scan as a flow runs it: with a record that is opened, and closed with the head in its report."""
    context = study.context("theme-scan")
    with study.executor.unit(context) as unit:
        unit.call(start_run, [{"parameters": {}}])
    _, written = study.scan(study.theme("Trust", {"bob": [1], "cyd": [1]}))
    with study.executor.unit(context) as unit:
        report = {"audit_head": written.audit_head}
        unit.call(finish_run, [{"status": "finished", "report": report}])


@contextmanager
def tampering(url: str) -> Iterator[Connection]:
    """A superuser's transaction past every trigger and key, taken back at the end."""
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("set session_replication_role = replica"))
        connection.execute(text("set search_path = theme_scan"))
        connection.execute(text("alter table row_changes alter column id drop identity"))
        connection.execute(text("alter table tool_calls drop constraint tool_calls_hashes_check"))
        connection.commit()
        yield connection
    engine.dispose()


def verified(connection: Connection, org_id: UUID) -> Verdict:
    parameters = {"schema": SCHEMA, "org_id": str(org_id), "scope": "", "role": ROLE}
    connection.execute(OPEN, parameters)
    return verify(connection)


def other(value: Any, random: random.Random) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + random.choice([-1000, 1000])
    if isinstance(value, datetime):
        return value + timedelta(microseconds=random.choice([-1, 1]))
    if isinstance(value, UUID):
        return uuid4()
    if value is None or value.isdigit():
        return f"{value or 1}0"
    return f"{value}x" if value != "succeeded" else "failed"


def edit(connection: Connection, random: random.Random) -> str:
    """Change one column of one row of the audit."""
    table = random.choice(["tool_calls", "row_changes", "audit_heads"])
    row = dict(random.choice(connection.execute(text(f"select * from {table}")).mappings().all()))
    column = random.choice(list(row))
    where = {name: value for name, value in row.items() if name in ("org_id", "id", "seq")}
    condition = " and ".join(f"{name} = :{name}_" for name in where)
    parameters = {f"{name}_": value for name, value in where.items()}
    if column == "before":
        new = random.choice(["null", "'{}'", "jsonb_build_object('a', 1)"]) if row[column] else "'{}'"
        change = f"before = {new}"
    elif column == "chain_version":
        change = "chain_version = 3 - chain_version"
    elif column == "operation":
        change = "operation = case operation when 'insert' then 'update' else 'insert' end"
    else:
        change = f"{column} = :new"
        parameters["new"] = other(row[column], random)
    connection.execute(text(f"update {table} set {change} where {condition}"), parameters)
    return f"edit {table}.{change}"


def delete(connection: Connection, random: random.Random) -> str:
    """Remove a row of the audit."""
    table = random.choice(["tool_calls", "row_changes"])
    ids = list(connection.execute(text(f"select id from {table}")).scalars())
    connection.execute(text(f"delete from {table} where id = :id"), {"id": random.choice(ids)})
    return f"delete from {table}"


def swap(connection: Connection, random: random.Random) -> str:
    """Let two calls change places."""
    positions = list(connection.execute(text("select seq from tool_calls")).scalars())
    one, two = random.sample(positions, 2)
    connection.execute(text("update tool_calls set seq = -1 where seq = :one"), {"one": one})
    connection.execute(text("update tool_calls set seq = :one where seq = :two"), {"one": one, "two": two})
    connection.execute(text("update tool_calls set seq = :two where seq = -1"), {"two": two})
    return f"swap {one} and {two}"


def move(connection: Connection, random: random.Random) -> str:
    """Move a row to another organisation."""
    table = random.choice(["tool_calls", "row_changes", "audit_heads"])
    keys = list(connection.execute(text(f"select ctid::text from {table}")).scalars())
    parameters = {"key": random.choice(keys), "org": uuid4()}
    connection.execute(text(f"update {table} set org_id = :org where ctid = cast(:key as tid)"), parameters)
    return f"move {table}"


def cut(connection: Connection, random: random.Random) -> str:
    """Cut the end of the chain off, with all that belongs to it, and mend the head."""
    last = connection.scalar(text("select max(seq) from tool_calls"))
    kept = random.randrange(last)
    connection.execute(
        text("delete from row_changes where call_id in (select id from tool_calls where seq > :kept)"),
        {"kept": kept},
    )
    connection.execute(text("delete from tool_calls where seq > :kept"), {"kept": kept})
    connection.execute(
        text(
            "update audit_heads set seq = :kept,"
            " hash = coalesce((select hash from tool_calls where seq = :kept), '')"
        ),
        {"kept": kept},
    )
    return f"cut after {kept}"


def forge(connection: Connection, random: random.Random) -> str:
    """Add a row change that never was, to a call that was or to none."""
    call = random.choice([*connection.execute(text("select id from tool_calls")).scalars(), uuid4()])
    connection.execute(
        text(
            "insert into row_changes"
            " (org_id, id, call_id, table_name, row_id, operation, before_hash, after_hash)"
            " select org_id, 1000, :call, 'themes', :row, 'insert', '', 'x' from audit_heads"
        ),
        {"call": call, "row": uuid4()},
    )
    return "forge a row change"


WAYS: list[Callable[[Connection, random.Random], str]] = [edit, edit, edit, delete, swap, move, cut, forge]


def test_every_one_of_250_random_mutations_is_found(study: Study, database_url: str) -> None:
    chance = random.Random(20261125)
    missed = []
    with tampering(database_url) as connection:
        assert verified(connection, study.org_id).fault is None
        connection.rollback()
        for _ in range(AUDIT_MUTATIONS):
            connection.execute(text("set local search_path = theme_scan"))
            done = chance.choice(WAYS)(connection, chance)
            if verified(connection, study.org_id).fault is None:
                missed.append(done)
            connection.rollback()
    assert missed == []


@pytest.mark.tampers("removes the heads that reports recorded")
def test_a_chain_that_was_rebuilt_from_an_edit_on_is_found_by_the_heads_that_reports_recorded(
    study: Study, owner: psycopg.Connection, database: Database
) -> None:
    """Whoever owns the database can compute every hash anew; what was recorded elsewhere convicts them."""
    with database.org_transaction(study.org_id) as connection:
        head = verify(connection).head
    owner.execute("set session_replication_role = replica")
    owner.execute("update tool_calls set actor = 'somebody else' where seq = 2")
    owner.execute(
        "do $$ declare c tool_calls; previous text := ''; begin"
        " for c in select * from tool_calls order by seq loop"
        "   c.previous_hash := previous; previous := tool_call_digest(c);"
        "   update tool_calls set previous_hash = c.previous_hash, hash = previous where id = c.id;"
        " end loop; update audit_heads set hash = previous; end $$"
    )
    with database.org_transaction(study.org_id) as connection:
        found = verify(connection)
        assert found.fault
        assert "recorded a head that the chain does not hold" in found.fault
    owner.execute("update job_runs set report = null")
    with database.org_transaction(study.org_id) as connection:
        assert verify(connection).fault is None
        assert "does not hold the head" in str(verify(connection, expected_head=head).fault)


REBUILD = (
    "do $$ declare c tool_calls; previous text := ''; begin"
    " for c in select * from tool_calls order by seq loop"
    "   c.previous_hash := previous; c.changes_hash := changes_digest(c.org_id, c.id);"
    "   previous := tool_call_digest(c);"
    "   update tool_calls set previous_hash = c.previous_hash, changes_hash = c.changes_hash, hash = previous"
    "   where id = c.id;"
    " end loop; update audit_heads set hash = previous; end $$"
)
"""What an owner does to make a chain whole again after an edit."""


@pytest.mark.tampers("rewrites the audit as its owner")
class TestOwner:
    """What an owner of the tables tries, who knows how the chain is made."""

    @pytest.fixture(autouse=True)
    def past_triggers(self, owner: psycopg.Connection, study: Study) -> None:
        owner.execute("set session_replication_role = replica")

    def fault(self, study: Study, database: Database, head: str | None = None) -> str:
        with database.org_transaction(study.org_id) as connection:
            return verify(connection, head).fault or ""

    def test_two_row_changes_cannot_pass_for_one(
        self, study: Study, owner: psycopg.Connection, database: Database
    ) -> None:
        """Where fields are joined by a character, the text of one row fits into a field of another."""
        one, two = owner.execute(
            "select r.id, next.id from row_changes r join row_changes next"
            " on next.call_id = r.call_id and next.id = r.id + 1 where next.operation = 'insert' limit 1"
        ).fetchone() or (0, 0)
        owner.execute(
            "update row_changes r set after_hash = concat_ws(E'\\n', r.after_hash, next.id, next.table_name,"
            "  next.row_id, next.operation, next.before_hash, next.after_hash)"
            " from row_changes next where r.id = %s and next.id = %s",
            [one, two],
        )
        owner.execute("delete from row_changes where id = %s", [two])
        assert "row changes" in self.fault(study, database)

    def test_a_function_that_lies_in_the_schema_is_never_called(
        self, study: Study, owner: psycopg.Connection, database: Database
    ) -> None:
        """A function of the very types that it is called with goes before Postgres's own, which takes any."""
        (changed,) = owner.execute("select min(id) from row_changes").fetchone() or ()
        owner.execute(
            "create function concat_ws(text, bigint, text, uuid, text, text, text) returns text"
            " language sql immutable return pg_catalog.concat_ws($1, $2, $3, $4,"
            f" case when $2 = {changed} then 'insert' else $5 end, $6, $7)"
        )
        owner.execute("update row_changes set operation = 'update' where id = %s", [changed])
        assert "row changes" in self.fault(study, database)

    @pytest.mark.parametrize(
        ("edit", "fault"),
        [
            ("update row_changes set table_name = 'nowhere' where id = 1", "none that a call can make"),
            ("update row_changes set after_hash = 'x' where id = 1", "none that a call can make"),
            ("update row_changes set after_hash = '' where id = 1", "none that a call can make"),
            ("update tool_calls set writes = writes + 1 where seq = 1", "row changes"),
            ("update tool_calls set arguments_hash = 'x' where seq = 1", "altered"),
        ],
    )
    def test_what_no_call_can_have_written_is_found_in_a_chain_that_is_whole(
        self, study: Study, owner: psycopg.Connection, database: Database, edit: str, fault: str
    ) -> None:
        owner.execute("alter table tool_calls drop constraint tool_calls_hashes_check")
        owner.execute(edit)
        owner.execute("update job_runs set report = null")
        owner.execute(REBUILD)
        assert fault in self.fault(study, database)

    def test_a_payload_goes_with_an_erasure_alone(
        self, study: Study, owner: psycopg.Connection, database: Database
    ) -> None:
        """The rows of an erasure under another call than that of an erased interview are found."""
        owner.execute(
            "insert into row_changes"
            " (org_id, call_id, table_name, row_id, operation, before_hash, after_hash)"
            " select org_id, (select id from tool_calls where tool = 'themes.upsert_theme' limit 1),"
            " table_name, row_id, 'erase', before_hash, '' from row_changes"
            " where before is not null limit 1"
        )
        owner.execute(
            "update tool_calls t set writes = (select count(*) from row_changes r where r.call_id = t.id)"
            " where not dry_run"
        )
        owner.execute("update job_runs set report = null")
        owner.execute(REBUILD)
        assert "erased no interview" in self.fault(study, database)


class TestCommands:
    """`theme-scan audit`, as a person uses it."""

    @pytest.fixture(autouse=True)
    def environment(self, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", database_url)

    def run(self, study: Study, *words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["audit", *words, "--org", str(study.org_id)], catch_exceptions=False)
        return done.exit_code, " ".join(done.output.split())

    def test_verify_prints_the_length_and_the_head(self, study: Study, owner: psycopg.Connection) -> None:
        length, head = owner.execute("select seq, hash from audit_heads").fetchone() or (0, "")
        assert self.run(study, "verify") == (0, f"Intact: {length} calls. Head {head}")
        assert self.run(study, "verify", "--head", head)[0] == 0
        assert self.run(study, "verify", "--head", f" {head.upper()} ")[0] == 0
        status, told = self.run(study, "verify", "--head", "0" * 64)
        assert (status, "does not hold the head 000" in told) == (3, True)

    @pytest.mark.parametrize("slip", ["", "abc", "of another day", "[/UX]", "g" * 64])
    def test_what_is_no_head_is_a_wrong_option_and_no_alarm(self, study: Study, slip: str) -> None:
        status, told = self.run(study, "verify", "--head", slip)
        assert status == 2
        assert "--head" in told
        assert "not a head: 64 hexadecimal digits" in told
        assert "Broken" not in told

    def test_verify_names_the_first_broken_link(self, study: Study, owner: psycopg.Connection) -> None:
        owner.execute("set session_replication_role = replica")
        owner.execute("update tool_calls set actor = 'x' where seq in (2, 5)")
        assert self.run(study, "verify") == (3, "Broken at call 2: Call 2 was altered.")

    def test_list_and_show_tell_what_a_run_did_row_by_row_without_text(
        self, study: Study, owner: psycopg.Connection, database: Database
    ) -> None:
        run_id, _ = study.scan(study.theme("Luck", {"bob": [4], "cyd": [4]}))
        assert str(run_id) in self.run(study, "list")[1]
        status, shown = self.run(study, "show", str(run_id))
        assert status == 0
        with database.org_transaction(study.org_id) as connection:
            rows = [row for call in audit_log.calls(connection, run_id) for row in call.changes]
        assert len(rows) == 5
        assert all(f"{row.table} {row.row_id} {row.operation}" in shown for row in rows)
        assert "Luck" not in shown
        assert "sentence" not in shown

    def test_a_run_of_another_organisation_is_not_shown(self, study: Study) -> None:
        run_id, _ = study.scan(study.theme("Luck", {"bob": [4], "cyd": [4]}))
        stranger = Study(study.executor, uuid4())
        with pytest.raises(UnknownRunError, match="audit list"):
            self.run(stranger, "show", str(run_id))

    def test_a_name_that_looks_like_markup_is_listed_as_it_is(self, study: Study) -> None:
        context = study.context("theme-scan").model_copy(update={"actor": "person:Ada [/UX]"})
        with study.executor.unit(context) as unit:
            unit.call(start_run, [{"parameters": {}}])
        status, told = self.run(study, "list")
        assert (status, "person:Ada [/UX]" in told) == (0, True)

    def test_json_holds_what_is_printed(self, study: Study) -> None:
        verdict, listed = (json.loads(self.run(study, word, "--json")[1]) for word in ("verify", "list"))
        assert (verdict["intact"], verdict["fault"]) == (True, None)
        newest = listed["runs"][0]
        shown = json.loads(self.run(study, "show", newest["run_id"], "--json")[1])
        assert len(shown["calls"]) == newest["calls"]
