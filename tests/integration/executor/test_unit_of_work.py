"""The executor's promises, on real Postgres."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from executor import leases
from executor.context import ToolContext
from executor.database.connection import Database
from executor.database.migrate import migrate
from executor.exceptions import (
    AlreadyRunningError,
    DatabaseUnreachableError,
    ExecutorError,
    LeaseLostError,
    SchemaNotMigratedError,
    UnusableRoleError,
)
from executor.reads import audit_verification, scan_inputs, stored_themes
from executor.sql.loader import attribute_all_writes_to, attribute_writes_to
from executor.tool import D, Outcome, Refusal, Success, Tool
from executor.tools import (
    ALL,
    add_alias,
    add_quote,
    link_to_interview,
    set_context,
    start_run,
    upsert_interview,
    upsert_theme,
)
from executor.tools.interviews import StoredInterview
from executor.unit_of_work import Executor, Unit
from tests.support.waiting import eventually
from tools.testbed.databases import ROLE

TRANSCRIPT = "Ann: I would pay — é — twice for it.\nBob: Never."
WAITING = "select count(*) from pg_locks where not granted"
GOVERNED = (
    "interviews",
    "interview_quotes",
    "themes",
    "theme_aliases",
    "interview_themes",
    "studies",
    "job_runs",
)


def _without_arguments(unit: Unit, tool: Tool[Any, Any]) -> Outcome[Any]:
    return unit.call(tool, [{}])[0]


def interview(id_: UUID, **changes: Any) -> dict[str, Any]:
    return {"interview_id": id_, "title": "Talk", "transcript": TRANSCRIPT} | changes


def quote(interview_id: UUID, words: str) -> dict[str, Any]:
    start = TRANSCRIPT.index(words)
    return {
        "interview_id": interview_id,
        "quote": words,
        "start_offset": start,
        "end_offset": start + len(words),
    }


def theme(slug: str, **changes: Any) -> dict[str, Any]:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return {
        "slug": slug,
        "name": slug.title(),
        "confidence_score": 0.5,
        "evidence": {"occurrences": 1},
        "first_seen_at": now,
        "last_seen_at": now,
    } | changes


def data(outcome: Outcome[D]) -> D:
    assert isinstance(outcome, Success), outcome
    return outcome.data


def code(outcome: Outcome[Any]) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def audited(owner: psycopg.Connection) -> list[tuple[Any, ...]]:
    return owner.execute(
        "select tool, outcome, error_code, dry_run, writes from tool_calls order by org_id, seq"
    ).fetchall()


def count(owner: psycopg.Connection, table: str) -> int:
    row = owner.execute(f"select count(*) from {table}").fetchone()
    assert row
    return int(row[0])


@pytest.fixture
def stored(executor: Executor, context: ToolContext) -> dict[str, UUID]:
    """At least one row in every governed table: an interview with a quote that supports a theme."""
    interview_id = uuid4()
    with executor.unit(context) as unit:
        unit.call(upsert_interview, [interview(interview_id)])
        quote_id = data(unit.call(add_quote, [quote(interview_id, "twice for it")])[0]).id
        theme_id = data(unit.call(upsert_theme, [theme("price")])[0]).id
        link = {"theme_id": theme_id, "interview_id": interview_id, "quote_id": quote_id}
        assert data(unit.call(link_to_interview, [link])[0]).action == "created"
        alias = {"theme_id": theme_id, "slug": "cost", "name": "Cost", "source": "person"}
        assert data(unit.call(add_alias, [alias])[0]).action == "created"
        unit.call(set_context, [{"context": "What it costs."}])
        unit.call(start_run, [{"parameters": {}}])
    return {"interview": interview_id, "quote": quote_id, "theme": theme_id}


def check(url: str, role: str) -> None:
    with closing(Database(url, role)) as database:
        database.check()


class TestCalls:
    def test_a_repeated_call_changes_nothing(
        self, executor: Executor, context: ToolContext, stored: dict[str, UUID]
    ) -> None:
        with executor.unit(context) as unit:
            outcomes = [
                *unit.call(upsert_interview, [interview(stored["interview"])]),
                *unit.call(add_quote, [quote(stored["interview"], "twice for it")]),
                *unit.call(upsert_theme, [theme("price")]),
                *unit.call(
                    link_to_interview,
                    [
                        {
                            "theme_id": stored["theme"],
                            "interview_id": stored["interview"],
                            "quote_id": stored["quote"],
                        }
                    ],
                ),
            ]
        assert all(isinstance(outcome, Success) and not outcome.writes for outcome in outcomes)

    def test_one_call_refused_does_not_stop_its_neighbours(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:
        with executor.unit(context) as unit:
            outcomes = unit.call(
                upsert_theme,
                [theme("a", name=""), theme("b", confidence_score=1.5), theme("c"), theme("c")],
            )
        assert [code(outcomes[i]) for i in (0, 1, 3)] == [
            "INVALID_NAME",
            "INVALID_CONFIDENCE_SCORE",
            "DUPLICATE_CALL",
        ]
        assert data(outcomes[2]).action == "created"
        assert [row[1] for row in audited(owner)] == ["refused", "refused", "succeeded", "refused"]

    def test_an_existing_theme_keeps_its_id_name_slug_and_description(
        self, executor: Executor, context: ToolContext, stored: dict[str, UUID], owner: psycopg.Connection
    ) -> None:
        changed = theme("other", theme_id=stored["theme"], name="Other", confidence_score=0.9)
        with executor.unit(context) as unit:
            assert data(unit.call(upsert_theme, [changed])[0]).action == "updated"
        row = owner.execute("select id, slug, name, confidence_score from themes").fetchone()
        assert row == (stored["theme"], "price", "Price", 0.9)

    def test_a_name_belongs_to_one_theme(
        self, executor: Executor, context: ToolContext, stored: dict[str, UUID]
    ) -> None:
        alias = {"theme_id": stored["theme"], "slug": "fee", "name": "Fee", "source": "model"}
        with executor.unit(context) as unit:
            other = data(unit.call(upsert_theme, [theme("speed")])[0]).id
            first, again = (unit.call(add_alias, [alias])[0] for _ in range(2))
            taken = unit.call(add_alias, [alias | {"theme_id": other}, alias | {"slug": "speed"}])
        assert (data(first).action, data(again).action) == ("created", "unchanged")
        assert [code(outcome) for outcome in taken] == ["ALIAS_TAKEN", "ALIAS_TAKEN"]

    def test_a_link_cannot_cite_another_interviews_quote(
        self, executor: Executor, context: ToolContext, stored: dict[str, UUID]
    ) -> None:
        other = uuid4()
        with executor.unit(context) as unit:
            unit.call(upsert_interview, [interview(other)])
            link = {"theme_id": stored["theme"], "interview_id": other, "quote_id": stored["quote"]}
            assert code(unit.call(link_to_interview, [link])[0]) == "QUOTE_NOT_FOUND"

    def test_without_leave_to_write_every_writing_tool_refuses_and_says_so_in_the_audit(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:
        with executor.unit(context.model_copy(update={"writes_allowed": False})) as unit:
            outcomes = [_without_arguments(unit, tool) for tool in ALL]
            assert {code(outcome) for outcome in outcomes} == {"WRITE_NOT_ALLOWED"}
        assert {row[1:3] for row in audited(owner)} == {("refused", "WRITE_NOT_ALLOWED")}
        assert count(owner, "tool_calls") == len(ALL)


class TestQuotes:
    @pytest.mark.parametrize(
        ("words", "shift"), [("twice for it", 1), ("Never", 100), ("I would not pay", 0)], ids=str
    )
    def test_a_quote_that_does_not_read_so_at_its_offsets_is_refused(
        self, executor: Executor, context: ToolContext, words: str, shift: int
    ) -> None:
        id_ = uuid4()
        start = max(TRANSCRIPT.find(words), 0) + shift
        call = {
            "interview_id": id_,
            "quote": words,
            "start_offset": start,
            "end_offset": start + len(words),
        }
        with executor.unit(context) as unit:
            unit.call(upsert_interview, [interview(id_)])
            assert code(unit.call(add_quote, [call])[0]) == "QUOTE_NOT_FOUND"

    @pytest.mark.parametrize(
        ("topic", "kept"),
        [(" Wait\x07ing\n room", "Waiting room"), ("\u200b\x1b", None)],
        ids=["some", "none"],
    )
    def test_a_topic_is_stored_without_what_no_reader_sees(
        self,
        executor: Executor,
        context: ToolContext,
        owner: psycopg.Connection,
        topic: str,
        kept: str | None,
    ) -> None:
        id_ = uuid4()
        with executor.unit(context) as unit:
            unit.call(upsert_interview, [interview(id_)])
            data(unit.call(add_quote, [quote(id_, "Never") | {"topic": topic}])[0])
        assert owner.execute("select topic from interview_quotes").fetchall() == [(kept,)]

    def test_the_database_itself_refuses_a_quote_that_is_not_verbatim(
        self, owner: psycopg.Connection, org_id: UUID, stored: dict[str, UUID]
    ) -> None:
        """Even its superuser cannot store one."""
        with pytest.raises(psycopg.DatabaseError, match="read what its transcript reads"):
            owner.execute("update interview_quotes set quote = 'thrice for it'")

    def test_quotes_follow_a_changed_transcript_or_go(
        self,
        executor: Executor,
        context: ToolContext,
        stored: dict[str, UUID],
        owner: psycopg.Connection,
    ) -> None:
        with executor.unit(context) as unit:
            moved = unit.call(
                upsert_interview, [interview(stored["interview"], transcript="Hm. " + TRANSCRIPT)]
            )[0]
        assert data(moved) == StoredInterview(id=stored["interview"], action="updated", quotes_dropped=0)
        row = owner.execute("select id, start_offset from interview_quotes").fetchone()
        assert row == (stored["quote"], TRANSCRIPT.index("twice for it") + 4)
        with executor.unit(context) as unit:
            gone = unit.call(upsert_interview, [interview(stored["interview"], transcript="Gone.")])[0]
        assert data(gone).quotes_dropped == 1
        assert (count(owner, "interview_quotes"), count(owner, "interview_themes")) == (0, 0)

    def test_a_place_whose_quote_moved_away_can_be_quoted_again(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:
        """The quote that moved has taken along the id that the other one would get."""
        id_ = uuid4()
        call = {"interview_id": id_, "quote": "slow", "start_offset": 0, "end_offset": 4}
        for text_ in ("slow -------", "------- slow", "slow -- slow"):
            with executor.unit(context) as unit:
                unit.call(upsert_interview, [interview(id_, transcript=text_)])
                added = unit.call(add_quote, [call])[0]
        assert data(added).action == "created"
        placed = owner.execute("select start_offset, id from interview_quotes order by 1").fetchall()
        assert [start for start, _ in placed] == [0, 8]
        assert placed[0][1] == data(added).id
        with executor.unit(context) as unit:
            again = unit.call(add_quote, [call])[0]
        assert (data(again).id, data(again).action) == (data(added).id, "unchanged")

    def test_a_transcript_cannot_change_under_a_quote_that_is_not_committed_yet(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:
        """An import that comes while a scan stores a quote waits for it, and then drops the quote."""
        id_ = uuid4()
        with executor.unit(context) as unit:
            unit.call(upsert_interview, [interview(id_)])

        def change() -> Outcome[Any]:
            with executor.unit(context) as unit:
                return unit.call(upsert_interview, [interview(id_, transcript="Nobody: No.")])[0]

        with ThreadPoolExecutor(1) as other, executor.unit(context) as unit:
            data(unit.call(add_quote, [quote(id_, "Never")])[0])
            changing = other.submit(change)
            assert eventually(lambda: owner.execute(WAITING).fetchone() != (0,), 30)
        assert data(changing.result()).quotes_dropped == 1
        assert count(owner, "interview_quotes") == 0

    def test_the_database_itself_holds_the_transcript_of_a_quote(
        self, database: Database, owner: psycopg.Connection, org_id: UUID, stored: dict[str, UUID]
    ) -> None:
        """Whoever writes the quote, and whether or not he thought of it."""
        with database.org_transaction(org_id) as connection:
            attribute_all_writes_to(connection, uuid4())
            connection.execute(text("update interview_quotes set topic = 'price'"))
            with pytest.raises(psycopg.errors.LockNotAvailable):
                owner.execute("select from interviews for no key update nowait")
            connection.rollback()


def test_the_quotes_of_a_theme_are_read_strongest_first(
    executor: Executor, context: ToolContext, stored: dict[str, UUID]
) -> None:
    """In the order of its evidence; what an earlier scan cited comes last."""
    with executor.unit(context) as unit:
        found = unit.call(add_quote, [quote(stored["interview"], words) for words in ("Never", "I would")])
        never, would = (data(outcome).id for outcome in found)
        pair = {"theme_id": stored["theme"], "interview_id": stored["interview"]}
        unit.call(link_to_interview, [pair | {"quote_id": never}, pair | {"quote_id": would}])
        evidence = {"occurrences": 2, "quote_ids": [never, would]}
        unit.call(upsert_theme, [theme("price", theme_id=stored["theme"], evidence=evidence)])
    with executor.database.org_transaction(context.org_id) as connection:
        read = stored_themes.cited_quotes(connection, ["price"])
    assert [one.id for one in read] == [never, would, stored["quote"]]


class TestAtOnce:
    def test_units_of_one_organisation_wait_in_line_and_never_for_one_another(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:
        """Whatever they write, in whatever order; or the database would end one of them as a deadlock."""
        one, two = uuid4(), uuid4()

        def write(*ids: UUID) -> None:
            with executor.unit(context) as unit:
                for id_ in ids:
                    unit.call(upsert_interview, [interview(id_, title=str(ids))])

        write(one, two)
        with ThreadPoolExecutor(1) as other, executor.unit(context) as unit:
            unit.call(upsert_interview, [interview(two, title="Mine")])
            crossing = other.submit(write, one, two)
            assert eventually(lambda: owner.execute(WAITING).fetchone() != (0,), 30)
            unit.call(upsert_interview, [interview(one, title="Mine")])
        crossing.result()
        assert owner.execute("select distinct title from interviews").fetchall() == [(str((one, two)),)]

    def test_a_unit_does_not_wait_for_ever_for_one_that_stands_still(
        self, executor: Executor, context: ToolContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("executor.database.connection.PATIENCE", "100ms")
        with (
            executor.unit(context),
            pytest.raises(ExecutorError, match="stood still in the midst of writing: end that one"),
            executor.unit(context),
        ):
            pass

    def test_a_unit_does_not_wait_for_those_of_other_organisations(
        self, executor: Executor, context: ToolContext
    ) -> None:
        elsewhere = context.model_copy(update={"org_id": uuid4()})
        with executor.unit(context) as unit, executor.unit(elsewhere) as other:
            unit.call(upsert_interview, [interview(uuid4())])
            other.call(upsert_interview, [interview(uuid4())])


class TestGovernance:
    @pytest.mark.parametrize("table", GOVERNED)
    @pytest.mark.parametrize("verb", ["delete from {}", "update {} set {} = now() + interval '1 day'"])
    def test_a_governed_table_refuses_a_write_outside_a_tool_call(
        self, owner: psycopg.Connection, stored: dict[str, UUID], table: str, verb: str
    ) -> None:
        """Whoever asks: here it is the database's superuser."""
        moment = {"job_runs": "started_at", "studies": "updated_at"}.get(table, "created_at")
        with pytest.raises(psycopg.DatabaseError, match="governed"):
            owner.execute(verb.format(table, moment))

    def test_a_governed_table_refuses_a_row_inserted_outside_a_tool_call(
        self, database: Database, context: ToolContext, stored: dict[str, UUID]
    ) -> None:
        insert = text(
            "insert into theme_aliases (org_id, id, theme_id, slug, name, source, created_by)"
            " select org_id, gen_random_uuid(), id, 'forged', 'Forged', 'person', 'me' from themes"
        )
        with (
            database.org_transaction(context.org_id) as connection,
            pytest.raises(DBAPIError, match="governed"),
        ):
            connection.execute(insert)

    def test_a_write_commits_only_with_the_audit_row_of_its_call(
        self, database: Database, context: ToolContext, stored: dict[str, UUID], owner: psycopg.Connection
    ) -> None:
        """Naming a call that is never recorded is found at commit."""

        def forge() -> None:
            with database.org_transaction(context.org_id) as connection:
                attribute_writes_to(connection, {stored["theme"]: uuid4()})
                connection.execute(text("update themes set name = 'Forged'"))

        with pytest.raises(DBAPIError, match="row_changes_org_id_call_id_fkey"):
            forge()
        assert owner.execute("select name from themes").fetchone() == ("Price",)

    def test_a_call_that_is_in_the_audit_answers_for_no_further_write(
        self, database: Database, context: ToolContext, stored: dict[str, UUID], owner: psycopg.Connection
    ) -> None:
        """Or a row would change without an audit row of that change, and an honest call look altered."""
        with database.org_transaction(context.org_id) as connection:
            attribute_all_writes_to(connection, connection.scalar(text("select id from tool_calls limit 1")))
            with pytest.raises(DBAPIError, match="audit already"):
                connection.execute(text("update themes set name = 'Forged'"))
            connection.rollback()
        assert owner.execute("select name from themes").fetchone() == ("Price",)

    @pytest.mark.parametrize("table", ["tool_calls", "row_changes", "audit_heads"])
    @pytest.mark.parametrize("verb", ["update {} set org_id = org_id", "delete from {}", "truncate {}"])
    def test_the_applications_role_cannot_change_the_audit(
        self, database: Database, context: ToolContext, stored: dict[str, UUID], table: str, verb: str
    ) -> None:
        with (
            database.org_transaction(context.org_id) as connection,
            pytest.raises(DBAPIError, match="permission denied"),
        ):
            connection.execute(text(verb.format(table)))

    def test_every_call_leaves_one_audit_row_tied_to_the_rows_it_changed(
        self, stored: dict[str, UUID], owner: psycopg.Connection
    ) -> None:
        assert audited(owner) == [
            ("interviews.upsert_interview", "succeeded", "", False, 1),
            ("interviews.add_quote", "succeeded", "", False, 1),
            ("themes.upsert_theme", "succeeded", "", False, 1),
            ("themes.link_to_interview", "succeeded", "", False, 1),
            ("themes.add_alias", "succeeded", "", False, 1),
            ("studies.set_context", "succeeded", "", False, 1),
            ("runs.start_run", "succeeded", "", False, 1),
        ]
        changes = owner.execute(
            "select c.tool, r.table_name, r.operation from row_changes r"
            " join tool_calls c on (c.org_id, c.id) = (r.org_id, r.call_id) order by c.seq"
        ).fetchall()
        assert changes == [
            ("interviews.upsert_interview", "interviews", "insert"),
            ("interviews.add_quote", "interview_quotes", "insert"),
            ("themes.upsert_theme", "themes", "insert"),
            ("themes.link_to_interview", "interview_themes", "insert"),
            ("themes.add_alias", "theme_aliases", "insert"),
            ("studies.set_context", "studies", "insert"),
            ("runs.start_run", "job_runs", "insert"),
        ]

    def test_the_audit_holds_no_text_of_new_rows(
        self, stored: dict[str, UUID], owner: psycopg.Connection
    ) -> None:
        for table in ("tool_calls", "row_changes", "audit_heads"):
            rows = owner.execute(f"select string_agg(t::text, '') from {table} t").fetchone()
            assert rows
            assert "twice" not in rows[0]

    def test_an_intact_chain_verifies_and_python_and_the_database_agree_on_its_hashes(
        self, database: Database, context: ToolContext, stored: dict[str, UUID]
    ) -> None:
        with database.org_transaction(context.org_id) as connection:
            verdict = audit_verification.verify(connection)
        assert (verdict.length, verdict.broken_at) == (7, None)

    @pytest.mark.parametrize(
        ("tampering", "position"),
        [
            ("update tool_calls set actor = 'x' where seq = 2", 2),
            ("update tool_calls set writes = 0 where seq = 3", 3),
            ("delete from tool_calls where seq = 2", 2),
            ("delete from tool_calls where seq = 6", 6),
            ("update tool_calls set seq = -seq; update tool_calls set seq = 7 + seq", 1),
            ("update row_changes set after_hash = 'x' where table_name = 'themes'", 3),
            ("delete from row_changes where table_name = 'interviews'", 1),
        ],
    )
    @pytest.mark.tampers("breaks the audit that is to be verified")
    def test_verify_names_the_first_broken_link(
        self,
        database: Database,
        context: ToolContext,
        stored: dict[str, UUID],
        owner: psycopg.Connection,
        tampering: str,
        position: int,
    ) -> None:
        owner.execute("set session_replication_role = replica")
        owner.execute(tampering)
        with database.org_transaction(context.org_id) as connection:
            assert audit_verification.verify(connection).broken_at == position


class TestUnits:
    def test_a_dry_run_answers_as_the_real_run_and_leaves_only_its_audit(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:
        id_ = uuid4()

        def act(circumstances: ToolContext) -> list[dict[str, Any]]:
            with executor.unit(circumstances) as unit:
                outcomes: list[Outcome[Any]] = [
                    *unit.call(upsert_interview, [interview(id_)]),
                    *unit.call(add_quote, [quote(id_, "Never")]),
                    *unit.call(upsert_theme, [theme("price")]),
                ]
            return [data(outcome) for outcome in outcomes]

        rehearsed = act(context.model_copy(update={"dry_run": True}))
        assert [count(owner, table) for table in (*GOVERNED, "row_changes")] == [0] * 8
        assert [row[3:] for row in audited(owner)] == [(True, 1)] * 3
        assert act(context) == rehearsed

    def test_an_error_takes_everything_back_and_leaves_the_calls_as_failed(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:

        def stumble() -> None:
            with executor.unit(context) as unit:
                unit.call(upsert_theme, [theme("a")])
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            stumble()
        assert count(owner, "themes") == 0
        assert audited(owner) == [("themes.upsert_theme", "failed", "ROLLED_BACK", False, 0)]

    def test_a_call_whose_tool_fails_by_itself_is_in_the_audit_too(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:
        with pytest.raises(ValueError, match="too many"), executor.unit(context) as unit:
            unit.call(start_run, [{"parameters": {}}, {"parameters": {}}])
        assert audited(owner) == [("runs.start_run", "failed", "TOOL_ERROR", False, 0)] * 2

    def test_a_statement_refused_by_the_database_is_reported_by_its_code_alone(
        self, executor: Executor, context: ToolContext
    ) -> None:
        with pytest.raises(ExecutorError) as caught, executor.unit(context) as unit:
            unit.connection.execute(text("select 'a secret'::integer"))
        assert str(caught.value) == "The database refused a statement (SQLSTATE 22P02)."
        assert caught.value.__cause__ is None

    def test_a_statement_that_took_too_long_is_reported_with_the_remedy(
        self, executor: Executor, context: ToolContext
    ) -> None:
        with pytest.raises(ExecutorError, match=r"57014.*statement_timeout"), executor.unit(context) as unit:
            unit.connection.execute(text("set local statement_timeout = 1; select pg_sleep(9)"))

    def test_a_run_without_its_lease_does_not_write(
        self, executor: Executor, context: ToolContext, owner: psycopg.Connection
    ) -> None:
        leased = context.model_copy(update={"lease": True})
        with pytest.raises(LeaseLostError), executor.unit(leased) as unit:
            unit.call(upsert_theme, [theme("a")])
        assert count(owner, "themes") == 0


class TestLeases:
    def test_one_run_at_a_time_and_a_crashed_one_not_for_ever(
        self, database: Database, org_id: UUID, owner: psycopg.Connection
    ) -> None:
        first, second = uuid4(), uuid4()
        with database.org_transaction(org_id) as connection:
            leases.acquire(connection, "theme-scan", first, 60)
            leases.acquire(connection, "theme-scan", first, 60)
        with database.org_transaction(org_id) as connection:
            with pytest.raises(AlreadyRunningError, match=str(first)):
                leases.acquire(connection, "theme-scan", second, 60)
            leases.acquire(connection, "another-job", second, 60)
        owner.execute("update job_leases set expires_at = now() - interval '1 second'")
        with database.org_transaction(org_id) as connection:
            leases.acquire(connection, "theme-scan", second, 60)
        with database.org_transaction(org_id) as connection, pytest.raises(LeaseLostError):
            leases.renew(connection, "theme-scan", first, 60)

    def test_a_released_lease_is_free_at_once(self, database: Database, org_id: UUID) -> None:
        with database.org_transaction(org_id) as connection:
            leases.acquire(connection, "theme-scan", first := uuid4(), 60)
            leases.release(connection, "theme-scan", first)
            leases.acquire(connection, "theme-scan", uuid4(), 60)


class TestStart:
    def test_a_migrated_database_with_a_bound_role_is_accepted(self, database: Database) -> None:
        database.check()

    def test_a_role_that_bypasses_row_level_security_is_refused(self, database_url: str) -> None:
        with pytest.raises(UnusableRoleError, match="DATABASE_ROLE"):
            check(database_url, "postgres")

    def test_a_role_that_belongs_to_the_tables_owner_is_refused(
        self, database_url: str, owner: psycopg.Connection
    ) -> None:
        """It could switch row-level security off, and empty the audit."""
        member, group = f"m_{uuid4().hex[:8]}", f"g_{uuid4().hex[:8]}"
        owner.execute(f"create role {group}; create role {member} in role {group}")
        try:
            owner.execute(f"alter table theme_scan.themes owner to {group}")
            with pytest.raises(UnusableRoleError, match="DATABASE_ROLE"):
                check(database_url, member)
        finally:
            owner.execute(f"alter table themes owner to current_user; drop role {member}, {group}")

    @pytest.mark.tampers("drops the tables")
    def test_an_unmigrated_database_is_refused_with_the_remedy(
        self, database_url: str, owner: psycopg.Connection
    ) -> None:
        owner.execute("drop schema theme_scan cascade")
        with pytest.raises(SchemaNotMigratedError, match="theme-scan migrate"):
            check(database_url, ROLE)

    def test_a_missing_role_is_refused_with_the_remedy(self, database_url: str) -> None:
        with pytest.raises(UnusableRoleError, match="DATABASE_ROLE"):
            check(database_url, "nobody_of_this_name")

    @pytest.mark.parametrize("use", [check, migrate])
    @pytest.mark.parametrize(
        "address",
        [
            "postgresql://ann:opensesame@127.0.0.1:1/x",
            "postgresql://127.0.0.1:1/x?user=ann&password=opensesame",
            "postgres://ann:opensesame@127.0.0.1:1/x?pgbouncer=true",  # an option of another library
        ],
    )
    def test_an_unreachable_database_is_named_without_its_password(
        self, use: Callable[[str, str], None], address: str
    ) -> None:
        with pytest.raises(DatabaseUnreachableError, match="Check DATABASE_URL") as caught:
            use(address, ROLE)
        assert "127.0.0.1:1" in str(caught.value)
        assert "opensesame" not in str(caught.value)

    @pytest.mark.parametrize("use", [check, migrate])
    def test_a_database_of_a_newer_release_is_refused(
        self, use: Callable[[str, str], None], database_url: str, owner: psycopg.Connection
    ) -> None:
        """To migrate it would not help, and there is nothing else that an older program could do."""
        owner.execute("update alembic_version set version_num = '9999'")
        with pytest.raises(SchemaNotMigratedError, match="Install that release"):
            use(database_url, ROLE)

    def test_migrating_twice_is_harmless(self, database_url: str, stored: dict[str, UUID]) -> None:
        migrate(database_url, ROLE)


def test_fetch_reads_the_newest_first_in_pages_and_counts_the_rest(
    executor: Executor, context: ToolContext, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_inputs, "PAGE", 2)
    dates = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 8)]
    with executor.unit(context) as unit:
        unit.call(upsert_interview, [interview(uuid4(), created_at=date) for date in dates])
    with database.org_transaction(context.org_id) as connection:
        headers = list(scan_inputs.window(connection, dates[1], context.actor, 5))
        assert [header.created_at for header in headers] == dates[:1:-1]
        assert scan_inputs.count_beyond(connection, dates[1], headers[-1]) == 1


@pytest.mark.parametrize(
    "words",
    ["", " \n\t", "\u00a0\u3000", "\ufeff\x1c\x85", "\u200b\n", "\u2060\u200d\u202e\u00ad"],
    ids=ascii,
)
def test_a_text_of_which_nothing_is_seen_is_blank(
    executor: Executor, context: ToolContext, words: str
) -> None:
    seen = uuid4()
    with executor.unit(context) as unit:
        unit.call(
            upsert_interview, [interview(uuid4(), transcript=words), interview(seen, transcript=f"{words}.")]
        )
        found = scan_inputs.window(unit.connection, datetime(2020, 1, 1, tzinfo=UTC), "x", 9)
        assert {header.blank: header.id for header in found}[False] == seen
