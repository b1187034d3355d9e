"""The schema of release 0.1.0. A database at version 0009 lacks of it only the functions for migrations."""

from pathlib import Path

from alembic import op

from executor.database.migrations.script import GOVERNED_TABLES, run_script

revision = "v0001_schema"
down_revision = None


def upgrade() -> None:
    """Create the functions for migrations, and then the tables that they govern."""
    run_script(op.get_bind(), GOVERNED_TABLES)
    run_script(op.get_bind(), Path(__file__).with_suffix(".sql"))
