"""Write executor/database/schema.sql anew, after a new migration: ``make schema``."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from executor.database import schema_version
from executor.database.migrate import migrate
from executor.local_postgres.account import wheel_programs
from executor.local_postgres.server import embedded_postgres

FILE = Path(schema_version.__file__).with_name("schema.sql")
ROLE = "theme_scan_app"
HEADER = "-- The schema after all migrations. `make schema` writes this file; a test keeps it current.\n"
_NOISE = ("--", "SET ", "SELECT pg_catalog.", "\\restrict", "\\unrestrict")
"""How lines of pg_dump begin that tell nothing of the schema."""


def schema_text(url: str) -> str:
    """The schema of a database, given by its libpq address, as statements in pg_dump's order."""
    program = wheel_programs() / "pg_dump"
    schema = f"--schema={schema_version.SCHEMA}"
    options = ["--schema-only", schema, "--no-owner", "--restrict-key=none"]
    dump = subprocess.run([program, *options, url], check=True, capture_output=True, text=True).stdout
    lines = [line for line in dump.splitlines() if not line.startswith(_NOISE)]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return HEADER + "\n".join(kept).rstrip() + "\n"


def main() -> None:
    """Migrate a new database and write what it has become."""
    with TemporaryDirectory() as folder, embedded_postgres(Path(folder) / "postgres", fast=True) as server:
        server.ensure_database("schema")
        migrate(server.url("schema"), ROLE)
        FILE.write_text(schema_text(server.url("schema").replace("+psycopg", "")), encoding="utf-8")


if __name__ == "__main__":
    main()
