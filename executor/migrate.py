"""Bringing a database to the schema that this program needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from executor.database import SCHEMA

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
    """
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        connection.execute(text(f"create schema if not exists {SCHEMA}"))
        connection.execute(text(f"set local search_path = {SCHEMA}, pg_temp"))
        _upgrade(connection)
        quoted = _ensure_role(connection, role)
        for statement in GRANTS:
            connection.execute(text(statement.format(role=quoted)))


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
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
