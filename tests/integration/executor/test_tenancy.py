"""Tenancy: nothing of one organisation is seen, touched or even guessed from another."""

import asyncio
from contextlib import closing
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from executor import leases
from executor.database.connection import Database
from executor.org_database import OrgDatabase
from executor.stores.extraction_cache import Entry, ExtractionCache
from executor.stores.merge_decisions import MergeDecisions
from executor.tool import Refusal
from executor.tools import (
    ALL,
    add_alias,
    add_quote,
    correct_speakers,
    describe_participant,
    erase_interview,
    finish_run,
    ids,
    link_to_interview,
    merge_themes,
    pin_theme,
    reject_theme,
    rename_theme,
    restore_erased,
    restore_theme,
    revert_run,
    set_codebook,
    set_context,
    set_decay_state,
    split_theme,
    start_run,
    upsert_interview,
    upsert_theme,
)
from executor.unit_of_work import Executor
from tools.testbed.databases import ROLE
from tools.testbed.study_state import WHEN, Study, rows

COMMANDS = ("select", "insert", "update", "delete")
# Permission denied (row-level security included), a write to a governed table outside a tool call, and a
# quote of a transcript that is not to be seen.
REFUSALS = {"42501", "TS001", "TS002"}
Rows = dict[str, dict[str, Any]]


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    return Study(executor, org_id)


def fill(study: Study) -> None:
    """Leave at least one row of the organisation in every table."""
    study.add("ann", "bob", "eve")
    study.erase("eve")
    study.scan(study.theme("Price", {"ann": [0], "bob": [0]}, aliases=["Cost"]))
    context = study.context("theme-scan")
    with study.executor.unit(context) as unit:
        unit.call(start_run, [{"parameters": {}}])
        unit.call(set_context, [{"context": "We ask about money."}])
        theme_id = ids.theme_id(study.org_id, "price")
        unit.call(set_decay_state, [{"theme_id": theme_id, "state": "fading", "confidence": 0.1}])
    with study.executor.database.org_transaction(study.org_id) as connection:
        leases.acquire(connection, "theme-scan", uuid4(), 60)
    cache = ExtractionCache(OrgDatabase(study.executor.database, study.org_id))
    asyncio.run(cache.keep(Entry("key", study.id_of("ann"), b"value")))
    MergeDecisions(OrgDatabase(study.executor.database, study.org_id))._store({"name": "group"})


def tables(owner: psycopg.Connection) -> list[str]:
    found = owner.execute(
        "select tablename from pg_tables where schemaname = 'theme_scan' and tablename <> 'alembic_version'"
    )
    return [table for (table,) in found]


def attempt(connection: Connection, command: str, table: str, target: UUID) -> int | str:
    """Try a command on the rows of an organisation; return how many it met, or how it was refused."""
    columns = connection.scalar(
        text(
            "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
            " where attrelid = cast(:table as regclass) and attnum > 0"
            " and attgenerated = '' and attidentity = ''"
        ),
        {"table": table},
    )
    statements = {
        "select": f"select count(*) from {table} where org_id = :org",
        "insert": f"insert into {table} ({columns}) select {columns}"
        f" from jsonb_populate_record(null::{table}, jsonb_build_object('org_id', cast(:org as text)))",
        "update": f"update {table} set org_id = org_id where org_id = :org",
        "delete": f"delete from {table} where org_id = :org",
    }
    try:
        with connection.begin_nested():
            done = connection.execute(text(statements[command]), {"org": target})
            met = int(done.scalar_one()) if command == "select" else done.rowcount
            raise TakenBackError(met)
    except TakenBackError as taken:
        return taken.met
    except DBAPIError as error:
        return str(getattr(error.orig, "sqlstate", "?"))


class TakenBackError(Exception):
    """Takes back what an attempt did."""

    def __init__(self, met: int) -> None:
        self.met = met


@pytest.mark.parametrize("viewer", ["another organisation", "no organisation", "a stale connection"])
def test_no_command_on_any_table_meets_a_row_of_another_organisation(
    study: Study, owner: psycopg.Connection, database_url: str, viewer: str
) -> None:
    """For whoever looks: another tenant, nobody, or a pooled connection that the tenant used last."""
    fill(study)
    stranger = uuid4()
    with closing(Database(database_url, ROLE)) as database:
        if viewer == "a stale connection":
            with database.org_transaction(study.org_id) as connection:
                assert connection.scalar(text("select count(*) from interviews")) == 2
        with database.org_transaction(stranger) as connection:
            if viewer == "no organisation":
                connection.execute(text("select set_config('app.org_id', '', true)"))
            for table in tables(owner):
                for command in COMMANDS:
                    met = attempt(connection, command, table, study.org_id)
                    assert met in (REFUSALS if command == "insert" else {*REFUSALS, 0}), (table, command)


def test_an_organisation_meets_its_own_rows_and_writes_governed_ones_through_tools_alone(
    study: Study, owner: psycopg.Connection, database: Database
) -> None:
    """The counterpart, without which the refusals above would prove nothing."""
    fill(study)
    free = {"job_leases", "cached_results", "merge_decisions"}
    with database.org_transaction(study.org_id) as connection:
        for table in tables(owner):
            assert attempt(connection, "select", table, study.org_id) >= 1, table  # type: ignore[operator]
            for command in ("update", "delete"):
                met = attempt(connection, command, table, study.org_id)
                governed_and_unchanged = command == "update" and met != "42501"
                assert table in free or governed_and_unchanged or met in REFUSALS, (table, command)
                assert table not in free or met == 1, (table, command)


def test_a_connection_taken_from_the_pool_without_naming_an_organisation_sees_nothing(
    study: Study, owner: psycopg.Connection, database_url: str
) -> None:
    """Also when the application logs in as its own role, with nobody above it."""
    fill(study)
    login = f"app_{uuid4().hex[:8]}"
    owner.execute(f"create role {login} login in role {ROLE}")
    url = make_url(database_url).set(username=login)
    try:
        with closing(Database(url.render_as_string(hide_password=False), ROLE)) as database:
            database.check()
            with database.org_transaction(study.org_id) as connection:
                assert connection.scalar(text("select count(*) from themes")) == 1
            with database._engine.begin() as connection:
                assert connection.scalar(text("select session_user")) == login
                for table in tables(owner):
                    assert connection.scalar(text(f"select count(*) from theme_scan.{table}")) == 0
    finally:
        owner.execute(f"drop role {login}")


def test_the_function_that_writes_the_audit_cannot_be_put_on_a_table_of_the_applications_own(
    database: Database, org_id: UUID
) -> None:
    """Or whoever is the application's role would write any row into it, of another organisation too."""
    trigger = text(
        "create trigger forged after insert on own referencing new table as new_rows"
        " for each statement execute function capture_changes()"
    )
    with database.org_transaction(org_id) as connection:
        connection.execute(text("create temp table own (org_id uuid, id uuid) on commit drop"))
        with pytest.raises(DBAPIError, match="permission denied for function"):
            connection.execute(trigger)
        connection.rollback()


class TestTools:
    def refusals(self, stranger: Study, given: dict[str, UUID]) -> list[str]:
        """How every tool that takes ids answers to these."""
        context = stranger.context("review").model_copy(update={"run_id": given["run"]})
        theme = {"slug": "x", "name": "X", "confidence_score": 0.5, "evidence": {"occurrences": 1}}
        seen = {"first_seen_at": WHEN, "last_seen_at": WHEN}
        with stranger.executor.unit(context) as unit:
            own = unit.call(upsert_theme, [{**theme, **seen, "slug": "own"}])[0].data.id  # type: ignore[union-attr]
            mine = {"theme_id": own, "interview_id": stranger.id_of("zoe")}
            quote = {"quote": "Speaker", "start_offset": 0, "end_offset": 7}
            calls: list[tuple[Any, dict[str, Any]]] = [
                (upsert_theme, {**theme, **seen, "theme_id": given["theme"]}),
                (link_to_interview, mine | {"theme_id": given["theme"]}),
                (link_to_interview, mine | {"interview_id": given["interview"]}),
                (link_to_interview, mine | {"quote_id": given["quote"]}),
                (add_quote, {"interview_id": given["interview"], **quote}),
                (add_alias, {"theme_id": given["theme"], "slug": "y", "name": "Y", "source": "person"}),
                (finish_run, {"status": "finished"}),
                (revert_run, {"run_id": given["revertible"]}),
                (erase_interview, {"interview_id": given["interview"]}),
                (restore_erased, {"interview_id": given["interview"]}),
                (correct_speakers, {"interview_id": given["interview"], "interviewers": ["Zoe"]}),
                (describe_participant, {"name": "Person ann", "attributes": {"site": "Leeds"}}),
                (rename_theme, {"theme_id": given["theme"], "name": "Mine"}),
                (merge_themes, {"theme_id": given["theme"], "into_id": own}),
                (merge_themes, {"theme_id": own, "into_id": given["theme"]}),
                (split_theme, {"theme_id": given["theme"], "name": "Part"}),
                (set_decay_state, {"theme_id": given["theme"], "state": "fading", "confidence": 0.1}),
                *((tool, {"theme_id": given["theme"]}) for tool in (pin_theme, reject_theme, restore_theme)),
            ]
            answers = [unit.call(tool, [arguments])[0] for tool, arguments in calls]
        # These take no id, or make rows of one's own of it.
        others = {tool.name for tool in (upsert_interview, start_run, set_context, set_codebook)}
        assert {tool.name for tool, _ in calls} | others == {tool.name for tool in ALL}
        assert all(isinstance(answer, Refusal) for answer in answers)
        return [answer.code for answer in answers if isinstance(answer, Refusal)]

    def test_every_tool_answers_alike_to_ids_of_others_and_to_ids_of_nobody(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        fill(study)
        before = rows(owner)
        run = owner.execute("select id from job_runs").fetchone()
        revertible = owner.execute("select run_id from tool_calls where job = 'import'").fetchone()
        (theme, quote) = owner.execute("select theme_id, quote_id from interview_themes").fetchone() or ()
        assert run
        assert revertible
        theirs = {
            "run": run[0],
            "revertible": revertible[0],
            "theme": theme,
            "quote": quote,
            "interview": study.id_of("ann"),
        }
        stranger = Study(study.executor, uuid4())
        stranger.add("zoe")
        answers = self.refusals(stranger, theirs)
        assert answers == self.refusals(stranger, {name: uuid4() for name in theirs})
        assert [code.endswith("_NOT_FOUND") for code in answers] == [True] * len(answers)
        assert all(row in after for table, after in rows(owner).items() for row in before[table])

    def test_an_id_that_is_taken_elsewhere_is_free_here(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        """A clash never tells that another organisation's row exists."""
        fill(study)
        stranger = Study(study.executor, uuid4())
        interview = {"interview_id": study.id_of("ann"), "title": "Mine", "transcript": "Mine."}
        with study.executor.unit(stranger.context("import")) as unit:
            (outcome,) = unit.call(upsert_interview, [interview])
        assert outcome.data.action == "created"  # type: ignore[union-attr]
        assert owner.execute("select count(distinct title) from interviews where title like 'Talk%'")


class TestCatalogue:
    def test_every_table_has_its_security_enabled_and_forced(self, owner: psycopg.Connection) -> None:
        loose = owner.execute(
            "select relname from pg_class where relnamespace = 'theme_scan'::regnamespace"
            " and relkind in ('r', 'p', 'v', 'm') and relname <> 'alembic_version'"
            " and not (relrowsecurity and relforcerowsecurity)"
        ).fetchall()
        assert loose == []

    def test_the_applications_role_is_bound_by_it(self, owner: psycopg.Connection) -> None:
        """Neither superuser nor BYPASSRLS, of nobody's membership, and the owner of nothing."""
        role = owner.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcanlogin,"
            " exists (select from pg_class c where c.relowner = r.oid),"
            " exists (select from pg_auth_members m where m.member = r.oid)"
            " from pg_roles r where rolname = %s",
            [ROLE],
        ).fetchone()
        assert role == (False,) * 6

    def test_every_key_begins_with_the_organisation_and_every_foreign_key_carries_it(
        self, owner: psycopg.Connection
    ) -> None:
        """A foreign-key check bypasses row-level security, so the key itself must hold the tenant."""
        keys = owner.execute(
            "select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint"
            " where contype in ('f', 'p', 'u') and connamespace = 'theme_scan'::regnamespace"
            " and conrelid::regclass::text !~ 'alembic_version'"
        ).fetchall()
        assert len(keys) > len(tables(owner))
        assert [key for key in keys if "(org_id" not in key[1]] == []
