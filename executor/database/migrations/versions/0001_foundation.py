"""The foundation: business tables, row-level security, governed writes, the audit chain."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the SQL file of the same name, in the schema theme_scan."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # Straight to the driver: SQLAlchemy would take the percent signs of format() for parameters.
    op.get_bind().connection.cursor().execute(script)
