"""People's decisions about themes: rejected, pinned, or merged into another."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run the SQL file of the same name, in the schema theme_scan."""
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # Straight to the driver: SQLAlchemy would take the percent signs of format() for parameters.
    op.get_bind().connection.cursor().execute(script)
