"""Two levels: a theme's names belong to codes, and a link may be to a quote that speaks against the theme."""

from pathlib import Path

from alembic import op

from executor.database.migrations.script import run_script

revision = "v0002_codes"
down_revision = "v0001_schema"


def upgrade() -> None:
    """Add the columns."""
    run_script(op.get_bind(), Path(__file__).with_suffix(".sql"))
