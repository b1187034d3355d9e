"""The connection to Postgres, and the one way to open a transaction: for one organisation."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from executor.exceptions import (
    DatabaseUnreachableError,
    ExecutorError,
    RoleBypassesSecurityError,
    SchemaNotMigratedError,
)

SCHEMA = "theme_scan"
MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
SCHEMA_VERSION = max(path.stem[:4] for path in MIGRATIONS.glob("*.sql"))
"""The newest migration; what the database must be at."""

# One statement, and transaction-local settings only: a pooling proxy may hand the session to others.
OPEN = text(
    "select set_config('search_path', :schema, true), set_config('app.org_id', :org_id, true),"
    " set_config('app.scope', :scope, true), set_config('app.tool_calls', '', true),"
    # Hashes of rows are taken over their text, in which moments must read the same for everybody.
    " set_config('timezone', 'UTC', true),"
    " set_config('role', :role, true)"
)
BYPASSES = text(
    "select r.rolsuper or r.rolbypassrls or exists ("
    "  select from pg_class c where c.relnamespace = to_regnamespace(:schema) and c.relowner = r.oid)"
    " from pg_roles r where r.rolname = current_user"
)
VERSION = text(f"select version_num from {SCHEMA}.alembic_version")  # noqa: S608


class Database:
    """A pool of connections to one Postgres, used by one process.

    ``url`` is a Postgres address; ``role`` is what every transaction takes on, so that the login
    itself may be anybody who was granted that role.
    """

    def __init__(self, url: str, role: str) -> None:
        self._url = make_url(re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql+psycopg://", url))
        self._role = role
        self._engine = create_engine(
            self._url,
            pool_size=5,
            max_overflow=10,
            pool_pre_ping=True,
            hide_parameters=True,
            # Named prepared statements belong to a session, which a pooling proxy does not keep.
            connect_args={"prepare_threshold": None, "connect_timeout": 10},
        )

    @property
    def address(self) -> str:
        """The address with the password hidden, for messages."""
        return self._url.render_as_string(hide_password=True)

    @contextmanager
    def org_transaction(self, org_id: UUID, *, snapshot: bool = False) -> Iterator[Connection]:
        """Open a transaction that sees the rows of one organisation; commit it unless an error leaves it.

        With ``snapshot`` all its statements see the database as of one moment.
        """
        with self._transaction(str(org_id), "", snapshot=snapshot) as connection:
            yield connection

    @contextmanager
    def directory_transaction(self) -> Iterator[Connection]:
        """Open a transaction that sees which organisations there are, and no row of any of them."""
        with self._transaction("", "directory") as connection:
            yield connection

    @contextmanager
    def _transaction(self, org_id: str, scope: str, *, snapshot: bool = False) -> Iterator[Connection]:
        level = "REPEATABLE READ" if snapshot else "READ COMMITTED"
        with self._engine.execution_options(isolation_level=level).begin() as connection:
            parameters = {"schema": SCHEMA, "org_id": org_id, "scope": scope, "role": self._role}
            connection.execute(OPEN, parameters)
            yield connection

    def check(self) -> None:
        """Refuse to work with a database that cannot keep our promises.

        Raises DatabaseUnreachableError, RoleBypassesSecurityError or SchemaNotMigratedError.
        """
        try:
            with self._engine.begin() as connection:
                self._check_role(connection)
                self._check_version(connection)
        except OperationalError as error:
            reason = _first_line(error)
            raise DatabaseUnreachableError(
                f"Cannot reach the database at {self.address} ({reason}). Check DATABASE_URL and that the "
                "server is running."
            ) from None

    def _check_role(self, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                connection.execute(text("select set_config('role', :role, true)"), {"role": self._role})
        except OperationalError:
            raise
        except DBAPIError:
            raise SchemaNotMigratedError(
                f"The database at {self.address} has no role {self._role} that this login may take on. "
                "Run `theme-scan migrate` as the database's owner, or set DATABASE_ROLE."
            ) from None
        if connection.scalar(BYPASSES, {"schema": SCHEMA}):
            raise RoleBypassesSecurityError(
                f"The role {self._role} is a superuser, bypasses row-level security or owns the tables, so "
                "it would see every organisation's rows. Set DATABASE_ROLE to a role that does not, such as "
                "theme_scan_app."
            )

    def _check_version(self, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                version = connection.scalar(VERSION)
        except OperationalError:
            raise
        except DBAPIError:
            version = None
        if version != SCHEMA_VERSION:
            found = f"schema version {version}" if version else "no schema of the theme scanner"
            raise SchemaNotMigratedError(
                f"The database at {self.address} has {found}; this program needs version {SCHEMA_VERSION}. "
                "Run `theme-scan migrate`."
            )

    def close(self) -> None:
        """Close all connections of the pool."""
        self._engine.dispose()


@contextmanager
def reworded() -> Iterator[None]:
    """Turn a driver's error, which may quote a row, into an ExecutorError that holds its code alone.

    One without a code, because no server answered to give one, becomes a DatabaseUnreachableError.
    """
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state is None and isinstance(error, OperationalError):
            raise DatabaseUnreachableError(
                "The database cannot be reached, or the connection to it was lost. Check DATABASE_URL and "
                "that the server is running."
            ) from None
        kind = state or type(error.orig).__name__
        raise ExecutorError(f"The database refused a statement (SQLSTATE {kind}).") from None


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0].strip()
