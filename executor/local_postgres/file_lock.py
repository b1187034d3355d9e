"""A lock on a file that the kernel releases when its holder ends, however it ends."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

_LEAST_PAUSE_SECONDS = 0.02
_MOST_PAUSE_SECONDS = 0.5
_PAUSE_SHARE = 0.1


class FileLock:
    """One claim on a lock file, shared or exclusive; claims of one process exclude each other too.

    As a context manager it closes at the end of the block. Child processes do not inherit the claim.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def fileno(self) -> int:
        """Return the file descriptor; whoever inherits it holds the claim until the last copy is closed."""
        return self._descriptor

    def try_exclusive(self) -> bool:
        """Claim the file alone, and say whether that worked. If not, an earlier claim may be gone."""
        return self._try(fcntl.LOCK_EX)

    def try_shared(self) -> bool:
        """Claim the file along with other sharers, and say whether that worked."""
        return self._try(fcntl.LOCK_SH)

    def release(self) -> None:
        """Give up the claim, also for those who inherited it."""
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give up this copy of the claim."""
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _try(self, mode: int) -> bool:
        try:
            fcntl.flock(self._descriptor, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def poll(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until the condition holds, at most so many seconds, and say whether it does.

    The longer it has waited, the longer it pauses: looking is work too, often for the one waited for.
    """
    began = time.monotonic()
    while not (held := condition()) and (waited := time.monotonic() - began) < seconds:
        time.sleep(min(max(_LEAST_PAUSE_SECONDS, waited * _PAUSE_SHARE), _MOST_PAUSE_SECONDS))
    return held
