"""What can befall a process at a statement: before the server gets it, or before its answer is heard."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Any
from unittest.mock import patch

import psycopg
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg


class Fault(StrEnum):
    """A misfortune; the value is how the table of the sweep calls it."""

    KILLED = "process killed before a statement"
    CUT_OFF = "connection ended before a statement"
    UNHEARD = "process killed before the answer"
    MISHEARD = "connection ended before the answer"
    CRASHED = "Postgres crashed before a statement"
    CRASHED_UNHEARD = "Postgres crashed before the answer"


BEFORE = frozenset({Fault.KILLED, Fault.CUT_OFF, Fault.CRASHED})
"""Those that keep the statement from the server; of the others it is done, and nobody hears so."""


class Boundaries:
    """Counts the statements that this process sends, COMMIT included, and has a fault befall one of them.

    ``url`` is the superuser's address of the database, as psycopg takes it; ``point`` counts from 1.
    """

    def __init__(self, url: str, fault: Fault | None, point: int) -> None:
        self.url = url
        self.fault = fault
        self.point = point
        self.count = 0

    def watch(self) -> None:
        """Stand between SQLAlchemy and its driver for the rest of the process's life."""
        for name in ("do_execute", "do_commit"):
            patch.object(PGDialect_psycopg, name, self._around(getattr(PGDialect_psycopg, name))).start()

    def _around(self, send: Callable[..., None]) -> Callable[..., None]:
        def sending(dialect: PGDialect_psycopg, where: Any, *statement: Any) -> None:
            self.count += 1
            if self.fault is None or self.count != self.point:
                return send(dialect, where, *statement)
            if self.fault in BEFORE:
                self._strike(self.fault, where)
                return send(dialect, where, *statement)
            send(dialect, where, *statement)
            self._strike(self.fault, where)
            raise psycopg.OperationalError("the connection was lost before the server's answer came")

        return sending

    def _strike(self, fault: Fault, where: Any) -> None:
        match fault:
            case Fault.KILLED | Fault.UNHEARD:
                os.kill(os.getpid(), signal.SIGKILL)
            case Fault.CUT_OFF | Fault.MISHEARD:
                driver = getattr(where, "driver_connection", None) or where.connection  # a cursor's
                with psycopg.connect(self.url, autocommit=True) as owner:
                    owner.execute("select pg_terminate_backend(%s, 5000)", [driver.info.backend_pid])
            case Fault.CRASHED | Fault.CRASHED_UNHEARD:
                crash(self.url)


def crash(url: str) -> None:
    """Have Postgres stop at once, as an immediate shutdown does: no checkpoint, no farewell."""
    with suppress(psycopg.OperationalError), psycopg.connect(url, autocommit=True) as owner:
        row = owner.execute("select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int").fetchone()
        assert row
        os.kill(row[0], signal.SIGQUIT)
        owner.execute("select pg_sleep(60)")  # ends with the server
