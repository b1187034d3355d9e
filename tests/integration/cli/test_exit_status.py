"""However a command ends, it says so in a sentence and by its exit status, never by a trace."""

import getpass
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner

from cli.main import app
from executor.unit_of_work import Executor
from tests.support.forked_commands import Ended, ForkedCommands, forked_commands
from tools.testbed.organisation import Panel

COMMAND = (sys.executable, "-c", "from cli.entry import main; main()")
Started = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def panel(executor: Executor, org_id: UUID) -> Panel:
    made = Panel(executor, org_id)
    made.add("ann", "ben")
    return made


@pytest.fixture
def start(panel: Panel, database_url: str) -> Started:
    """Starts a command for the panel's organisation."""

    def started(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, *words, "--org", str(panel.org_id)],
            env=os.environ | {"DATABASE_URL": database_url, "PYTHONPATH": str(Path(__file__).parents[3])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return started


@pytest.mark.parametrize("seconds", [0.15, 0.4, 0.8])
def test_ctrl_c_is_quiet_also_before_the_command_has_begun(start: Started, seconds: float) -> None:
    started = start("themes")
    time.sleep(seconds)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate()
    assert said == ""
    # Before Python itself has begun, the signal ends it; a fast machine is done by then.
    assert started.returncode in (130, -signal.SIGINT, 0)


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkedCommands]:
    with forked_commands(tmp_path_factory.mktemp("commands") / "errors") as running:
        yield running


@pytest.fixture
def run(commands: ForkedCommands, panel: Panel, database_url: str) -> Callable[..., Ended]:
    """Runs a command for the panel's organisation."""

    def ended(*words: str, output: str | None) -> Ended:
        environment = {"DATABASE_URL": database_url}
        return commands.run(*words, "--org", str(panel.org_id), environment=environment, output=output)

    return ended


@pytest.mark.parametrize("words", [("interviews",), ("interviews", "--json"), ("audit", "verify")])
def test_a_full_disk_is_one_sentence(run: Callable[..., Ended], words: tuple[str, ...]) -> None:
    said = "Error: The output cannot be written (No space left on device).\n"
    assert run(*words, output="/dev/full") == (1, said)


@pytest.mark.parametrize(
    "words", [("interviews",), ("interviews", "--json"), ("audit", "verify"), ("themes", "--help")]
)
def test_a_reader_that_goes_away_is_no_fault(run: Callable[..., Ended], words: tuple[str, ...]) -> None:
    assert run(*words, output=None) == (141, "")


def test_a_user_without_a_name_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr(getpass, "getuser", nameless)
    done = CliRunner().invoke(app, ["pin", "slow-export", "--org", str(uuid4())])
    assert done.exit_code == 2
    assert "give --as NAME" in done.output
