"""``theme-scan interviews``: which there are, and how many themes rest on each."""

from collections.abc import Callable
from typing import Annotated

import typer

from cli.options import Org
from cli.screen import AsJson, Screen
from executor import reading
from executor.connect import open_database
from executor.database import reworded
from settings import load_settings


def interviews(
    org: Org,
    silent: Annotated[bool, typer.Option("--silent", help="Only those on which no theme rests.")] = False,
    as_json: AsJson = False,
) -> None:
    """List an organisation's interviews, newest first, with how many themes rest on each.

    Themes that were rejected, retired or merged into others do not count.
    """
    with open_database(load_settings()) as database, reworded(), database.org_transaction(org) as connection:
        found = [one for one in reading.interviews(connection) if not (silent and one.themes)]
    screen = Screen()
    if as_json:
        screen.json({"org_id": str(org), "interviews": [one.model_dump(mode="json") for one in found]})
    elif found:
        columns = ("interview", "title", "date", "themes")
        rows = [(str(one.id), one.title, f"{one.created_at:%Y-%m-%d}", str(one.themes)) for one in found]
        screen.table(columns, rows)
    else:
        screen.print("No interview is without a theme." if silent else "No interviews.")


COMMANDS: dict[Callable[..., None], str] = {interviews: "theme-scan interviews --org ORG --silent"}
"""The command, with an example for its help."""
