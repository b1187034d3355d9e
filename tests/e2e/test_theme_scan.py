"""The scan, from its parameters to its report, on a real Prefect server and a real database."""

import asyncio
import logging
import shutil
import threading
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Completed, Running
from psycopg import sql
from rich.console import Console

from cli.interview_files.importing import import_path
from cli.stack.stack import Stack
from executor import leases
from executor.context import ToolContext
from executor.database.connection import Database
from executor.org_database import OrgDatabase
from executor.tools import start_run, upsert_interview
from executor.unit_of_work import Executor
from flows.all_orgs import theme_scan_all_orgs
from flows.maintenance import erase_interview
from flows.runtime.fan_out import followed
from flows.theme_scan import JOB, theme_scan
from tasks.importing.import_interviews import ImportOptions
from tests.support.flow_reports import report_of
from tests.support.waiting import patience
from tools.testbed.model_server import Fault, ModelServer, Request, always

pytestmark = [
    pytest.mark.e2e,
    # Prefect's clients leave their connections to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

CANARY = "zanzibarquagga"
SAID = (
    f"Ann: The support is slow, and {CANARY} is how long we wait.\nBob: The price worries me, to be honest."
)
VERBATIM = """
    select count(*) filter (where substr(i.raw_transcript, q.start_offset + 1, q.end_offset - q.start_offset)
        = q.quote), count(*)
    from interview_quotes q join interviews i on (i.org_id, i.id) = (q.org_id, q.interview_id)
"""

CHANGED_TABLES = """
    select distinct c.table_name from row_changes c join tool_calls t on t.id = c.call_id where t.run_id = %s
"""


async def scan(org_id: UUID, **parameters: Any) -> State[Any]:
    state = await theme_scan(org_id=org_id, **parameters, return_state=True)
    assert isinstance(state, State)
    return state


async def report(org_id: UUID, **parameters: Any) -> dict[str, Any]:
    return await report_of(await scan(org_id, **parameters))


@pytest.fixture
def two_interviews(executor: Executor, context: ToolContext) -> None:
    """Two people who say the same."""
    with executor.unit(context) as unit:
        unit.call(
            upsert_interview,
            [{"interview_id": uuid4(), "title": f"Talk {n}", "transcript": SAID} for n in range(2)],
        )


async def test_a_dry_run_foretells_the_scan_and_a_second_scan_changes_nothing(
    prefect: Stack,
    executor: Executor,
    org_id: UUID,
    sample_study: Path,
    tmp_path: Path,
    owner: psycopg.Connection,
) -> None:
    for file in (sample_study / "interviews").glob("0[1-6]*"):
        shutil.copy(file, tmp_path)
    quiet = Console(quiet=True)
    options = ImportOptions(actor="person:Ann", lease_seconds=120)
    imported = import_path(OrgDatabase(executor.database, org_id), tmp_path, options, console=quiet)
    rehearsed = await report(org_id, dry_run=True)
    assert owner.execute("select count(*) from themes").fetchone() == (0,)
    done = await report(org_id)
    themes = owner.execute("select count(*) from themes").fetchone()
    again, third = await report(org_id), await report(org_id)

    assert themes == (done["themes_created"],) == (len(done["themes"]),)
    assert {theme["action"] for theme in rehearsed["themes"]} == {"would_create"}
    assert settled(rehearsed) == settled(done)
    assert owner.execute(VERBATIM).fetchone() == (done["quotes_created"] + imported.quotes_created,) * 2
    assert (again["interviews_reused"], again["interviews_scanned"]) == (imported.created,) * 2
    assert {theme["action"] for theme in again["themes"]} == {"unchanged"}
    assert again["skipped"] == done["skipped"]
    assert (again["themes_updated"], again["links_created"], again["quotes_created"]) == (0, 0, 0)
    changed = (
        "select distinct table_name from row_changes join tool_calls t on t.id = call_id where run_id = %s"
    )
    assert owner.execute(changed, [again["run_id"]]).fetchall() == [("job_runs",)]
    assert (done["repeats"], again["repeats"], third["repeats"]) == (None, done["run_id"], done["run_id"])
    assert third == again | {"run_id": third["run_id"]}


def settled(report: dict[str, Any]) -> dict[str, Any]:
    """A report without what tells a dry run from a real one."""
    own = {"dry_run", "run_id", "audit_head", "interviews_reused"}
    kept = {name: value for name, value in report.items() if name not in own}
    return kept | {"themes": [theme | {"action": ""} for theme in report["themes"]]}


async def test_an_empty_window_is_a_report_and_no_error(prefect: Stack, org_id: UUID) -> None:
    nothing = {"item": "all", "reason": "No interviews found in lookback period"}
    skipped = (await report(org_id))["skipped"]
    assert skipped[0].items() >= nothing.items()
    assert len(skipped) == 2
    assert "no interviews at all" in skipped[1]["reason"]


async def test_a_night_spares_who_was_scanned_and_says_since_which_run(
    prefect: Stack, two_interviews: None, org_id: UUID
) -> None:
    """The scan itself recorded what it depended on; a worker is not needed, for nothing is started."""
    run_id = (await report(org_id))["run_id"]
    state = await theme_scan_all_orgs(return_state=True)
    assert isinstance(state, State)
    assert state.is_completed(), state.message
    assert state.message == "theme-scan for 1 organisation: 1 with nothing to do."
    async with httpx.AsyncClient(base_url=prefect.api) as client:
        wanted = {"artifacts": {"flow_run_id": {"any_": [str(state.state_details.flow_run_id)]}}}
        (page,) = (await client.post("/artifacts/filter", json=wanted)).raise_for_status().json()
    assert f"- `{org_id}`: nothing new since run {run_id}" in page["data"]


@pytest.mark.parametrize("refused", ["create_artifact", "update_artifact"])
async def test_a_scan_does_its_work_though_prefect_takes_no_page_of_it(
    model: ModelServer,
    two_interviews: None,
    org_id: UUID,
    owner: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    refused: str,
) -> None:
    """Neither its progress nor its summary is worth a scan that has paid for its reading, and written."""
    monkeypatch.setattr(PrefectClient, refused, away)
    done = await report(org_id)
    assert done["themes_created"] > 0
    record = "select status, report ->> 'themes_created' from job_runs where id = %s"
    assert owner.execute(record, [done["run_id"]]).fetchone() == ("finished", str(done["themes_created"]))


async def test_an_erasure_that_prefect_did_not_take_says_so_and_is_ended_by_another(
    model: ModelServer, two_interviews: None, org_id: UUID, owner: psycopg.Connection, prefect: Stack
) -> None:
    scanned = (await report(org_id))["run_id"]
    (interview,) = owner.execute("select id from interviews limit 1").fetchone() or ()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrefectClient, "read_artifacts", away)
        state = await erase_interview(org_id=org_id, interview_id=interview, return_state=True)
    assert isinstance(state, State)
    assert state.is_failed()
    assert "erase the interview again by its id" in (state.message or "")
    wanted = {"artifacts": {"flow_run_id": {"any_": [scanned]}}}
    async with httpx.AsyncClient(base_url=prefect.api) as client:
        assert (await client.post("/artifacts/filter", json=wanted)).json()
        state = await erase_interview(org_id=org_id, interview_id=interview, return_state=True)
        assert isinstance(state, State)
        assert state.message == "Step erase: There is no such interview. Check the id and the organisation."
        assert (await client.post("/artifacts/filter", json=wanted)).json() == []


async def away(*_: object, **__: object) -> NoReturn:
    raise httpx.ConnectError("away")


async def test_a_night_does_not_wait_for_ever_for_a_run_whose_machine_is_gone(
    prefect: Stack, database: Database, executor: Executor, context: ToolContext
) -> None:
    """Prefect calls it running for ever; its claim on the organisation ran out."""
    async with get_client() as client:
        parameters = {"org_id": str(context.org_id)}
        run = await client.create_flow_run(theme_scan, parameters=parameters, state=Running())
    gone = context.model_copy(update={"run_id": run.id})
    with database.org_transaction(gone.org_id) as connection:
        leases.acquire(connection, gone.job, gone.run_id, 3)
    with executor.unit(gone) as unit:
        unit.call(start_run, [{"parameters": {}}])
    ended = await asyncio.wait_for(followed(OrgDatabase(database, gone.org_id), gone.run_id), 30)
    assert (ended.run_id, ended.state, ended.failed) == (run.id, "Crashed", True)


async def test_a_night_goes_on_following_a_run_when_prefect_comes_back(
    prefect: Stack, database: Database, org_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with get_client() as client:
        run = await client.create_flow_run(theme_scan, parameters={"org_id": str(org_id)}, state=Completed())
    read, asked = PrefectClient.read_flow_run, []

    async def away_at_first(self: PrefectClient, run_id: UUID) -> FlowRun:
        asked.append(run_id)
        return await (away() if len(asked) == 1 else read(self, run_id))

    monkeypatch.setattr(PrefectClient, "read_flow_run", away_at_first)
    assert (await followed(OrgDatabase(database, org_id), run.id)).state == "Completed"
    assert len(asked) == 2


async def test_what_is_left_out_of_the_window_is_reported(
    prefect: Stack, two_interviews: None, executor: Executor, context: ToolContext
) -> None:
    with executor.unit(context) as unit:
        unit.call(upsert_interview, [{"interview_id": uuid4(), "title": "Mute", "transcript": " \n"}])
    skipped = [entry["reason"] for entry in (await report(context.org_id, max_interviews=2))["skipped"]]
    assert "It has no text." in skipped
    assert "over max_interviews (2); the newest were kept" in skipped


async def test_an_organisation_that_is_being_scanned_is_left_alone(
    prefect: Stack, database: Database, org_id: UUID
) -> None:
    with database.org_transaction(org_id) as connection:
        leases.acquire(connection, JOB, uuid4(), 60)
    state = await scan(org_id)
    assert (state.type.value, state.name) == ("CANCELLED", "AlreadyRunning")
    assert "is being worked on by run" in (state.message or "")


@pytest.mark.slow
async def test_of_twenty_scans_at_once_one_does_the_work_and_the_others_say_so(
    model: ModelServer, two_interviews: None, org_id: UUID, owner: psycopg.Connection
) -> None:
    """The model keeps the one waiting until all others have ended."""
    others_ended = threading.Event()

    def hold(_: Request) -> None:
        others_ended.wait(patience(120))

    model.faults = hold
    ended: list[State[Any]] = []

    async def one() -> None:
        ended.append(await scan(org_id))
        if len(ended) == 19:
            others_ended.set()

    await asyncio.gather(*(one() for _ in range(20)))
    assert [state.name for state in ended] == [*["AlreadyRunning"] * 19, "Completed"]
    assert owner.execute(
        "select status, count(*) from job_runs where job = %s group by 1", [JOB]
    ).fetchall() == [("finished", 1)]


async def test_the_model_reads_when_an_endpoint_is_set_and_is_asked_once(
    model: ModelServer, two_interviews: None, org_id: UUID
) -> None:
    first = await report(org_id)
    asked = model.calls
    second = await report(org_id)
    assert {theme["name"] for theme in first["themes"]} == {"Slow customer support", "Pricing worries"}
    assert first["model_calls"] == asked > 0
    assert (second["model_calls"], model.calls) == (0, asked)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "Cannot reach the database"),
        ({"DATABASE_ROLE": "postgres"}, "bypasses row-level security"),
        ({"MODEL_CONCURRENCY": "0"}, "MODEL_CONCURRENCY"),
    ],
)
async def test_a_fault_ends_the_run_with_one_sentence_and_no_trace(
    prefect: Stack,
    org_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    broken: dict[str, str],
    told: str,
) -> None:
    for name, value in broken.items():
        monkeypatch.setenv(name, value)
    with caplog.at_level(logging.DEBUG):
        state = await scan(org_id)
    assert state.is_failed()
    assert told in (state.message or "")
    assert "Traceback" not in caplog.text


async def test_a_refused_key_ends_the_run_with_the_remedy_and_no_trace(
    model: ModelServer, two_interviews: None, org_id: UUID, caplog: pytest.LogCaptureFixture
) -> None:
    model.faults = always(Fault("status", 401))
    state = await scan(org_id)
    assert state.is_failed()
    assert "OPENAI_API_KEY" in (state.message or "")
    assert "Traceback" not in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("allowed", [False, True])
async def test_quotes_reach_prefect_only_where_that_is_allowed(
    model: ModelServer,
    two_interviews: None,
    org_id: UUID,
    stack: Stack,
    monkeypatch: pytest.MonkeyPatch,
    allowed: bool,
) -> None:
    monkeypatch.setenv("ARTIFACT_QUOTES", str(allowed))
    run_id = (await report(org_id))["run_id"]
    wanted = {"artifacts": {"flow_run_id": {"any_": [run_id]}}}
    async with httpx.AsyncClient(base_url=stack.api) as client:
        found = (await client.post("/artifacts/filter", json=wanted)).raise_for_status().text
    assert (CANARY in found) is allowed
    assert "Slow customer support" in found


async def test_nothing_that_was_said_is_left_with_prefect(
    model: ModelServer, two_interviews: None, org_id: UUID, stack: Stack
) -> None:
    """Every column of every table of the orchestration server's database is searched."""
    await report(org_id)
    address = stack.environment["DATABASE_URL"].replace("+psycopg", "").replace("/theme_scan?", "/prefect?")
    with psycopg.connect(address) as connection:
        names = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        hits = [
            name
            for (name,) in names
            if connection.execute(
                sql.SQL("select from {} t where t::text like %s limit 1").format(sql.Identifier(name)),
                [f"%{CANARY}%"],
            ).fetchone()
        ]
    assert names
    assert not hits
