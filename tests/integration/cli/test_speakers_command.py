"""Who asks in a stored interview is listed, and corrected under a person's name."""

import json
from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from executor.tools import upsert_interview
from executor.unit_of_work import Executor
from themes.transcripts.record import SpokenTurn
from themes.transcripts.rendering import rendered
from tools.testbed.study_state import WHEN, Study

Command = Callable[..., Result]


@pytest.fixture
def run(database_url: str, org_id: UUID, executor: Executor, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the command as in a pipe, on an interview of two speakers of whom nothing tells who asks."""
    study = Study(executor, org_id)
    words = (SpokenTurn("Noor", "It was late."), SpokenTurn("Ada", "It was."))
    text, turns = rendered(words)
    interview = {"interview_id": study.id_of("ann"), "title": "Talk with ann", "transcript": text}
    study.call(study.context("import"), upsert_interview, [interview | {"turns": turns, "created_at": WHEN}])
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def command(*words: str, org: UUID = org_id) -> Result:
        return CliRunner().invoke(app, ["speakers", str(org), "Talk with ann", *words])

    return command


def test_the_speakers_are_listed_with_role_and_reason(run: Command) -> None:
    heading, *rows = run().stdout.splitlines()
    assert heading.split("\t") == ["speaker", "role", "turns", "why"]
    assert [row.split("\t")[:3] for row in rows] == [["Noor", "unknown", "1"], ["Ada", "unknown", "1"]]


def test_a_correction_is_audited_under_the_person_s_name(run: Command, owner: psycopg.Connection) -> None:
    told = run("--interviewer", "noor", "--participant", "Ada", "--as", "Mara Voss", "--json")
    assert told.exit_code == 0, told.output
    listed = json.loads(told.stdout)["speakers"]
    assert [(one["name"], one["role"], one["reason"]) for one in listed] == [
        ("Noor", "interviewer", "a person said so"),
        ("Ada", "participant", "a person said so"),
    ]
    actors = "select distinct actor from tool_calls where tool = 'interviews.correct_speakers'"
    assert owner.execute(actors).fetchall() == [("person:Mara Voss",)]
    assert "so already" in run("--interviewer", "Noor").stdout


def test_a_name_of_nobody_is_refused_in_a_sentence_that_changes_nothing(
    run: Command, owner: psycopg.Connection
) -> None:
    refused = run("--interviewer", "Zoe")
    assert refused.exit_code != 0
    assert "nobody there has this name" in str(refused.exception)
    assert owner.execute("select corrected_roles from interviews").fetchall() == [(None,)]


def test_another_organisation_has_no_such_interview(run: Command) -> None:
    assert "no interview of this id or title" in str(run(org=UUID(int=7)).exception)
