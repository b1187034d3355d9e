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

from executor.database.connection import translate_database_errors
from executor.database.dsn import parsed, unreachable
from executor.database.migrations.script import GOVERNED_TABLES, run_script
from executor.database.schema_version import LAST_NUMBERED, SCHEMA, VERSION, VERSIONS, refuse_unusable
from executor.exceptions import ExecutorError

MIGRATED = text(f"select to_regclass('{SCHEMA}.alembic_version') is not null")
MIGRATION_LOCK = 7_146_180_031  # any number that nothing else in the database locks on

KEEP_NO_WORDS = text("select keep_no_words_in_statistics()")
RIGHTS = text("select table_name, rights from application_rights()")
FUNCTIONS = text(
    "select cast(oid as regprocedure) from pg_proc"
    " where pronamespace = to_regnamespace(:schema) and prosecdef and prorettype <> 'trigger'::regtype"
)
"""What runs with the owner's rights, to write what the role itself may not."""
CARRY_OVER = text("update alembic_version set version_num = :version")


def migrate(url: str, role: str) -> None:
    """Create or upgrade the schema, and let ``role`` (made if missing) use it. Safe to repeat.

    ``url`` must log in as somebody who may create a schema and a role. Runs in one transaction.

    Raises ExecutorError when the database cannot be reached or refuses. Raises
    SchemaNotMigratedError when the schema is a newer release's, or older than this program can
    migrate.
    """
    address = parsed(url)
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    with translate_database_errors(), _permitted(address), engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        # Who may not create schemas needs no such right where somebody made this one for them.
        if not connection.scalar(text("select to_regnamespace(:schema) is not null"), {"schema": SCHEMA}):
            connection.execute(text(f"create schema {SCHEMA}"))
        version = connection.scalar(VERSION) if connection.scalar(MIGRATED) else None
        refuse_unusable(address, version)
        connection.execute(text(f"set local search_path = {SCHEMA}, pg_temp"))
        if version == LAST_NUMBERED:
            _carry_over(connection)
        _upgrade(connection)
        connection.execute(KEEP_NO_WORDS)
        _grant(connection, _ensure_role(connection, role))


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


def _grant(connection: Connection, role: str) -> None:
    """Give the role, which is quoted already, its rights to the tables and functions of the schema."""
    connection.execute(text(f"grant usage on schema {SCHEMA} to {role}"))
    quote = connection.dialect.identifier_preparer.quote
    for table, rights in connection.execute(RIGHTS).all():
        connection.execute(text(f"grant {rights} on {quote(table)} to {role}"))
    for function in connection.execute(FUNCTIONS, {"schema": SCHEMA}).scalars():
        connection.execute(text(f"grant execute on function {function} to {role}"))


def _carry_over(connection: Connection) -> None:
    """Make a database at the last version before 0.1.0 one at the first version of this line."""
    run_script(connection, GOVERNED_TABLES)
    connection.execute(CARRY_OVER, {"version": VERSIONS[0]})
