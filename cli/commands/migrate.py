"""``theme-scan migrate``: the tables, brought to this version."""

from collections.abc import Callable

from cli.terminal.screen import Screen
from executor.database.migrate import migrate as migrate_database
from settings import SettingsError, load_settings


def migrate() -> None:
    """Create or upgrade the tables in the database of DATABASE_URL, which must log in as their owner."""
    settings = load_settings()
    if settings.database_url is None:
        raise SettingsError("DATABASE_URL: not set. The embedded Postgres needs no migration by hand.")
    migrate_database(settings.database_url.get_secret_value(), settings.database_role)
    Screen().print("The database is up to date.")


COMMANDS: dict[Callable[..., None], str] = {migrate: "theme-scan migrate"}
"""The command, with an example for its help."""
