"""A keeper runs one command for as long as somebody holds a lock file, and leaves nothing behind.

The kernel lets go of a file lock when its holder ends, be it by return, by signal or by SIGKILL. So a
keeper needs no list of process ids that could be stale, and the holder needs no handler for any signal:
the keeper waits for the lock, then stops the command and everything the command has started.

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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER, linux/prctl.h
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_POLL_SECONDS = 0.01


def start_keeper(
    command: Sequence[str],
    *,
    lock: Path,
    shared: bool,
    log: IO[bytes],
    environment: Mapping[str, str],
    stop_signals: Sequence[signal.Signals],
    stop_seconds: float,
    folder: Path,
    user: int | None = None,
    inherit: int | None = None,
    scratch: Path | None = None,
) -> "subprocess.Popen[bytes]":
    """Start ``command`` in ``folder``, to be stopped once ``lock`` is free; SIGTERM stops it at once.

    ``shared`` says how the keeper takes the lock: True when the command belongs to the one exclusive
    holder, False when it lives until the last of several shared holders is gone. To stop it, the keeper
    sends ``stop_signals`` in turn, waiting ``stop_seconds`` after each, and SIGKILL in the end. The
    command runs as the numeric ``user`` if given and inherits the file descriptor ``inherit``;
    ``scratch`` is a folder to delete afterwards. The returned process is the keeper, which ends with
    the command's exit status.
    """
    orders = {
        "command": list(command),
        "lock": str(lock),
        "shared": shared,
        "signals": [int(number) for number in stop_signals],
        "seconds": stop_seconds,
        "user": user,
        "inherit": inherit,
        "scratch": str(scratch) if scratch else None,
    }
    return subprocess.Popen(  # noqa: S603 (our own interpreter and script)
        [sys.executable, "-I", "-S", __file__, json.dumps(orders)],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=() if inherit is None else (inherit,),
        start_new_session=True,
    )


def keep(orders: Mapping[str, Any]) -> int:
    """Carry out the orders of ``start_keeper`` and return the command's exit status."""
    awaited = {signal.SIGCHLD, signal.SIGTERM}
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, awaited)
    _prctl(_ADOPT_ORPHANS, 1)
    child = _start(orders)
    threading.Thread(target=_watch, args=(orders["lock"], orders["shared"]), daemon=True).start()
    while child.poll() is None and signal.sigwait(awaited) != signal.SIGTERM:
        pass
    _stop(child, orders["signals"], orders["seconds"])
    _stop_orphans(orders["seconds"])
    if orders["scratch"]:
        shutil.rmtree(orders["scratch"], ignore_errors=True)
    return child.returncode


def _start(orders: Mapping[str, Any]) -> "subprocess.Popen[bytes]":
    user, inherit = orders["user"], orders["inherit"]
    keeper = os.getpid()

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        _prctl(_DIE_WITH_PARENT, orders["signals"][0])
        if os.getppid() != keeper:
            os._exit(1)

    return subprocess.Popen(  # noqa: S603 (the command is the caller's own)
        orders["command"],
        preexec_fn=prepare,
        pass_fds=() if inherit is None else (inherit,),
        start_new_session=True,
        **({} if user is None else {"user": user, "group": user, "extra_groups": []}),
    )


def _watch(lock: str, shared: bool) -> None:
    descriptor = os.open(lock, os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    # Kept locked until this process ends, so that newcomers wait until the command has stopped.
    os.kill(os.getpid(), signal.SIGTERM)


def _stop(child: "subprocess.Popen[bytes]", signals: Sequence[int], seconds: float) -> None:
    for number in (*signals, signal.SIGKILL):
        if child.poll() is None:
            child.send_signal(number)
            _wait_until(lambda: child.poll() is not None, seconds)
    child.wait()


def _stop_orphans(seconds: float) -> None:
    """End what the command left running; on Linux all of it has become a child of this process."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        told: set[int] = set()

        def gone(number: int = number, told: set[int] = told) -> bool:
            for pid in set(_children()) - told:
                told.add(pid)
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
            return _no_children()

        _wait_until(gone, seconds)


def _no_children() -> bool:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return False
    return True


def _children() -> Iterator[int]:
    for listing in Path("/proc/self/task").glob("*/children"):
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
