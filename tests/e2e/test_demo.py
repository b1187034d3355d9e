"""The demo does the whole job on a fresh state folder and leaves no process behind, on Ctrl-C too."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

import cli.commands.demo
from cli.commands.demo import run_demo
from cli.stack.stack import Stack
from cli.terminal.screen import Screen
from settings import Settings
from tests.support.processes import processes_of
from tests.support.waiting import eventually, patience

pytestmark = pytest.mark.e2e


@pytest.fixture
def demo(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A demo that has just been started, with an empty home folder."""
    home = tmp_path / "home"
    home.mkdir()
    with (tmp_path / "output").open("w") as output:
        started = subprocess.Popen(
            [sys.executable, "-c", "from cli.main import main; main()", "demo"],
            env={**os.environ, "HOME": str(home), "STATE_DIR": str(tmp_path / "state")},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        yield started
        started.kill()
        started.wait()


def printed(tmp_path: Path) -> str:
    return " ".join((tmp_path / "output").read_text().split())


def assert_all_done(told: str) -> None:
    assert "26 interviews created" in told
    assert "prefect deployment run theme-scan/theme-scan" in told
    assert "0 interviews extracted, 26 out of the cache, 0 model calls, 0 rows changed." in told


def test_the_demo_ends_with_themes_and_a_second_scan_that_does_nothing(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Here on a stack that runs already, which saves a minute; beside it the demo starts its own."""
    monkeypatch.setattr(cli.commands.demo, "local_stack", lambda *_, **__: nullcontext(stack))
    run_demo(Settings(_env_file=None, state_dir=stack.state_dir), Screen(plain=False))
    assert_all_done(" ".join(capsys.readouterr().out.split()))


@pytest.mark.slow
def test_from_nothing_the_demo_does_it_all_and_leaves_no_process_and_no_file_behind(
    demo: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    assert demo.wait(patience(170)) == 0, printed(tmp_path)
    assert_all_done(printed(tmp_path))
    assert not processes_of(tmp_path)
    assert not list((tmp_path / "home").iterdir())


@pytest.mark.slow
def test_ctrl_c_stops_everything(demo: "subprocess.Popen[str]", tmp_path: Path) -> None:
    assert eventually(lambda: "prefect deployment run" in printed(tmp_path), 90)
    demo.send_signal(signal.SIGINT)
    assert demo.wait(patience(60)) == 130
    assert eventually(lambda: not processes_of(tmp_path), 15)
