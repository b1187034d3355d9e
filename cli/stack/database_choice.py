"""The database of a command: yours, or the embedded one where somebody asked for it.

The embedded database is used where ``up``, ``demo`` or ``--local`` asks for it. A running stack on
the state folder, or a state folder that this checkout made, counts as well. No command makes one in
silence.
"""

import os
from pathlib import Path

from dotenv import dotenv_values

from cli.stack.programs import make_private_folder
from cli.stack.stack import PROJECT, stack_runs
from cli.terminal.local_option import asked_for_local
from cli.terminal.screen import Screen, escape
from executor.database.opening import embedded_folder
from flows.runtime.prefect_settings import API_URL, configured_prefect
from settings import Settings, SettingsError, load_settings

_CHECKOUT = "checkout"
"""The file of a state folder that names the checkout which made it."""
_REMEDY = "Set DATABASE_URL to the address of your Postgres, or say --local for a database in {}."


def command_settings() -> Settings:
    """The settings of a command, with the database that it is to work on; the embedded one is told of.

    Raises SettingsError, with the remedy, where no database is named and nobody asked for the embedded one.
    """
    settings = load_settings()
    if asked_for_local.get():
        return embedded_settings(settings.model_copy(update={"database_url": None}))
    if settings.database_url:
        return settings
    folder = settings.state_dir.absolute()
    if fault := _refusal(folder):
        raise SettingsError(fault)
    Screen(stderr=True).print(f"Database: the embedded one in {escape(str(folder))}.", soft_wrap=True)
    return settings.with_embedded_database()


def embedded_settings(settings: Settings) -> Settings:
    """The settings with the embedded database, whose folder is made and marked as this checkout's."""
    folder = make_private_folder(settings.state_dir.absolute())
    (folder / _CHECKOUT).write_text(f"{PROJECT}\n")
    return settings.with_embedded_database()


def _refusal(folder: Path) -> str | None:
    """Why the embedded database in a state folder is not to be used, or None."""
    remedy = _REMEDY.format(folder)
    if (dotenv_values(".env") | dict(os.environ)).get("DATABASE_URL") == "":
        return f"DATABASE_URL: empty. {remedy}"
    if stack_runs(folder):
        return None
    if server := configured_prefect().get(API_URL):
        where = f" at {server}" if "@" not in server else ""
        return f"DATABASE_URL: not set, though a Prefect server is configured{where}. {remedy}"
    if not embedded_folder(folder).exists():
        return f"DATABASE_URL: not set, and there is no embedded database in {folder}. {remedy}"
    if not _is_ours(folder):
        return f"DATABASE_URL: not set, and another checkout made the database in {folder}. {remedy}"
    return None


def _is_ours(folder: Path) -> bool:
    if folder.resolve().is_relative_to(PROJECT.resolve()):
        return True
    try:
        return Path((folder / _CHECKOUT).read_text().strip()) == PROJECT
    except (OSError, UnicodeDecodeError):
        return False
