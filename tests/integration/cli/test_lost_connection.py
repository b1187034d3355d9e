"""A connection to the database that is lost in the midst of a command ends it in a sentence."""

import sys
from uuid import UUID

import psycopg
import pytest

from cli.commands import demo
from cli.main import main
from cli.terminal.screen import Screen
from executor.database.connection import Database
from executor.exceptions import ExecutorError
from executor.org_database import OrgDatabase
from executor.unit_of_work import Executor
from tests.support.lost_connections import breaking
from tools.testbed.study_state import Study


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    made = Study(executor, org_id)
    made.add("ann", "bob")
    made.scan(made.theme("Price", {"ann": [0], "bob": [0]}))
    return made


@pytest.mark.parametrize(
    "words", [("pin", "price", "--as", "Ada"), ("study", "set", "--context", "How prices are seen")]
)
def test_wherever_a_command_loses_its_connection_it_says_so_and_what_to_do(
    words: tuple[str, ...],
    study: Study,
    owner: psycopg.Connection,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setattr(sys, "argv", ["theme-scan", *words, "--org", str(study.org_id)])
    point = 0
    while True:
        point += 1
        with breaking(owner, point) as counted, pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr().err
        if len(counted) < point:
            break
        assert (ended.value.code, said[:7]) == (1, "Error: "), point
        assert "run it again" in said or "that the server is running" in said, (point, said)
    assert not ended.value.code
    assert point > 8


def test_the_demo_tells_a_lost_connection_as_an_error_of_the_executor(
    study: Study, owner: psycopg.Connection, database: Database
) -> None:
    """The command line makes a sentence of every error of the executor."""
    org, screen = OrgDatabase(database, study.org_id), Screen()
    for point in (1, 2, 3):
        with breaking(owner, point), pytest.raises(ExecutorError, match="run it again"):
            demo._print_evidence(org, ["price"], screen)
