"""The version of the database's schema, and what to say of a database that has another."""

import re
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL

from executor.database.dsn import without_password
from executor.exceptions import SchemaNotMigratedError

SCHEMA = "theme_scan"
MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
VERSIONS = tuple(sorted(f"v{path.stem}" for path in MIGRATIONS.glob("*.sql")))
"""The migrations that this program knows, oldest first."""
SCHEMA_VERSION = VERSIONS[-1]
"""The newest migration, at which the program needs the database."""
VERSION = text(f"select version_num from {SCHEMA}.alembic_version")  # noqa: S608

LAST_NUMBERED = "0009"
"""The last version of the line before 0.1.0, whose tables are those of the first of this line."""
UPGRADE_THROUGH = "77f0b56"
"""The last commit that upgrades a database to LAST_NUMBERED."""


def refuse_unusable(url: URL, version: str | None) -> None:
    """Raise SchemaNotMigratedError for a database that this program can neither use nor migrate."""
    if version is None or version in (*VERSIONS, LAST_NUMBERED):
        return
    found = f"The database at {without_password(url)} has schema version {version}"
    if re.fullmatch(r"000[1-8]", version):
        raise SchemaNotMigratedError(
            f"{found}, which is older than this program can migrate. Run `theme-scan migrate` of commit "
            f"{UPGRADE_THROUGH} first, then that of this program."
        )
    raise SchemaNotMigratedError(
        f"{found}, made by a newer release; this program knows version {SCHEMA_VERSION}. Install that "
        "release, or one after it: there is no way back."
    )
