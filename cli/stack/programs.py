"""Programs of the local stack: started in the background, watched, and stopped with all they started."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from errors import UserFacingError
from executor.local_postgres.process_keeper import start_keeper


class StackError(UserFacingError):
    """The local stack cannot run; the message says what failed, what helps and where the log is."""


class StackBusyError(StackError):
    """A stack is running on the state folder already."""


@dataclass(frozen=True)
class Program:
    """A running program of the stack."""

    name: str
    log: Path
    keeper: "subprocess.Popen[bytes]"
    lifeline: int
    """A file descriptor; the program runs until we stop it or nobody holds a copy any more."""

    @property
    def ended(self) -> bool:
        """Whether the program has ended by itself."""
        return self.keeper.poll() is not None

    def finish(self, seconds: float) -> None:
        """Wait until the program is done. Raises StackError if it fails or takes longer than ``seconds``."""
        try:
            status = self.keeper.wait(seconds)
        except subprocess.TimeoutExpired:
            raise self.failed(f"did not finish within {seconds:.0f} seconds") from None
        if status != 0:
            raise self.failed("failed")

    def failed(self, how: str) -> StackError:
        """Return the error that says how the program failed."""
        return failed(self.name, self.log, how)


def failed(name: str, log: Path, how: str) -> StackError:
    """Return the error that says how a part of the stack failed, and where its log is."""
    return StackError(f"The {name} {how}. Its output is in {log}.")


@dataclass(frozen=True)
class Household:
    """The values that the programs of one stack share."""

    logs: Path
    folder: Path
    claim: int
    """A file descriptor that every program holds, so that others see when all of them have ended."""

    @contextmanager
    def running(
        self,
        name: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        uses: int | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        innermost_first: bool = False,
    ) -> Iterator[Program]:
        """Run ``prefect`` with these arguments and stop it at the end of the block.

        If this process is killed, it stops too, and before the program whose lifeline it ``uses``. It
        gets ten seconds after ``stop_signal``; then it and whatever it started is killed. With
        ``innermost_first``, what it started gets a SIGTERM and ten seconds before that.
        """
        path = self.logs / f"{name}.log"
        # Whoever starts a stack anew because one of its programs ended wants to know why it did.
        if path.exists():
            path.replace(path.with_suffix(".log.old"))
        until, lifeline = os.pipe()
        # Ctrl-C must not come between the start of the keeper and the block that stops it.
        signals = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with path.open("wb") as log:
                keeper = start_keeper(
                    [sys.executable, "-m", "prefect", *arguments],
                    until=until,
                    log=log,
                    environment=environment,
                    stop_signals=[stop_signal],
                    stop_seconds=10,
                    folder=self.folder,
                    innermost_first=innermost_first,
                    inherit=[self.claim] if uses is None else [self.claim, uses],
                )
        except BaseException:
            signal.pthread_sigmask(signal.SIG_SETMASK, signals)
            raise
        finally:
            os.close(until)
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, signals)
            yield Program(name, path, keeper, lifeline)
        finally:
            keeper.terminate()
            keeper.wait()
            os.close(lifeline)


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into SystemExit, so that blocks are left in order as with Ctrl-C."""

    def leave(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def quiet_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without Prefect's own variables, but for those of its logging.

    A key, profile or address of another Prefect server must not lead our programs there.
    """
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith("PREFECT_") or name.startswith("PREFECT_LOGGING_")
    }


def make_private_folder(folder: Path) -> Path:
    """Create a folder that only we can enter, unless it exists, and return it.

    Raises StackError when that is not possible, or when we may not write to it.
    """
    with usable(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return folder


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Turn a fault of a folder for our files into the StackError that says what helps."""
    try:
        yield
    except OSError as error:
        raise StackError(
            f"The folder {folder} cannot be used ({error.strerror}): set STATE_DIR to one that can be made "
            "and written to."
        ) from None
