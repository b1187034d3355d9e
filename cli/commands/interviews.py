"""``theme-scan interviews``: which there are, and how many themes rest on each."""

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from cli.stack.database_choice import command_settings
from cli.terminal.options import Org
from cli.terminal.screen import AsJson, Screen
from executor.database.opening import open_organisation
from executor.reads import stored_themes
from executor.reads.stored_themes import ListedInterview


def interviews(
    org: Org,
    silent: Annotated[
        bool, typer.Option("--silent", help="Only those that were read and gave no theme.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List an organisation's interviews, newest first, with how many themes rest on each.

    An interview that no scan has read is listed as unread. Rejected, retired and merged themes do
    not count.
    """
    with open_organisation(command_settings(), org) as connection:
        found = [
            one for one in stored_themes.interviews(connection) if not silent or (one.read and not one.themes)
        ]
    screen = Screen()
    if as_json:
        screen.json({"org_id": str(org), "interviews": [one.model_dump(mode="json") for one in found]})
    elif found:
        columns = ("interview", "title", "date", "themes")
        screen.table(columns, [_row(one) for one in found])
    else:
        screen.print("No interview that was read is without a theme." if silent else "No interviews.")


def _row(one: ListedInterview) -> Sequence[str]:
    themes = str(one.themes) if one.read else "not read yet"
    return (str(one.id), one.title, f"{one.created_at:%Y-%m-%d}", themes)


COMMANDS: dict[Callable[..., None], str] = {interviews: "theme-scan interviews --org ORG --silent"}
"""The command, with an example for its help."""
