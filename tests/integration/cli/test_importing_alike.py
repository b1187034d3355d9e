"""Two interviews of one file name are both kept, and one session of two file names is counted once."""

import json
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from cli.main import app
from executor.context import ToolContext
from executor.tools import erase_interview, ids
from executor.unit_of_work import Executor

FIRST = (
    "Ana: We waited three weeks for an answer and nobody called us back although the first letter had "
    "promised that somebody would do so within two days of the visit to the office."
)
SECOND = (
    "Ana: My brother drives the bus on the northern line, so he knows every stop, and he says passengers "
    "like the new seats far more than the old wooden benches they replaced."
)


@pytest.fixture
def rounds(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two folders, each with a p1.txt of another interview."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    for name, text in (("round1", FIRST), ("round2", SECOND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "p1.txt").write_text(text, encoding="utf-8")
    return tmp_path / "round1", tmp_path / "round2"


def imported(folder: Path, org_id: UUID, *options: str) -> str:
    done = CliRunner().invoke(app, ["import", str(folder), "--org", str(org_id), *options])
    return " ".join(done.output.split())


def stored(owner: psycopg.Connection) -> list[tuple[str, str]]:
    return owner.execute("select title, raw_transcript from interviews order by title").fetchall()


def test_two_rounds_with_one_file_name_are_both_kept_and_importing_them_again_writes_nothing(
    rounds: tuple[Path, Path], org_id: UUID, owner: psycopg.Connection
) -> None:
    assert "1 interview created" in imported(rounds[0], org_id)
    told = imported(rounds[1], org_id)
    assert "1 interview created" in told
    assert "use --replace" in told
    assert stored(owner) == [("p1", FIRST), ("p1 (2)", SECOND)]
    for folder in (rounds[1], rounds[0]):
        again = imported(folder, org_id)
        assert "0 interviews created, 0 updated, 1 unchanged" in again
        assert "--replace" not in again


def test_one_interview_more_than_a_name_may_have_is_refused_and_replaces_nothing(
    rounds: tuple[Path, Path], org_id: UUID, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.importing.places.MOST_OF_A_KEY", 1)
    imported(rounds[0], org_id)
    assert "give each interview an id or a name of its own" in imported(rounds[1], org_id)
    assert stored(owner) == [("p1", FIRST)]


def test_a_correction_of_either_round_updates_that_round(
    rounds: tuple[Path, Path], org_id: UUID, owner: psycopg.Connection
) -> None:
    for folder in rounds:
        imported(folder, org_id)
    corrected = SECOND.replace("northern", "southern")
    (rounds[1] / "p1.txt").write_text(corrected, encoding="utf-8")
    assert "0 interviews created, 1 updated" in imported(rounds[1], org_id)
    assert stored(owner) == [("p1", FIRST), ("p1 (2)", corrected)]


def test_replace_puts_an_unlike_transcript_in_the_place_of_the_stored_one(
    rounds: tuple[Path, Path], org_id: UUID, owner: psycopg.Connection
) -> None:
    imported(rounds[0], org_id)
    assert "0 interviews created, 1 updated" in imported(rounds[1], org_id, "--replace")
    assert stored(owner) == [("p1", SECOND)]


def test_quotes_of_the_second_round_reach_the_second_interview(
    tmp_path: Path, rounds: tuple[Path, Path], org_id: UUID, owner: psycopg.Connection
) -> None:
    words = [" ".join(text.split()[1:4]) for text in (FIRST, SECOND)]
    for number, text in enumerate((FIRST, SECOND)):
        marked = {"id": "p1", "text": text, "quotes": [{"quote": words[number], "topic": f"round {number}"}]}
        (tmp_path / "p1.json").write_text(json.dumps(marked), encoding="utf-8")
        imported(tmp_path / "p1.json", org_id)
    query = "select interview_id, quote, topic from interview_quotes order by topic"
    found = owner.execute(query).fetchall()
    assert found == [(ids.interview_id(org_id, "p1", n + 1), words[n], f"round {n}") for n in range(2)]


def test_one_session_as_vtt_and_srt_is_counted_once_and_the_import_says_which(
    tmp_path: Path,
    org_id: UUID,
    owner: psycopg.Connection,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    words = FIRST.removeprefix("Ana: ")
    (tmp_path / "a.vtt").write_text(
        f"WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ana>{words}</v>\n", encoding="utf-8"
    )
    (tmp_path / "b.srt").write_text(f"1\n00:00:01,000 --> 00:00:09,000\n{words}\n", encoding="utf-8")
    for created in ("1 interview created", "0 interviews created, 0 updated, 1 unchanged"):
        told = imported(tmp_path, org_id)
        assert created in told
        assert "b.srt: this is the same session as the interview “a”, which is counted once." in told
    assert len(stored(owner)) == 1


def test_a_session_that_comes_later_under_another_name_is_found_among_the_stored_ones(
    rounds: tuple[Path, Path], org_id: UUID, owner: psycopg.Connection
) -> None:
    imported(rounds[0], org_id)
    (rounds[1] / "copy.txt").write_text(FIRST, encoding="utf-8")
    assert "copy.txt: this is the same session as the interview “p1”" in imported(rounds[1], org_id)
    assert [title for title, _ in stored(owner)] == ["p1", "p1 (2)"]


def test_an_erased_second_round_stays_out(
    rounds: tuple[Path, Path], org_id: UUID, owner: psycopg.Connection, executor: Executor
) -> None:
    """Neither its words nor a correction under its key bring it back."""
    for folder in rounds:
        imported(folder, org_id)
    erased = ids.interview_id(org_id, "p1.txt", 2)
    context = ToolContext(
        org_id=org_id, run_id=uuid4(), actor="person:ann", job="erase-interview", rules_version="1"
    )
    with executor.unit(context) as unit:
        unit.call(erase_interview, [{"interview_id": erased}])
    for text in (SECOND, SECOND.replace("northern", "southern")):
        (rounds[1] / "p1.txt").write_text(text, encoding="utf-8")
        assert str(erased) in imported(rounds[1], org_id)
    assert stored(owner) == [("p1", FIRST)]
