"""A keeper ends its command with the holder of the lock, and leaves nothing running."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from executor.local_postgres.file_lock import FileLock
from executor.local_postgres.process_keeper import start_keeper
from tests.support.waiting import eventually, patience

SLEEP = "import time; time.sleep(60)"
DETACHED = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {SLEEP!r}, sys.argv[1]], start_new_session=True)
{SLEEP}
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[FileLock]:
    with FileLock(tmp_path / "lock") as lock:
        assert lock.try_exclusive()
        yield lock


def keep(
    tmp_path: Path, program: str, marker: str, *, seconds: float = 5, until: int | None = None
) -> "subprocess.Popen[bytes]":
    with (tmp_path / "log").open("wb") as log:
        return start_keeper(
            [sys.executable, "-c", program, marker],
            until=tmp_path / "lock" if until is None else until,
            log=log,
            environment={"PATH": os.environ["PATH"]},
            stop_signals=[signal.SIGTERM],
            stop_seconds=seconds,
            folder=tmp_path,
        )


def running(text: str) -> list[int]:
    """Return the processes, zombies aside, whose command line holds the text."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if text.encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def test_the_command_ends_when_the_lock_is_released(tmp_path: Path, lock: FileLock) -> None:
    keeper = keep(tmp_path, SLEEP, str(tmp_path))
    assert eventually(lambda: len(running(str(tmp_path))) == 2, 5)
    lock.release()
    assert keeper.wait(patience(10)) == -signal.SIGTERM % 256
    assert not running(str(tmp_path))


def test_the_command_ends_when_nobody_holds_the_other_end_of_the_pipe(tmp_path: Path) -> None:
    until, lifeline = os.pipe()
    keeper = keep(tmp_path, SLEEP, str(tmp_path), until=until)
    os.close(until)
    assert eventually(lambda: len(running(str(tmp_path))) == 2, 5)
    os.close(lifeline)
    assert keeper.wait(patience(10)) == -signal.SIGTERM % 256


def test_the_keeper_reports_the_status_of_a_command_that_ends_by_itself(
    tmp_path: Path, lock: FileLock
) -> None:
    assert keep(tmp_path, "raise SystemExit(3)", "").wait(patience(10)) == 3


def test_what_the_command_started_ends_too_even_in_a_session_of_its_own(
    tmp_path: Path, lock: FileLock
) -> None:
    keeper = keep(tmp_path, DETACHED, str(tmp_path))
    assert eventually(lambda: len(running(str(tmp_path))) == 3, 5)
    keeper.terminate()
    keeper.wait(patience(10))
    assert not running(str(tmp_path))


def test_a_command_that_ignores_its_signal_is_killed(tmp_path: Path, lock: FileLock) -> None:
    keeper = keep(tmp_path, f"{STUBBORN}; print('ready', flush=True); {SLEEP}", str(tmp_path), seconds=0.2)
    assert eventually(lambda: b"ready" in (tmp_path / "log").read_bytes(), 5)
    keeper.terminate()
    keeper.wait(patience(10))
    assert not running(str(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells a child of its parent's end")
def test_the_command_ends_when_the_keeper_is_killed(tmp_path: Path, lock: FileLock) -> None:
    keeper = keep(tmp_path, SLEEP, str(tmp_path))
    assert eventually(lambda: len(running(str(tmp_path))) == 2, 5)
    keeper.kill()
    keeper.wait(patience(10))
    assert eventually(lambda: not running(str(tmp_path)), 5)
