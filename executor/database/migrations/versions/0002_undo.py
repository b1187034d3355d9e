"""Undo and erasure: restoring what a run changed, and removing what the audit kept of erased rows."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the SQL file of the same name, in the schema theme_scan."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # Straight to the driver: SQLAlchemy would take the percent signs of format() for parameters.
    op.get_bind().connection.cursor().execute(script)
