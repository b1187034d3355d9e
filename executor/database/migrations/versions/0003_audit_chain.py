"""The second version of the audit chain, tombstones of erased interviews, and no statistics of words."""

from pathlib import Path

from alembic import op

from executor.database.migrations.script import run_script

revision = "v0003_audit_chain"
down_revision = "v0002_codes"


def upgrade() -> None:
    """Run the SQL file of the same name."""
    run_script(op.get_bind(), Path(__file__).with_suffix(".sql"))
