"""A night over all organisations: who is spared a run and why, and what becomes of those that fail."""

import asyncio
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest

from executor.context import ToolContext
from executor.database.connection import Database
from executor.exceptions import AlreadyRunningError
from executor.leases import acquire
from executor.local_postgres.server import Server
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from executor.recorded_run import held
from executor.tool import Tool
from executor.tools import (
    add_quote,
    erase_interview,
    finish_run,
    ids,
    pin_theme,
    reject_theme,
    rename_theme,
    restore_theme,
    revert_run,
    set_codebook,
    set_context,
    set_decay_state,
    start_run,
    upsert_interview,
)
from executor.unit_of_work import Executor
from flows.runtime.fan_out import claim_of_night, for_all_orgs, look_through, run_each
from flows.runtime.fan_out_report import FanOutReport, OrgRun
from flows.runtime.prefect_client import ALREADY_RUNNING
from flows.theme_scan import JOB, RULES_VERSION
from settings import Settings
from tasks.curate import decide, person
from tasks.scan.fingerprint import nothing_new_since
from tests.support.waiting import eventually
from tools.testbed.databases import ROLE, cloned
from tools.testbed.model_server import Fault, ModelServer, marked
from tools.testbed.scan_harness import (
    PARAMETERS,
    add_interviews,
    age,
    recorded_scan,
    run_of,
    settings,
)

TEXTS = ["Ann: The support took weeks. The price is too high.", "Bob: The support was slow again."]
SLUG = "slow-customer-support"


def since(
    executor: Executor, org_id: UUID, chosen: Settings, rules: str = RULES_VERSION, **parameters: Any
) -> UUID | None:
    return nothing_new_since(
        chosen, OrgDatabase(executor.database, org_id), JOB, PARAMETERS | parameters, rules
    )


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with ModelServer() as server:
        yield server


@pytest.fixture
def chosen(model: ModelServer) -> Settings:
    model.faults = lambda _: None
    return settings(model)


class Scanned(NamedTuple):
    """An organisation, its interviews, and a run that dealt with all of them."""

    org_id: UUID
    interviews: list[UUID]
    run_id: UUID


@pytest.fixture(scope="module")
def template(server: Server, model: ModelServer) -> Iterator[tuple[str, Scanned]]:
    """A database with an organisation that was scanned, to be cloned."""
    with cloned(server) as name:
        with closing(Database(server.url(name), ROLE)) as database:
            executor, org_id = Executor(database), uuid4()
            interviews = add_interviews(executor, org_id, TEXTS)
            run_id, report = asyncio.run(recorded_scan(executor, org_id, settings(model)))
        assert report.themes_created == 1
        yield name, Scanned(org_id, interviews, run_id)


@pytest.fixture
def database_name(server: Server, template: tuple[str, Scanned]) -> Iterator[str]:
    with cloned(server, template[0]) as name:
        yield name


@pytest.fixture
def scanned(template: tuple[str, Scanned]) -> Scanned:
    return template[1]


@pytest.fixture
def org_id(scanned: Scanned) -> UUID:
    return scanned.org_id


def call(executor: Executor, run: ToolContext, tool: Tool[Any, Any], /, **arguments: Any) -> Any:
    with executor.unit(run) as unit:
        (outcome,) = unit.call(tool, [arguments])
    return outcome.data  # type: ignore[union-attr]


def inputs_of(owner: psycopg.Connection, run_id: UUID) -> str:
    """What a run recorded as its inputs."""
    (inputs,) = owner.execute("select inputs_hash from job_runs where id = %s", [run_id]).fetchone() or ()
    return str(inputs)


class TestSpared:
    """An organisation is spared a scan only where that scan would have done nothing."""

    async def test_who_was_scanned_and_has_nothing_new_is_spared_and_a_scan_would_do_nothing(
        self, executor: Executor, org_id: UUID, chosen: Settings, scanned: Scanned, owner: psycopg.Connection
    ) -> None:
        assert since(executor, org_id, chosen) == scanned.run_id
        again, report = await recorded_scan(executor, org_id, chosen)
        changed = (
            "select c.table_name from row_changes c join tool_calls t on t.id = c.call_id"
            " where t.run_id = %s and c.table_name <> 'job_runs'"
        )
        assert owner.execute(changed, [again]).fetchall() == []
        assert report.model_calls == 0
        assert since(executor, org_id, chosen) == again

    def test_who_was_never_scanned_is_not_spared(self, executor: Executor, chosen: Settings) -> None:
        newcomer = uuid4()
        add_interviews(executor, newcomer, TEXTS)
        assert since(executor, newcomer, chosen) is None

    async def test_what_a_scan_does_not_read_is_no_reason_for_one(
        self, executor: Executor, org_id: UUID, chosen: Settings, scanned: Scanned
    ) -> None:
        """A decay, a run of another job, and a rehearsal."""
        theme_id = ids.theme_id(org_id, SLUG)
        decay = run_of(org_id, job="confidence-decay")
        call(executor, decay, set_decay_state, theme_id=theme_id, state="fading", confidence=0.2)
        call(executor, decay, start_run, parameters={})
        rehearsal = run_of(org_id, dry_run=True)
        call(executor, rehearsal, start_run, parameters={"dry_run": True})
        call(executor, rehearsal, set_context, context="Only rehearsed.")
        assert since(executor, org_id, chosen) == scanned.run_id

    @pytest.mark.parametrize(
        "tool", [reject_theme, pin_theme, rename_theme], ids=["rejected", "pinned", "renamed"]
    )
    async def test_a_persons_decision_is_a_reason(
        self, executor: Executor, org_id: UUID, chosen: Settings, scanned: Scanned, tool: Tool[Any, Any]
    ) -> None:
        further = {"name": "Waiting", "description": ""} if tool is rename_theme else None
        decide(executor, person(org_id, "Ann"), tool, [SLUG], further=further)
        assert since(executor, org_id, chosen) is None

    @pytest.mark.parametrize(
        "change",
        [
            *("new", "altered", "marked", "erased"),
            pytest.param("fallen out", marks=pytest.mark.tampers("dates interviews back, out of the window")),
        ],
    )
    async def test_any_change_of_an_interview_is_a_reason(
        self,
        executor: Executor,
        org_id: UUID,
        chosen: Settings,
        scanned: Scanned,
        owner: psycopg.Connection,
        change: str,
    ) -> None:
        import_, first = run_of(org_id, job="import", actor="person:Ann"), scanned.interviews[0]
        if change == "new":
            add_interviews(executor, org_id, ["Cyd: The price again."])
        elif change == "altered":
            call(executor, import_, upsert_interview, interview_id=first, title="T", transcript="Ann: Hm.")
        elif change == "marked":
            place = {"start_offset": 0, "end_offset": 3}
            call(executor, import_, add_quote, interview_id=first, quote="Ann", topic="Names", **place)
        elif change == "erased":
            call(executor, import_, erase_interview, interview_id=first)
        else:
            age(owner, org_id, days=31)
        assert since(executor, org_id, chosen) is None

    @pytest.mark.parametrize("tool", [set_context, set_codebook], ids=["context", "codebook"])
    async def test_another_study_is_a_reason(
        self, executor: Executor, org_id: UUID, chosen: Settings, scanned: Scanned, tool: Tool[Any, Any]
    ) -> None:
        code = {"name": "Price", "definition": "What it costs."}
        said = {"context": "We ask about money."} if tool is set_context else {"codes": [code]}
        call(executor, run_of(org_id, job="study"), tool, **said)
        assert since(executor, org_id, chosen) is None

    async def test_a_revert_is_a_reason(
        self, executor: Executor, org_id: UUID, chosen: Settings, scanned: Scanned
    ) -> None:
        call(executor, run_of(org_id, job="revert-run"), revert_run, run_id=scanned.run_id)
        assert since(executor, org_id, chosen) is None

    def test_another_setting_that_decides_on_themes_is_a_reason(
        self, executor: Executor, org_id: UUID, chosen: Settings
    ) -> None:
        changes = {
            "min_interviews_per_theme": 3,
            "max_themes_per_run": 19,
            "max_links_per_theme": 19,
            "openai_model": "another",
            "openai_base_url": None,
            "model_chunk_tokens": 600,
            "model_output": "json",
        }
        for name, value in changes.items():
            assert since(executor, org_id, chosen.model_copy(update={name: value})) is None, name

    async def test_other_parameters_or_rules_are_a_reason(
        self, executor: Executor, org_id: UUID, chosen: Settings, scanned: Scanned
    ) -> None:
        assert since(executor, org_id, chosen, lookback_days=31) is None
        assert since(executor, org_id, chosen, max_interviews=1) is None
        assert since(executor, org_id, chosen, rules="another") is None

    @pytest.mark.parametrize("failed", [False, True], ids=["goes on", "failed"])
    def test_a_last_run_that_failed_or_goes_on_is_a_reason(
        self,
        executor: Executor,
        org_id: UUID,
        chosen: Settings,
        scanned: Scanned,
        owner: psycopg.Connection,
        failed: bool,
    ) -> None:
        """Whatever it depended on."""
        run = run_of(org_id)
        call(executor, run, start_run, parameters=PARAMETERS)
        if failed:
            inputs = inputs_of(owner, scanned.run_id)
            call(executor, run, finish_run, status="failed", error="It broke.", inputs_hash=inputs)
        assert since(executor, org_id, chosen) is None

    @pytest.mark.parametrize(
        ("faults", "changes"),
        [
            (marked("price", Fault("status", 500)), {"model_retries": 0, "scan_tolerated_failures": 1}),
            (marked("Order the names.", Fault("made_up")), {}),
            (lambda _: None, {"model_budget_requests": 1}),
        ],
        ids=["an interview could not be read", "the grouping was unusable", "the budget was spent"],
    )
    async def test_a_last_run_that_left_something_undone_is_a_reason(
        self,
        executor: Executor,
        model: ModelServer,
        chosen: Settings,
        faults: Any,
        changes: dict[str, Any],
    ) -> None:
        newcomer, limited = uuid4(), chosen.model_copy(update=changes)
        add_interviews(executor, newcomer, TEXTS)
        model.faults = faults
        await recorded_scan(executor, newcomer, limited)
        assert since(executor, newcomer, limited) is None

    async def test_no_write_is_under_way_while_a_run_begins(
        self, executor: Executor, org_id: UUID, chosen: Settings, scanned: Scanned, owner: psycopg.Connection
    ) -> None:
        """The run waits for it, and so has dealt with what it wrote; what comes later is a reason."""
        ended = {"status": "finished", "inputs_hash": inputs_of(owner, scanned.run_id)}
        alone, overtaken = run_of(org_id), run_of(org_id)
        call(executor, alone, start_run, parameters=PARAMETERS)
        call(executor, alone, finish_run, **ended)
        assert since(executor, org_id, chosen) == alone.run_id
        theme = {"theme_id": ids.theme_id(org_id, SLUG)}
        waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
        with ThreadPoolExecutor(1) as other, executor.unit(run_of(org_id, job="curation")) as slow:
            slow.call(reject_theme, [theme])
            begun = other.submit(call, executor, overtaken, start_run, parameters=PARAMETERS)
            assert eventually(lambda: owner.execute(waiting).fetchone() != (0,), 30)
        begun.result()
        call(executor, overtaken, finish_run, **ended)
        assert since(executor, org_id, chosen) == overtaken.run_id
        call(executor, run_of(org_id, job="curation"), restore_theme, **theme)
        assert since(executor, org_id, chosen) is None

    def test_an_organisation_that_cannot_be_told_is_not_spared_and_stops_no_other(
        self, executor: Executor, chosen: Settings
    ) -> None:
        odd, quiet = uuid4(), uuid4()

        def skip_reason(_: Settings, org: OrgDatabase) -> str:
            if org.org_id == odd:
                raise ValueError
            return "nothing new"

        looked = look_through(chosen, executor.database, [odd, quiet], skip_reason)
        assert looked == {odd: None, quiet: "nothing new"}


@pytest.mark.slow  # a thousand organisations
async def test_of_a_thousand_organisations_the_thirty_with_something_new_are_scanned(
    executor: Executor,
    chosen: Settings,
    model: ModelServer,
    owner: psycopg.Connection,
    org_id: UUID,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Thirty interviews are read, and what it took to know that the other 970 had none is printed."""
    organisations = [org_id, *(uuid4() for _ in range(999))]
    multiply(owner, org_id, organisations[1:])
    for changed in organisations[::34][:30]:
        add_interviews(executor, changed, ["Cyd: The price again, and the support."])
    with executor.database.directory_transaction() as connection:
        found = scan_inputs.organisations(connection, datetime.now(UTC) - timedelta(days=30))
    assert sorted(found) == sorted(organisations)

    def skip_reason(settings: Settings, org: OrgDatabase) -> str | None:
        return str(since(executor, org.org_id, settings) or "") or None

    wall, work = time.perf_counter(), time.process_time()
    looked = look_through(chosen, executor.database, found, skip_reason)
    wall, work = time.perf_counter() - wall, time.process_time() - work
    waiting = [org for org, reason in looked.items() if reason is None]
    assert sorted(waiting) == sorted(organisations[::34][:30])

    async def start(org: UUID) -> OrgRun:
        run_id, _ = await recorded_scan(executor, org, chosen)
        return OrgRun(org_id=org, run_id=run_id, state="Completed")

    model.reset()
    await run_each(waiting, start, 4)
    assert sum(request.enclosed("transcript") is not None for request in model.requests) == 30
    assert all(look_through(chosen, executor.database, found, skip_reason).values())
    with capsys.disabled():
        sys.stdout.write(
            f"\n1,000 organisations looked through in {wall:.1f} s, {work:.1f} s of it CPU of this process: "
            f"{wall:.0f} ms each. Starting a process for one costs {cost_of_a_process():.1f} s of CPU.\n"
        )


def multiply(owner: psycopg.Connection, org_id: UUID, others: list[UUID]) -> None:
    """Leave every other organisation in the state of the one."""
    tables = owner.execute("select tablename from pg_tables where schemaname = 'theme_scan'").fetchall()
    owner.execute("set session_replication_role = replica")
    for (table,) in tables:
        columns = owner.execute(
            "select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = %s::regclass"
            " and attnum > 0 and attgenerated = '' and attname <> 'org_id'",
            [table],
        ).fetchone()
        if table != "alembic_version" and columns:
            owner.execute(
                f"insert into {table} (org_id, {columns[0]}) overriding system value"
                f" select o, {columns[0]} from {table} cross join unnest(%s::uuid[]) o where org_id = %s",
                [others, org_id],
            )
    owner.execute("set session_replication_role = default")
    owner.execute("analyze")


def cost_of_a_process() -> float:
    """CPU seconds that it takes to import what a flow run of its own has to."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "import flows.theme_scan, prefect.flow_engine"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class TestOneNightAtATime:
    async def test_a_second_night_ends_as_already_running_and_a_night_of_another_job_does_not(
        self, database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", database_url)
        with held(database, claim_of_night(JOB), 120):
            state = await for_all_orgs(JOB, {})
            with held(database, claim_of_night("confidence-decay"), 120):
                pass
        assert (state.name, "The job theme-scan-all-orgs" in (state.message or "")) == (ALREADY_RUNNING, True)

    def test_a_night_that_was_killed_keeps_the_next_one_out_for_no_longer_than_its_claim_lasts(
        self, database: Database, owner: psycopg.Connection
    ) -> None:
        killed, following = claim_of_night(JOB), claim_of_night(JOB)
        with database.org_transaction(killed.org_id) as connection:
            acquire(connection, killed.lease_of, killed.run_id, 120)
        with pytest.raises(AlreadyRunningError), held(database, following, 120):
            pass
        owner.execute("update job_leases set expires_at = now() - interval '1 second'")
        with held(database, following, 120):
            assert owner.execute("select run_id from job_leases").fetchone() == (following.run_id,)
        assert owner.execute("select run_id from job_leases").fetchone() is None


class TestFailures:
    async def test_one_that_fails_stops_no_other_and_no_more_than_allowed_run_at_once(self) -> None:
        organisations, running, most = [uuid4() for _ in range(6)], 0, 0

        async def start(org_id: UUID) -> OrgRun:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1
            if org_id == organisations[1]:
                raise ConnectionError("secret")
            state = "Failed" if org_id == organisations[2] else "Completed"
            return OrgRun(org_id=org_id, run_id=uuid4(), state=state)

        runs = await run_each(organisations, start, 2)
        assert [run.state for run in runs] == ["Completed", "Lost", "Failed", *["Completed"] * 3]
        assert most == 2
        assert "secret" not in runs[1].message

    @pytest.mark.parametrize(("failures", "failed"), [(0, False), (2, False), (3, True), (10, True)])
    def test_the_night_fails_only_when_too_large_a_share_of_its_runs_did(
        self, failures: int, failed: bool
    ) -> None:
        """However many organisations had nothing to do: they say nothing about the others."""
        assert night(failures, spared=990).has_failed(0.2) is failed

    def test_no_run_at_all_is_no_failure(self) -> None:
        assert not FanOutReport(job=JOB, runs=(), skipped={}).has_failed(0)

    def test_failures_are_told_by_organisation_and_without_a_trace(self) -> None:
        told = night(2, spared=3)
        broken = [str(run.org_id) for run in told.failed]
        assert told.told == (
            f"{JOB} for 13 organisations: 3 with nothing to do, 8 Completed, 2 Failed."
            f" Failed: {broken[0]}, {broken[1]}."
        )
        page = told.page()
        assert all(f"- `{org_id}`: **Failed**: `It broke.` (run" in page for org_id in broken)
        assert page.count("nothing new since run 7") == 3
        assert "trace" not in page
        assert [run["org_id"] for run in told.summary()["failed"]] == broken


def night(failures: int, spared: int) -> FanOutReport:
    runs = tuple(
        OrgRun(
            org_id=UUID(int=n),
            run_id=uuid4(),
            state="Failed" if n < failures else "Completed",
            message="It broke.\nA trace." if n < failures else "",
        )
        for n in range(10)
    )
    return FanOutReport(
        job=JOB, runs=runs, skipped={uuid4(): "nothing new since run 7" for _ in range(spared)}
    )
