"""The structure of a transcript beside its text."""

from pathlib import Path

from alembic import op

from executor.database.migrations.script import run_script

revision = "v0004_turns"
down_revision = "v0003_audit_chain"


def upgrade() -> None:
    """Add the column; interviews that are stored keep their text and their quotes."""
    run_script(op.get_bind(), Path(__file__).with_suffix(".sql"))
