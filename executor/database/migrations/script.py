"""The SQL files of migrations."""

from pathlib import Path

from sqlalchemy import Connection

GOVERNED_TABLES = Path(__file__).parent / "governed_tables.sql"


def run_script(connection: Connection, path: Path) -> None:
    """Run an SQL file, which may hold several statements, in the transaction of a migration."""
    # Straight to the driver: SQLAlchemy would take the percent signs of format() for parameters.
    connection.connection.cursor().execute(path.read_text(encoding="utf-8"))
