"""The connection to Postgres, and the one way to open a transaction: for one organisation."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from executor.database.dsn import parsed, unreachable, without_password
from executor.database.grants import missing_grants
from executor.database.schema_version import SCHEMA, SCHEMA_VERSION, VERSION, refuse_unusable
from executor.exceptions import (
    DatabaseUnreachableError,
    ExecutorError,
    MissingRightsError,
    SchemaNotMigratedError,
    UnusableRoleError,
)

# One statement, and transaction-local settings only: a pooling proxy may hand the session to others.
OPEN = text(
    "select set_config('search_path', :schema, true), set_config('app.org_id', :org_id, true),"
    " set_config('app.scope', :scope, true), set_config('app.tool_calls', '', true),"
    # Hashes of rows are taken over their text, in which moments must read the same for everybody.
    " set_config('timezone', 'UTC', true),"
    " set_config('role', :role, true)"
)
# The lock is held to the transaction's end. Of a collision of hashes nothing comes but waiting.
OPEN_ALONE = text(
    f"{OPEN.text}, set_config('lock_timeout', :patience, true),"
    " pg_advisory_xact_lock(hashtextextended(:org_id, 0))"
)
PATIENCE = "120s"
"""How long to wait for a transaction that stands still, as one does whose process was suspended."""
BYPASSES = text(
    "select r.rolsuper or r.rolbypassrls or exists ("
    "  select from pg_class c where c.relnamespace = to_regnamespace(:schema)"
    "  and pg_has_role(r.oid, c.relowner, 'usage'))"
    " from pg_roles r where r.rolname = current_user"
)
LOGIN = text(
    "select session_user as name, exists (select from pg_roles where rolname = :role) as role_exists"
)

_NO_RIGHT = "42501"
AGAIN = " Another transaction was in its way: run it again."
REMEDIES = {
    "25006": " It is read-only, as a standby is: set DATABASE_URL to the primary.",
    "25P03": " The transaction stood still for longer than idle_in_transaction_session_timeout: raise that.",
    "40001": AGAIN,
    "40P01": AGAIN,
    "42501": " The role lacks a right: `theme-scan doctor` gives the statement that grants it.",
    "53100": " Its disk is full: make room there.",
    "55P03": " Another process has stood still in the midst of writing: end that one, then run it again.",
    "57014": " It took longer than statement_timeout, or somebody cancelled it: run it again, or raise that.",
    "57P01": " The server was shutting down, or somebody ended the connection: run it again.",
}
"""What to do about a statement that was refused although nothing is wrong with it, by SQLSTATE."""


class Database:
    """A pool of connections to one Postgres, used by one process.

    ``url`` is a Postgres address; ``role`` is what every transaction takes on, so that the login
    itself may be anybody who was granted that role.
    """

    def __init__(self, url: str, role: str) -> None:
        self._url = parsed(url)
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

    @contextmanager
    def org_transaction(
        self, org_id: UUID, *, snapshot: bool = False, alone: bool = False, read_only: bool = False
    ) -> Iterator[Connection]:
        """Open a transaction that sees the rows of one organisation; commit it unless an error leaves it.

        With ``snapshot`` all its statements see the database as of one moment. With ``alone`` it waits until
        no other such transaction of the organisation is open, so that no two ever wait for one another.
        Raises the driver's errors as they are: outside the executor use ``OrgDatabase``.
        """
        level = "REPEATABLE READ" if snapshot else "READ COMMITTED"
        options = {"isolation_level": level, "postgresql_readonly": read_only}
        with self._transaction(str(org_id), "", options, alone=alone) as connection:
            yield connection

    @contextmanager
    def directory_transaction(self) -> Iterator[Connection]:
        """Open a transaction that sees which organisations there are, and no row of any of them."""
        with (
            translate_database_errors(),
            self._transaction("", "directory", {"postgresql_readonly": True}) as connection,
        ):
            yield connection

    @contextmanager
    def _transaction(
        self, org_id: str, scope: str, options: Mapping[str, Any], *, alone: bool = False
    ) -> Iterator[Connection]:
        with self._engine.execution_options(**options).begin() as connection:
            parameters = {"schema": SCHEMA, "org_id": org_id, "scope": scope, "role": self._role}
            if alone:
                connection.execute(OPEN_ALONE, parameters | {"patience": PATIENCE})
            else:
                connection.execute(OPEN, parameters)
            yield connection

    def check(self) -> None:
        """Refuse to work with a database that cannot keep our promises.

        Raises DatabaseUnreachableError, UnusableRoleError or SchemaNotMigratedError.
        """
        try:
            with self._engine.begin() as connection:
                self._check_role(connection)
                self._check_version(connection)
        except DBAPIError as error:
            raise unreachable(self._url, error) from None

    def _check_role(self, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                connection.execute(text("select set_config('role', :role, true)"), {"role": self._role})
        except OperationalError:
            raise
        except DBAPIError:
            raise self._without_role(connection) from None
        if connection.scalar(BYPASSES, {"schema": SCHEMA}):
            raise UnusableRoleError(
                f"The role {self._role} is a superuser, bypasses row-level security, or owns the tables or "
                "belongs to a role that does, so nothing would keep organisations apart. Set DATABASE_ROLE "
                "to a role that does not, such as theme_scan_app."
            )

    def _without_role(self, connection: Connection) -> UnusableRoleError:
        login = connection.execute(LOGIN, {"role": self._role}).one()
        if login.role_exists:
            return UnusableRoleError(
                f"The login {login.name} may not take on the role {self._role}. Say once, as the login of "
                f"`theme-scan migrate`: grant {self._role} to {login.name}; or set DATABASE_ROLE."
            )
        return UnusableRoleError(
            f"The database at {without_password(self._url)} has no role {self._role}. Run "
            "`theme-scan migrate` as the database's owner, or set DATABASE_ROLE."
        )

    def _check_version(self, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                version = connection.scalar(VERSION)
        except OperationalError:
            raise
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == _NO_RIGHT:
                raise _without_rights(missing_grants(connection, self._role)) from None
            version = None
        if version != SCHEMA_VERSION:
            refuse_unusable(self._url, version)
            found = f"schema version {version}" if version else "no schema of the theme scanner"
            raise SchemaNotMigratedError(
                f"The database at {without_password(self._url)} has {found}; this program needs version "
                f"{SCHEMA_VERSION}. Run `theme-scan migrate`."
            )

    def check_rights(self) -> None:
        """Raise MissingRightsError, with the statements that grant them, when the role lacks any right."""
        with translate_database_errors(), self._engine.begin() as connection:
            if missing := missing_grants(connection, self._role):
                raise _without_rights(missing)

    def close(self) -> None:
        """Close all connections of the pool."""
        self._engine.dispose()


def _without_rights(statements: Sequence[str]) -> MissingRightsError:
    return MissingRightsError(
        f"The role lacks rights. Say as the tables' owner: {' '.join(statements)} Or run "
        "`theme-scan migrate`, which gives it all of them."
    )


@contextmanager
def translate_database_errors() -> Iterator[None]:
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
        remedy = REMEDIES.get(kind, "")
        raise ExecutorError(f"The database refused a statement (SQLSTATE {kind}).{remedy}") from None
