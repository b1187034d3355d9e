"""What ``theme-scan revert`` says of a run that it took back in part, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner, Result

from cli.commands import undo
from cli.main import app
from executor.reads.run_history import RunRecord
from executor.revert.revert import LaterRun, Left
from executor.tools.revert_run import RowCount
from settings import Settings
from tasks.maintenance_reports import RevertReport

ORG, RUN, THEME, INTO = uuid4(), uuid4(), uuid4(), uuid4()
LEFT = Left(table="themes", row_id=THEME, reason="unsupported")
SCAN = LaterRun(id=uuid4(), job="theme-scan", actor="system:theme-scan")
IMPORT = LaterRun(id=uuid4(), job="import", actor="person:Ada")
MERGE = {"tool": "themes.merge_themes", "themes": [str(THEME)], "into": str(INTO)}


def record(id_: UUID, parameters: dict[str, Any], report: dict[str, Any] | None) -> RunRecord:
    began = datetime(2026, 1, 5, tzinfo=UTC)
    return RunRecord(
        id=id_,
        job="any",
        actor="person:Ada",
        parameters=parameters,
        dry_run=False,
        status="finished",
        report=report,
        error=None,
        started_at=began,
        finished_at=began,
    )


def reverted(monkeypatch: pytest.MonkeyPatch, parameters: dict[str, Any], **report: Any) -> Result:
    """What the command answers where the revert reports this."""
    told = RevertReport(dry_run=False, reverted_run=RUN, audit_head=None, **{"left": (), "rows": ()} | report)
    ended = record(uuid4(), {}, told.model_dump(mode="json"))

    @contextmanager
    def organisation(settings: Settings, org: UUID) -> Iterator[None]:
        yield None

    monkeypatch.setattr(undo, "command_settings", lambda: Settings(_env_file=None))
    monkeypatch.setattr(undo, "run_to_end", lambda *_: ended)
    monkeypatch.setattr(undo, "open_organisation", organisation)
    history = SimpleNamespace(find=lambda *_: record(RUN, parameters, None))
    monkeypatch.setattr(undo, "run_history", history)
    names = SimpleNamespace(names_of=lambda *_: {THEME: "High price", INTO: "Slow export"})
    monkeypatch.setattr(undo, "stored_themes", names)
    return CliRunner().invoke(app, ["revert", str(RUN), "--org", str(ORG)], env={"COLUMNS": "300"})


def test_a_run_of_which_nothing_was_put_back_ends_with_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = reverted(monkeypatch, {})
    assert answer.exit_code == 1
    assert "Nothing to do: every row is as it was before this run." in answer.output


def test_a_run_that_was_taken_back_ends_well(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (RowCount(table="themes", operation="delete", count=2),)
    answer = reverted(monkeypatch, {}, rows=rows)
    assert (answer.exit_code, "2 themes removed" in answer.output) == (0, True)


def test_the_later_runs_are_named_newest_first_with_the_commands_that_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = reverted(monkeypatch, {}, left=(LEFT,), later_runs=(SCAN, IMPORT))
    assert answer.exit_code == 1
    assert "Nothing was put back" in answer.output
    places = [answer.output.index(f"theme-scan revert {run}") for run in (SCAN.id, IMPORT.id, RUN)]
    assert places == sorted(places)
    assert "import of person:Ada" in answer.output


def test_what_was_put_back_in_part_is_itself_taken_back_first(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (RowCount(table="themes", operation="update", count=1),)
    answer = reverted(monkeypatch, {}, rows=rows, left=(LEFT,), later_runs=(SCAN,))
    commands = [line.split()[2] for line in answer.output.splitlines() if "theme-scan revert" in line]
    assert (answer.exit_code, len(commands), commands[1:]) == (0, 3, [str(SCAN.id), str(RUN)])


def test_a_merge_that_stands_names_the_split_that_does_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = reverted(monkeypatch, MERGE, left=(LEFT,), later_runs=(SCAN,))
    command = f"theme-scan split 'Slow export' --name 'High price' --heard-as 'High price' --org {ORG}"
    assert command in answer.output


def test_other_runs_name_no_split(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = reverted(monkeypatch, {"lookback_days": 30}, left=(LEFT,), later_runs=(SCAN,))
    assert "theme-scan split" not in answer.output
