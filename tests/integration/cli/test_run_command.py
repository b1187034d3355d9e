"""Jobs by name from the command line: what is wrong with a call is one sentence."""

from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.stack.programs import StackBusyError, StackError
from cli.stack.serving import listening
from executor.local_postgres.file_lock import FileLock
from flows.jobs import JOBS

ORG = ["--org", str(uuid4())]


def test_every_job_is_listed_with_its_parameters() -> None:
    shown = CliRunner().invoke(app, ["jobs"]).output
    for job in JOBS.values():
        assert f"{job.name} (version {job.version}): {job.description}" in shown
        for name in job.parameters.model_fields:
            assert f"  {name} (" in shown


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["theme-scam", *ORG], "There is no job theme-scam: choose one of theme-scan, confidence-decay."),
        (["confidence-decay", *ORG, "-p", "half_life_days"], "half_life_days: write it as NAME=VALUE."),
        (
            ["confidence-decay", *ORG, "-p", "half_life_days=0"],
            "half_life_days must be an integer from 1 to 3650.",
        ),
        (["confidence-decay", *ORG, "-p", "lookback_days=3"], "'lookback_days' is not a parameter"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_starts(words: list[str], fault: str) -> None:
    result = CliRunner().invoke(app, ["run", *words])
    assert isinstance(result.exception, StackError)
    assert fault in str(result.exception)


def test_a_port_in_use_is_reported_with_the_remedy() -> None:
    with (
        listening("127.0.0.1", 0) as first,
        pytest.raises(StackError, match="choose another with --port"),
        listening("127.0.0.1", first.getsockname()[1]),
    ):
        pass


def test_up_says_which_option_gives_another_port_or_that_this_very_stack_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATE_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with listening("127.0.0.1", 0) as first, FileLock(tmp_path / "owner.lock") as owner:
        words = ["up", "--endpoint-port", str(first.getsockname()[1])]
        taken = CliRunner().invoke(app, words).exception
        assert "choose another with --endpoint-port" in str(taken)
        assert owner.try_exclusive()
        running = CliRunner().invoke(app, words).exception
        assert isinstance(running, StackBusyError)
        assert f"already running on {tmp_path}" in str(running)
