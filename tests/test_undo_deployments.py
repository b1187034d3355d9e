"""Revert and erasure as they are deployed: a real Prefect server and worker, and nothing left in either."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.readers import Document, read_file
from cli.stack import Stack, local_stack
from executor import leases
from executor.database import Database
from executor.execute import Executor
from executor.migrate import migrate
from tests.conftest import ROLE
from tests.study import Study, rows

pytestmark = pytest.mark.e2e

CANARIES = [f"zq{number:02}xv" for number in range(50)]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with local_stack(tmp_path_factory.mktemp("stack"), environment=os.environ) as running:
        migrate(running.environment["DATABASE_URL"], ROLE)
        yield running


@pytest.fixture
def study(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """An organisation on the stack, whose commands work with that stack."""
    for name in ("DATABASE_URL", "PREFECT_API_URL"):
        monkeypatch.setenv(name, stack.environment[name])
    database = Database(stack.environment["DATABASE_URL"], ROLE)
    yield Study(Executor(database), uuid4())
    database.close()


def command(study: Study, *words: str) -> str:
    """What a command prints; it must end well."""
    done = CliRunner().invoke(app, [*words, "--org", str(study.org_id)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


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
    files = sorted((folder / "interviews").glob("*.txt"))
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
    return study.id_of(first)


def test_a_scan_is_reverted_and_an_interview_erased_without_a_trace(
    stack: Stack, study: Study, sample_study: Path
) -> None:
    """No canary is left in a table, in a log line or in what Prefect stores; and the audit still verifies."""
    interview = fill(study, sample_study)
    url = stack.environment["DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("set search_path = theme_scan, public")
        before = rows(owner)
        command(study, "scan", "--lookback-days", "3650")
        assert len(rows(owner)["themes"]) > len(before["themes"])
        (run_id,) = owner.execute("select id from job_runs where job = 'theme-scan'").fetchone() or (None,)
        assert "interview_themes: removed" in command(study, "revert", str(run_id))
        assert rows(owner) == before
    command(study, "scan", "--lookback-days", "3650")

    assert canaries_in(everything(stack, "theme_scan")) == set(CANARIES)
    assert canaries_in(everything(stack, "prefect"))
    assert "cached extractions" in command(study, "erase", "--interview", str(interview))
    assert canaries_in(everything(stack, "theme_scan")) == set()
    assert canaries_in(everything(stack, "prefect")) == set()
    assert canaries_in(" ".join(log.read_text() for log in stack.logs.iterdir())) == set()
    assert "Intact" in command(study, "audit", "verify")


def test_a_run_that_is_unknown_fails_with_a_sentence(study: Study) -> None:
    done = CliRunner().invoke(app, ["revert", str(uuid4()), "--org", str(study.org_id)])
    assert str(done.exception) == "RUN_NOT_FOUND: There is no such run. Check the id and the organisation."


def test_nothing_is_taken_back_while_the_organisation_is_scanned(study: Study) -> None:
    with study.executor.database.org_transaction(study.org_id) as connection:
        leases.acquire(connection, "theme-scan", holder := uuid4(), 60)
    done = CliRunner().invoke(app, ["erase", "--interview", str(uuid4()), "--org", str(study.org_id)])
    assert str(holder) in str(done.exception)
