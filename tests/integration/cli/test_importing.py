"""Importing stores what files hold, through the executor, and says what it could not store."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from rich.console import Console
from typer.testing import CliRunner

from cli.interview_files.documents import read_file
from cli.interview_files.importing import import_path
from cli.main import app
from executor.context import ToolContext
from executor.exceptions import DatabaseUnreachableError
from executor.org_database import OrgDatabase
from executor.reads import run_history
from executor.recorded_run import STOPPED
from executor.tools import add_quote, erase_interview, ids
from executor.unit_of_work import Executor
from tasks.importing.import_interviews import ImportOptions
from tasks.importing.outcome import Imported
from themes.transcripts.document import Document, Unreadable

QUIET = Console(quiet=True)


OPTIONS = ImportOptions(actor="person:Ann", lease_seconds=120)


def run(executor: Executor, org_id: UUID, path: Path) -> Imported:
    return import_path(OrgDatabase(executor.database, org_id), path, OPTIONS, console=QUIET)


def rows(owner: psycopg.Connection) -> list[tuple[object, ...]]:
    stored = owner.execute(
        "select org_id, id, title, raw_transcript, created_at from interviews order by 1, 2"
    )
    quotes = owner.execute(
        "select org_id, id, quote, start_offset, topic from interview_quotes order by 1, 2"
    )
    return [*stored.fetchall(), *quotes.fetchall()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ana.txt").write_text("Ana: The export is slow.")
    interview = {
        "id": "b",
        "text": "Ben: I like it a lot.",
        "quotes": [{"quote": "i like it", "topic": "joy"}],
    }
    (tmp_path / "more.jsonl").write_text(json.dumps(interview))
    return tmp_path


def test_a_second_import_of_the_same_content_changes_nothing(
    executor: Executor, org_id: UUID, folder: Path, owner: psycopg.Connection
) -> None:
    first = run(executor, org_id, folder)
    stored = rows(owner)
    second = run(executor, org_id, folder)
    assert (first.created, first.quotes_created, first.faults) == (2, 1, ())
    assert (second.created, second.updated, second.unchanged, second.quotes_created) == (0, 0, 2, 0)
    assert rows(owner) == stored


def test_a_quote_is_stored_as_the_transcript_has_it(
    executor: Executor, org_id: UUID, folder: Path, owner: psycopg.Connection
) -> None:
    run(executor, org_id, folder)
    assert owner.execute("select quote, start_offset, topic from interview_quotes").fetchall() == [
        ("I like it", 5, "joy")
    ]


def test_passages_that_a_tool_exported_are_quotes_of_the_interview_they_name(
    executor: Executor, org_id: UUID, folder: Path, owner: psycopg.Connection
) -> None:
    """The export is read before the interview, and names its file or its title."""
    export = folder / "a-codes.csv"
    export.write_text(
        'Document,Selected text,Code\nANA.txt,"export is slow",speed\nana,"The export",export\n'
    )
    first = run(executor, org_id, folder)
    assert (first.created, first.quotes_created, first.faults) == (2, 3, ())
    assert owner.execute("select quote, topic from interview_quotes order by 1").fetchall() == [
        ("I like it", "joy"),
        ("The export", "export"),
        ("export is slow", "speed"),
    ]
    again = run(executor, org_id, folder)
    assert (again.created, again.updated, again.quotes_created, again.faults) == (0, 0, 0, ())


def test_passages_of_an_interview_that_is_not_stored_are_told(
    executor: Executor, org_id: UUID, folder: Path, owner: psycopg.Connection
) -> None:
    """An interview of another organisation is none of this one's."""
    run(executor, uuid4(), folder)
    export = folder / "codes.csv"
    export.write_text('Document,Selected text,Code\nana.txt,"export is slow",speed\n')
    imported = run(executor, org_id, export)
    (fault,) = imported.faults
    assert "an interview that is not stored; import that interview too" in fault.fault
    assert (imported.created, imported.quotes_created) == (0, 0)
    assert owner.execute("select count(*) from interviews where org_id = %s", [org_id]).fetchone() == (0,)


def test_what_a_file_tells_of_its_participants_is_stored_with_them(
    executor: Executor, org_id: UUID, tmp_path: Path, owner: psycopg.Connection
) -> None:
    told = {"id": "c", "participant": "P07", "site": "Leeds", "text": "Cy: It is late.\nMo: Very late."}
    (tmp_path / "told.jsonl").write_text(json.dumps(told))
    run(executor, org_id, tmp_path)
    stored = (
        "select p.name, a.attributes from participants p"
        " join interview_participants a on a.participant_id = p.id"
    )
    assert ("P07", {"site": "Leeds"}) in owner.execute(stored).fetchall()


def test_changed_content_updates_its_interview(
    executor: Executor, org_id: UUID, folder: Path, owner: psycopg.Connection
) -> None:
    run(executor, org_id, folder)
    (folder / "ana.txt").write_text("Ana: The export is fast now.")
    assert run(executor, org_id, folder).updated == 1
    assert ("Ana: The export is fast now.",) in owner.execute(
        "select raw_transcript from interviews"
    ).fetchall()


def test_what_cannot_be_stored_is_named_and_the_rest_goes_on(
    executor: Executor, org_id: UUID, folder: Path
) -> None:
    (folder / "bad.json").write_text("{")
    (folder / "odd.json").write_text(json.dumps({"text": "Cy: Yes.", "quotes": ["never said"]}))
    imported = run(executor, org_id, folder)
    assert imported.created == 3
    assert sorted(fault.source for fault in imported.faults) == ["bad.json", "odd.json"]


SAID = "The waiting took many weeks."


def marked(folder: Path, *topics: str | None) -> Path:
    """A file with an interview in which one sentence is marked once with each of the topics."""
    quotes = [{"quote": SAID, "topic": topic} for topic in topics]
    (folder / "marked.json").write_text(json.dumps({"id": "ann", "text": f"Ann: {SAID}", "quotes": quotes}))
    return folder / "marked.json"


def topics(owner: psycopg.Connection) -> list[tuple[object, ...]]:
    return owner.execute("select topic, created_by from interview_quotes").fetchall()


def test_a_later_topic_takes_the_place_of_the_first_and_none_takes_it_away(
    executor: Executor, org_id: UUID, tmp_path: Path, owner: psycopg.Connection
) -> None:
    first = run(executor, org_id, marked(tmp_path, "Wating"))
    corrected = run(executor, org_id, marked(tmp_path, "Waiting"))
    again = run(executor, org_id, marked(tmp_path, None))
    assert [(one.quotes_created, one.quotes_updated) for one in (first, corrected, again)] == [
        (1, 0),
        (0, 1),
        (0, 0),
    ]
    assert topics(owner) == [("Waiting", "person:Ann")]


def test_a_quote_of_a_scan_takes_the_topic_that_people_give_it(
    executor: Executor, org_id: UUID, context: ToolContext, tmp_path: Path, owner: psycopg.Connection
) -> None:
    run(executor, org_id, marked(tmp_path))
    place = {"quote": SAID, "start_offset": 5, "end_offset": 5 + len(SAID)}
    with executor.unit(context) as unit:
        unit.call(add_quote, [{"interview_id": ids.interview_id(org_id, "ann")} | place])
    run(executor, org_id, marked(tmp_path, None, "Waiting"))
    assert topics(owner) == [("Waiting", "person:Ann")]
    with executor.unit(context) as unit:  # a scan that finds the passage again leaves people's topic alone
        unit.call(add_quote, [{"interview_id": ids.interview_id(org_id, "ann")} | place])
    assert topics(owner) == [("Waiting", "person:Ann")]


def test_a_second_topic_of_one_passage_is_named(
    executor: Executor, org_id: UUID, tmp_path: Path, owner: psycopg.Connection
) -> None:
    done = run(executor, org_id, marked(tmp_path, "Waiting", "Waiting", "Staffing"))
    assert [(fault.source, "two topics" in fault.fault) for fault in done.faults] == [("marked.json", True)]
    assert topics(owner) == [("Waiting", "person:Ann")]


def test_files_of_other_kinds_are_counted_so_that_nobody_wonders_where_they_are(
    executor: Executor, org_id: UUID, folder: Path
) -> None:
    for name in ("a.png", "b.PNG", "c.p\ndf", ".hidden.png", "LICENSE"):
        (folder / name).touch()
    done = run(executor, org_id, folder)
    assert dict(done.other_kinds) == {".png": 2, ".p�df": 1, "no ending": 1}
    assert (done.created, done.faults) == (2, ())


def test_the_same_file_belongs_to_whoever_imports_it(
    executor: Executor, org_id: UUID, folder: Path, owner: psycopg.Connection
) -> None:
    for org in (org_id, uuid4()):
        assert run(executor, org, folder).created == 2
    assert owner.execute("select count(distinct id), count(*) from interviews").fetchone() == (4, 4)


def test_an_import_is_a_recorded_and_audited_run(
    executor: Executor, org_id: UUID, folder: Path, owner: psycopg.Connection
) -> None:
    run(executor, org_id, folder)
    record = owner.execute("select job, status, report ->> 'created' from job_runs").fetchone()
    assert record == ("import", "finished", "2")
    tools = owner.execute("select tool, count(*) from tool_calls group by 1 order by 1").fetchall()
    assert tools == [
        ("interviews.add_quote", 1),
        ("interviews.upsert_interview", 2),
        ("runs.finish_run", 1),
        ("runs.start_run", 1),
    ]


def test_the_sample_study_is_imported_whole(executor: Executor, org_id: UUID, sample_study: Path) -> None:
    imported = run(executor, org_id, sample_study / "interviews")
    assert (imported.created, imported.faults) == (26, ())
    assert imported.quotes_created > 0


def records(owner: psycopg.Connection) -> list[tuple[object, ...]]:
    stored = owner.execute("select status, report ->> 'created', error from job_runs where job = 'import'")
    return stored.fetchall()


def end_at_the_second_file(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    """Have the fault come up when the first file is stored."""
    read = read_file

    def ending(file: Path, *args: Any, **kwargs: Any) -> Iterator[Document | Unreadable]:
        if file.suffix == ".jsonl":
            raise fault
        yield from read(file, *args, **kwargs)

    monkeypatch.setattr("cli.interview_files.importing.read_file", ending)


def test_an_import_that_fails_is_on_record_with_the_reason_and_how_far_it_came(
    executor: Executor,
    org_id: UUID,
    folder: Path,
    owner: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    end_at_the_second_file(monkeypatch, DatabaseUnreachableError("Cannot reach the database."))
    with pytest.raises(DatabaseUnreachableError):
        run(executor, org_id, folder)
    assert records(owner) == [("failed", "1", "Cannot reach the database.")]
    assert owner.execute("select count(*) from job_leases").fetchone() == (0,)


def test_ctrl_c_says_how_far_an_import_came_and_that_it_can_be_started_again(
    executor: Executor,
    org_id: UUID,
    folder: Path,
    owner: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    end_at_the_second_file(monkeypatch, KeyboardInterrupt())
    console = Console(file=StringIO(), width=200)
    with pytest.raises(KeyboardInterrupt):
        import_path(OrgDatabase(executor.database, org_id), folder, OPTIONS, console=console)
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert "The import stopped. By then: 1 interview created" in told
    assert "start it again" in told
    assert records(owner) == [("failed", "1", STOPPED)]


def test_while_an_import_goes_on_it_holds_a_claim_that_keeps_nobody_out(
    executor: Executor, org_id: UUID, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the end of the claim `runs` knows that the process of an import is gone."""
    read, seen = read_file, list[set[UUID]]()

    def looking(file: Path, *args: Any, **kwargs: Any) -> Iterator[Document | Unreadable]:
        with executor.database.org_transaction(org_id) as connection:
            seen.append({run.id for run in run_history.newest(connection, 9) if run.status == "running"})
        if len(seen) == 1:
            run(executor, org_id, folder)
        yield from read(file, *args, **kwargs)

    monkeypatch.setattr("cli.interview_files.importing.read_file", looking)
    run(executor, org_id, folder)
    outer, *inner = seen
    assert len(outer) == 1
    assert [len(running - outer) for running in inner] == [1, 1, 0]


def test_two_files_with_the_same_ids_do_not_overwrite_each_other(
    executor: Executor, org_id: UUID, tmp_path: Path, owner: psycopg.Connection
) -> None:
    for number, name in enumerate(["Ana", "Cleo"], start=1):
        (tmp_path / f"round{number}.csv").write_text(f"id,text\n1,{name}: It is slow.\n")
    told = run(executor, org_id, tmp_path)
    (fault,) = told.faults
    assert told.created == 1
    assert fault.source == "round2.csv:line 2"
    assert fault.fault == "Its id is that of round1.csv:line 2; give each interview its own."
    assert [str(row[3]).endswith("Ana: It is slow.") for row in rows(owner)] == [True]
    assert run(executor, org_id, tmp_path).unchanged == 1


def test_who_says_what_is_stored_with_the_interview_and_a_name_in_lower_case_is_kept(
    executor: Executor, org_id: UUID, tmp_path: Path, owner: psycopg.Connection
) -> None:
    cues = "00:01.000 --> 00:04.000\n<v mara van der berg>What is slow?</v>\n\n"
    cues += "00:05.000 --> 00:09.000\n<v Tom's iPad>The export is, and the import as well.</v>\n\n"
    (tmp_path / "p1.vtt").write_text("WEBVTT\n\n" + cues + cues.replace("00:0", "00:2"))
    run(executor, org_id, tmp_path)
    stored = owner.execute("select raw_transcript, turns from interviews").fetchone()
    assert stored is not None
    text, turns = stored
    assert [(who, role, text[start:end], at) for who, role, start, end, at in turns[:2]] == [
        ("mara van der berg", "interviewer", "What is slow?", 1.0),
        ("Tom's iPad", "participant", "The export is, and the import as well.", 5.0),
    ]
    assert run(executor, org_id, tmp_path).unchanged == 1


def test_stating_who_asks_updates_an_interview_so_that_the_next_scan_reads_it_anew(
    executor: Executor, org_id: UUID, folder: Path, owner: psycopg.Connection
) -> None:
    (folder / "ana.txt").write_text("Ana: I begin.\nBen: I answer.\nAna: Go on.\nBen: I do.\n")
    run(executor, org_id, folder)
    org = OrgDatabase(executor.database, org_id)
    stated = import_path(org, folder, OPTIONS, console=QUIET, interviewers=("Ana",))
    assert stated.updated == 1
    roles = "select distinct t ->> 1 from interviews, jsonb_array_elements(turns) t where t ->> 0 = 'Ana'"
    assert owner.execute(roles).fetchall() == [("interviewer",)]


def test_an_erased_interview_is_skipped_by_name_and_let_in_again_by_its_id(
    database_url: str, org_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executor: Executor
) -> None:
    """The import says which file it skips and how the interview comes back."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    (tmp_path / "ann.txt").write_text("Ann: I would pay for this, and for nothing else.", encoding="utf-8")
    words = ["import", str(tmp_path), "--org", str(org_id)]
    assert CliRunner().invoke(app, words).exit_code == 0
    with executor.database.org_transaction(org_id) as connection:
        erased = connection.exec_driver_sql("select id from interviews").scalar_one()
    context = ToolContext(
        org_id=org_id, run_id=uuid4(), actor="person:ann", job="erase-interview", rules_version="1"
    )
    with executor.unit(context) as unit:
        unit.call(erase_interview, [{"interview_id": erased}])
    skipped = CliRunner().invoke(app, words)
    assert (skipped.exit_code, str(erased) in skipped.output) == (1, True)
    assert CliRunner().invoke(app, [*words, "--restore-erased", str(erased)]).exit_code == 0
