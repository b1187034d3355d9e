"""Opening the database that the settings name, ready for use."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from executor.database.connection import Database, translate_database_errors
from executor.exceptions import DatabaseUnreachableError, NoDatabaseError
from executor.local_postgres.server import EmbeddedPostgresError, Server, embedded_postgres
from settings import Settings

EMBEDDED_DATABASE = "theme_scan"


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the configured database, or else the embedded one, which is brought up to date by itself.

    Raises ExecutorError (see executor.exceptions) when the database cannot be used safely. Raises
    NoDatabaseError where none is configured and the settings do not allow the embedded one;
    settings of a deployed run never do.
    """
    if settings.database_url:
        with _checked(settings.database_url.get_secret_value(), settings.database_role) as database:
            yield database
        return
    if not settings.may_embed:
        raise NoDatabaseError(
            "DATABASE_URL: not set, so that there is no database to work on. Set it to the address of your "
            "Postgres, for the worker too."
        )
    # Imported here because it takes half a second that runs on a database of one's own need not wait.
    from executor.database.migrate import migrate

    with _embedded(settings.state_dir) as server:
        server.ensure_database(EMBEDDED_DATABASE)
        url = server.url(EMBEDDED_DATABASE)
        migrate(url, settings.database_role)
        with _checked(url, settings.database_role) as database:
            yield database


@contextmanager
def _embedded(state_dir: Path) -> Iterator[Server]:
    """Run the embedded Postgres. Raises DatabaseUnreachableError where the server cannot run."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(embedded_postgres(embedded_folder(state_dir)))
        except EmbeddedPostgresError as error:
            raise DatabaseUnreachableError(str(error)) from None
        yield server


@contextmanager
def open_organisation(settings: Settings, org_id: UUID, *, snapshot: bool = False) -> Iterator[Connection]:
    """Open the database for one organisation's rows alone; with ``snapshot`` as of one moment.

    Raises ExecutorError when it cannot be used, and in place of what the database says of a statement.
    """
    with (
        open_database(settings) as database,
        translate_database_errors(),
        database.org_transaction(org_id, snapshot=snapshot, read_only=True) as connection,
    ):
        yield connection


def embedded_folder(state_dir: Path) -> Path:
    """Where the embedded Postgres keeps its files."""
    return state_dir / "postgres"


@contextmanager
def _checked(url: str, role: str) -> Iterator[Database]:
    database = Database(url, role)
    try:
        database.check()
        yield database
    finally:
        database.close()
