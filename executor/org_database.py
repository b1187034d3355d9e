"""One organisation's part of the database: the way by which everybody outside the executor reaches it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from executor.context import ToolContext
from executor.database.connection import Database, translate_database_errors
from executor.unit_of_work import Executor, Unit


@dataclass(frozen=True)
class OrgDatabase:
    """A database as one organisation sees it.

    Every method raises ExecutorError in place of the driver's errors, also when the connection is lost.
    """

    database: Database
    org_id: UUID

    @contextmanager
    def read(self, *, snapshot: bool = False) -> Iterator[Connection]:
        """Open a transaction that reads the organisation's rows and refuses writes.

        With ``snapshot`` all its statements see the database as of one moment.
        """
        with (
            translate_database_errors(),
            self.database.org_transaction(self.org_id, snapshot=snapshot, read_only=True) as connection,
        ):
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction for rows that no tool governs: leases and caches."""
        with translate_database_errors(), self.database.org_transaction(self.org_id) as connection:
            yield connection

    def unit(self, context: ToolContext) -> AbstractContextManager[Unit]:
        """Open a unit of tool calls; see ``Executor.unit``. The context must be of this organisation."""
        if context.org_id != self.org_id:
            raise ValueError("The context is of another organisation than the database.")
        return Executor(self.database).unit(context)
