"""Bringing a database to the schema that this program needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from executor.database.connection import SCHEMA, VERSION, refuse_newer, reworded
from executor.database.dsn import parsed, unreachable
from executor.exceptions import ExecutorError

MIGRATED = text(f"select to_regclass('{SCHEMA}.alembic_version') is not null")
MIGRATION_LOCK = 7_146_180_031  # any number that nothing else in the database locks on

GRANTS = (
    "grant usage on schema theme_scan to {role}",
    "grant select, insert, update, delete on interviews, interview_quotes, themes, theme_aliases,"
    " interview_themes, theme_standings, studies, job_leases, cached_results, merge_decisions to {role}",
    "grant select, insert, update on job_runs to {role}",
    # The audit is read by the application and written by append_tool_calls and the triggers alone.
    "grant select on tool_calls, row_changes, audit_heads, organisations, alembic_version to {role}",
)


def migrate(url: str, role: str) -> None:
    """Create or upgrade the schema, and let ``role`` (made if missing) use it. Safe to repeat.

    ``url`` must log in as somebody who may create a schema and a role. Runs in one transaction.

    Raises ExecutorError when the database cannot be reached, refuses, or is that of a newer release.
    """
    address = parsed(url)
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    with reworded(), _permitted(address), engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        # Who may not create schemas needs no such right where somebody made this one for them.
        if not connection.scalar(text("select to_regnamespace(:schema) is not null"), {"schema": SCHEMA}):
            connection.execute(text(f"create schema {SCHEMA}"))
        if connection.scalar(MIGRATED):
            refuse_newer(address, connection.scalar(VERSION))
        connection.execute(text(f"set local search_path = {SCHEMA}, pg_temp"))
        _upgrade(connection)
        quoted = _ensure_role(connection, role)
        for statement in GRANTS:
            connection.execute(text(statement.format(role=quoted)))


@contextmanager
def _permitted(address: URL) -> Iterator[None]:
    """Say what the login lacks, if it may not migrate or may not log in."""
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state is None:
            raise unreachable(address, error) from None
        if state != "42501":
            raise
        reason = str(error.orig).splitlines()[0]
        raise ExecutorError(
            f"The login of DATABASE_URL may not migrate ({reason}). Log in as the tables' owner, or the "
            "first time as somebody who may create a schema and a role."
        ) from None


def _upgrade(connection: Connection) -> None:
    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _ensure_role(connection: Connection, role: str) -> str:
    quoted = connection.dialect.identifier_preparer.quote(role)
    if not connection.scalar(
        text("select exists (select from pg_roles where rolname = :role)"), {"role": role}
    ):
        connection.execute(text(f"create role {quoted} nologin"))
        connection.execute(text(f"grant {quoted} to current_user"))
    return quoted
