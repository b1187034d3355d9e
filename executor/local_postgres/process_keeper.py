"""A keeper runs one command for as long as somebody wants it, and leaves nothing of it behind.

A process that wants the command holds a shared lock on a file, or the writing end of a pipe. The
kernel releases either when the process ends, by return, by signal or by SIGKILL. A keeper therefore
needs no list of process ids that could be stale. Processes that want the command need no handler
for any signal. When the last of them is gone, the keeper stops the command and everything the
command has started.

Run as a script, in a session of its own, so that Ctrl-C in the terminal does not reach the command.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER, linux/prctl.h
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_POLL_SECONDS = 0.01


def start_keeper(
    command: Sequence[str],
    *,
    until: Path | int,
    log: IO[bytes],
    environment: Mapping[str, str],
    stop_signals: Sequence[signal.Signals],
    stop_seconds: float,
    folder: Path,
    innermost_first: bool = False,
    user: int | None = None,
    inherit: Sequence[int] = (),
    scratch: Path | None = None,
) -> "subprocess.Popen[bytes]":
    """Start ``command`` in ``folder``, to be stopped when ``until`` says so; SIGTERM stops it at once.

    ``until`` is a file that nobody locks any more, or the reading end of a pipe that nobody writes
    to any more. To stop the command, the keeper sends ``stop_signals`` in turn, waits
    ``stop_seconds`` after each, and sends SIGKILL in the end. With ``innermost_first``, the
    command's own children get a SIGTERM and the same time before. The command runs as the numeric
    ``user`` if given. The command and the keeper inherit the file descriptors ``inherit``;
    ``scratch`` is a folder to delete afterwards. The returned process is the keeper, which ends
    with the command's exit status.
    """
    orders = {
        "command": list(command),
        "until": until if isinstance(until, int) else str(until),
        "signals": [int(number) for number in stop_signals],
        "seconds": stop_seconds,
        "innermost_first": innermost_first,
        "user": user,
        "inherit": list(inherit),
        "scratch": str(scratch) if scratch else None,
    }
    return subprocess.Popen(  # noqa: S603 (our own interpreter and script)
        [sys.executable, "-I", "-S", __file__, json.dumps(orders)],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=(*inherit, *([until] if isinstance(until, int) else [])),
        start_new_session=True,
    )


def keep(orders: Mapping[str, Any]) -> int:
    """Carry out the orders of ``start_keeper`` and return the command's exit status."""
    awaited = {signal.SIGCHLD, signal.SIGTERM}
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, awaited)
    _prctl(_ADOPT_ORPHANS, 1)
    child = _start(orders)
    threading.Thread(target=_watch, args=(orders["until"],), daemon=True).start()
    while child.poll() is None and signal.sigwait(awaited) != signal.SIGTERM:
        pass
    if orders["innermost_first"]:
        _stop_descendants(child.pid, orders["seconds"])
    _stop(child, orders["signals"], orders["seconds"])
    _stop_orphans(orders["seconds"])
    if orders["scratch"]:
        shutil.rmtree(orders["scratch"], ignore_errors=True)
    return child.returncode


def _start(orders: Mapping[str, Any]) -> "subprocess.Popen[bytes]":
    user = orders["user"]
    keeper = os.getpid()

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        # A shell starts background jobs with these ignored, and a worker stops by SIGINT.
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        _prctl(_DIE_WITH_PARENT, orders["signals"][0])
        if os.getppid() != keeper:
            os._exit(1)

    return subprocess.Popen(  # noqa: S603 (the command is the caller's own)
        orders["command"],
        preexec_fn=prepare,
        pass_fds=orders["inherit"],
        start_new_session=True,
        **({} if user is None else {"user": user, "group": user, "extra_groups": []}),
    )


def _watch(until: str | int) -> None:
    if isinstance(until, int):
        os.read(until, 1)
    else:
        # Kept locked until this process ends, so that newcomers wait until the command has stopped.
        fcntl.flock(os.open(until, os.O_RDWR), fcntl.LOCK_EX)
    os.kill(os.getpid(), signal.SIGTERM)


def _stop(child: "subprocess.Popen[bytes]", signals: Sequence[int], seconds: float) -> None:
    for number in (*signals, signal.SIGKILL):
        if child.poll() is None:
            child.send_signal(number)
            _wait_until(lambda: child.poll() is not None, seconds)
    child.wait()


def _stop_descendants(pid: int, seconds: float) -> None:
    _tell(_descendants(pid), signal.SIGTERM)
    _wait_until(lambda: not any(_descendants(pid)), seconds)


def _stop_orphans(seconds: float) -> None:
    """End what the command left running; on Linux all of it has become a child of this process."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        told: set[int] = set()

        def gone(number: int = number, told: set[int] = told) -> bool:
            new = set(_children(os.getpid())) - told
            _tell(new, number)
            told.update(new)
            return _all_reaped()

        _wait_until(gone, seconds)


def _tell(pids: Iterable[int], number: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _all_reaped() -> bool:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return False
    return True


def _descendants(pid: int) -> Iterator[int]:
    for child in _children(pid):
        yield from _descendants(child)
        yield child


def _children(pid: int) -> Iterator[int]:
    """Yield the children of a process; none where there is no Linux /proc."""
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            yield from map(int, listing.read_text().split())


def _wait_until(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(option, value)


if __name__ == "__main__":
    sys.exit(keep(json.loads(sys.argv[1])))
