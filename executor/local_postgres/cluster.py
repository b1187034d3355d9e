"""The files and the one server process of an embedded Postgres cluster."""

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from executor.local_postgres.account import Account, account_for, give_away
from executor.local_postgres.file_lock import FileLock, poll
from executor.local_postgres.initdb import (
    ClusterError,
    check_cluster,
    last_complaint,
    make_cluster,
    named,
    server_environment,
)
from executor.local_postgres.process_keeper import start_keeper

STOP_SECONDS = 60
_START_SECONDS = 120
"""Generous, because a server that crashed first replays its journal."""
_LOG_BYTES = 10_000_000
_SOCKET_FOLDER_BYTES = 80
"""With the socket's name, safely within the 104 bytes that macOS and the 108 that Linux allow."""
_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    # Messages about failed statements can quote rows, and rows are interviews: the client gets them, no log.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_FAST_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """A folder of our own that holds a cluster's data, its log and its locks."""

    root: Path
    fast: bool
    """Whether speed matters and the data's surviving a power cut does not."""

    @property
    def data(self) -> Path:
        """What Postgres calls the data directory."""
        return self.root / "cluster"

    @property
    def log(self) -> Path:
        """What the server, its keeper and initdb have to say."""
        return self.root / "server.log"

    def lock(self, name: str) -> FileLock:
        """Return a new claim on one of the lock files, not yet taken."""
        return FileLock(self.root / f"{name}.lock")

    def stopped(self) -> bool:
        """Whether no process of the server is left: each holds the lock it inherited from its keeper.

        Process ids are not asked, because after a crash another program may have got the same one.
        """
        with self.lock("server") as server:
            return server.try_exclusive()

    def ensure_running(self) -> Path:
        """Start the server unless it runs, and return the folder of its socket once it answers.

        The caller holds the lock that lets only one process at a time do this. Raises ClusterError or
        OSError.
        """
        started = False

        def ready() -> bool:
            nonlocal started
            with self.lock("server") as server:
                if server.try_exclusive():
                    if started:
                        raise ClusterError(last_complaint(self.log))
                    self._start(server)
                    started = True
            return self._answers()

        if not poll(ready, _START_SECONDS):
            raise ClusterError(f"It did not answer within {_START_SECONDS} seconds.")
        return self._socket_folder()

    def _start(self, server: FileLock) -> None:
        account = account_for(self.data)
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.old"))
        if not self.data.exists():
            make_cluster(self.data, account, self.log, durable=not self.fast)
        check_cluster(self.data, account)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        scratch = None if _suits_socket(self.data) else _private_folder(account)
        options = {**_OPTIONS, "unix_socket_directories": str(scratch or "."), **self._durability}
        with self.log.open("ab") as log:
            _KEEPERS.append(
                start_keeper(
                    [str(account.programs / "postgres"), "-D", named(self.data, account), *_flags(options)],
                    until=self.root / "users.lock",
                    log=log,
                    environment=server_environment(),
                    stop_signals=[signal.SIGINT, signal.SIGQUIT],  # fast, immediate
                    stop_seconds=STOP_SECONDS / 2,
                    folder=self.data,
                    user=account.uid,
                    inherit=[server.fileno()],
                    scratch=scratch,
                )
            )

    @property
    def _durability(self) -> Mapping[str, str]:
        return _FAST_OPTIONS if self.fast else {}

    def _answers(self) -> bool:
        # The file says "ready" before the socket can be refused for a server that is still starting up.
        with suppress(OSError, IndexError):
            if self._status()[7] != "ready":
                return False
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(self._socket_folder() / ".s.PGSQL.5432"))
                return True
        return False

    def _socket_folder(self) -> Path:
        return self.data / self._status()[4]

    def _status(self) -> Sequence[str]:
        """Return the lines of postmaster.pid: the fifth is the socket's folder, the eighth the state."""
        return [line.strip() for line in (self.data / "postmaster.pid").read_text().splitlines()]


_KEEPERS: list["subprocess.Popen[bytes]"] = []
"""Keepers that may outlive the ``with`` block that started them; held so that they can be reaped."""


def reap_keepers() -> None:
    """Forget the keepers that have ended."""
    _KEEPERS[:] = [keeper for keeper in _KEEPERS if keeper.poll() is None]


def _suits_socket(folder: Path) -> bool:
    # Drivers split the name of a host at "," and ":".
    return len(os.fsencode(folder)) <= _SOCKET_FOLDER_BYTES and not set(str(folder)) & set(",:")


def _private_folder(account: Account) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="theme-scan-"))
    if not _suits_socket(folder):
        folder.rmdir()
        raise ClusterError(f"The path {folder.parent} is too long for a socket: set TMPDIR to a shorter one.")
    give_away(folder, account)
    return folder


def _flags(options: Mapping[str, str]) -> list[str]:
    return [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
