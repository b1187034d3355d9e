"""The people who are interviewed, each with attributes, and the roles of speakers that a person corrected."""

from pathlib import Path

from alembic import op

from executor.database.migrations.script import run_script

revision = "v0005_participants"
down_revision = "v0004_turns"


def upgrade() -> None:
    """Add the tables and the column; interviews that are stored get participants when imported again."""
    run_script(op.get_bind(), Path(__file__).with_suffix(".sql"))
