"""Revert and erasure as they are deployed: a real Prefect server and worker, and nothing left in either."""

import getpass
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from cli.interview_files.documents import read_file
from cli.main import app
from cli.stack.stack import Stack
from executor import leases
from executor.context import ToolContext
from executor.database.connection import Database
from executor.exceptions import AlreadyRunningError, RefusedError
from executor.reads import audit_log
from executor.tools import revert_run
from executor.tools.revert_run import RevertRun
from executor.unit_of_work import Executor
from flows.runtime.job_run import job_run
from flows.theme_scan import JOB as SCAN
from settings import Settings
from tasks.maintenance import call
from tests.support.documented_commands import Known, printed
from themes.transcripts.document import Document
from tools.testbed.databases import ROLE
from tools.testbed.study_state import Study

CANARIES = [f"zq{number:02}xv" for number in range(50)]


@pytest.fixture
def study(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """An organisation on the stack, whose commands work with that stack."""
    for name in ("DATABASE_URL", "PREFECT_API_URL"):
        monkeypatch.setenv(name, stack.environment[name])
    database = Database(stack.environment["DATABASE_URL"], ROLE)
    yield Study(Executor(database), uuid4())
    database.close()


def command(*words: str, status: int = 0) -> str:
    """What a command prints that ends with an exit status."""
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done.output


def commands(first: str, known: Known, *, rehearsed: bool, status: int = 0) -> str:
    """Run the documented commands that begin so, the rehearsal first if wanted; return what the last says."""
    rehearsal, real = printed("theme-scan", first, known)
    if rehearsed:
        assert "(dry run" in command(*rehearsal, status=status)
    return command(*real, status=status)


def everything(stack: Stack, database: str) -> str:
    """All that a database holds, as one text."""
    url = stack.environment["DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(url, dbname=database, autocommit=True) as connection:
        tables = connection.execute(
            "select format('%I.%I', schemaname, tablename) from pg_tables"
            " where schemaname not in ('pg_catalog', 'information_schema')"
        ).fetchall()
        found = (
            connection.execute(f"select coalesce(string_agg(t::text, ' '), '') from {table} t").fetchone()
            for (table,) in tables
        )
        return " ".join(row[0] for row in found if row)


def canaries_in(text: str) -> set[str]:
    return {word for word in CANARIES if word in text.lower() or word.encode().hex() in text}


def fill(study: Study, folder: Path) -> UUID:
    """Import the sample study with canaries in one interview; return that interview's id."""
    files = sorted((folder / "interviews").glob("*.txt"))[:2]
    texts = {
        file.stem: document.text
        for file in files
        for document in read_file(file, folder, date_from_file=False)
        if isinstance(document, Document)
    }
    planted = "\n".join(
        f"Then we come back to the {word} {after}, as ever." * 2
        for word, after in zip(CANARIES, CANARIES[1:] + CANARIES[:1], strict=True)
    )
    first = next(iter(texts))
    texts[first] += f"\n{planted}"
    study.import_texts(texts)
    study.mark(first, CANARIES[0], topic=f"Talk of {CANARIES[1]}")
    return study.id_of(first)


@pytest.mark.e2e
@pytest.mark.parametrize(
    "rehearsed",
    [False, pytest.param(True, marks=pytest.mark.slow)],  # two runs of a worker more
    ids=["at once", "rehearsed"],
)
def test_an_erased_interview_leaves_no_trace_in_tables_logs_and_prefect_and_no_revert_brings_it_back(
    stack: Stack, study: Study, sample_study: Path, rehearsed: bool
) -> None:
    interview, org = fill(study, sample_study), str(study.org_id)
    known = {"ORG": org, "ID": interview, "INTERVIEW": interview}
    command("run", "theme-scan", "--org", org, "-p", "lookback_days=3650")
    assert canaries_in(everything(stack, "theme_scan")) == set(CANARIES)
    assert canaries_in(everything(stack, "prefect"))

    assert "1 cached extraction" in commands("erase", known, rehearsed=rehearsed)
    with study.executor.database.org_transaction(study.org_id) as connection:
        scan = next(run.run_id for run in audit_log.runs(connection, 10) if run.job == "theme-scan")
    # What the scan wrote went with the interview, so nothing is put back.
    reverted = commands("revert", known | {"RUN": scan}, rehearsed=rehearsed, status=1)
    assert f"Revert of run {scan}" in reverted
    assert "Nothing to do" in reverted

    assert canaries_in(everything(stack, "theme_scan")) == set()
    assert canaries_in(everything(stack, "prefect")) == set()
    assert canaries_in(" ".join(log.read_text() for log in stack.logs.iterdir())) == set()
    assert "Intact" in command("audit", "verify", "--org", org)
    told = command("runs", "--org", org)
    assert "An interview with 1 quote" in told
    assert "put back, 0 left as now." in told
    assert {"person:Ada Lovelace", f"person:{getpass.getuser()}"} <= set(told.split("\t"))


async def test_nothing_is_taken_back_while_the_organisation_is_scanned(
    database: Database, database_url: str, org_id: UUID
) -> None:
    with database.org_transaction(org_id) as connection:
        leases.acquire(connection, SCAN, holder := uuid4(), 60)
    settings = Settings(database_url=SecretStr(database_url))
    with pytest.raises(AlreadyRunningError, match=str(holder)):
        async with job_run(settings, "erase-interview", org_id, {}, "1", lease_job=SCAN):
            pass


def test_what_is_unknown_is_refused_with_the_remedy(executor: Executor, context: ToolContext) -> None:
    with pytest.raises(RefusedError, match=r"^There is no such run\. Check the id and the organisation\.$"):
        call(executor, context, revert_run, RevertRun(run_id=uuid4()))
