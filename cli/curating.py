"""``theme-scan rename``, ``merge``, ``reject``, ``restore`` and ``pin``: what people decide about themes.

Every decision is a run of its own, audited under the person's name and taken back by reverting it.
"""

import getpass
from collections.abc import Callable, Sequence
from typing import Annotated, Any
from uuid import UUID

import typer

from cli.options import Org
from cli.reading import Slug
from cli.screen import Screen
from executor.connect import open_database
from executor.curation import decide, person
from executor.execute import Executor
from executor.tool import Tool
from executor.tools import merge_themes, pin_theme, reject_theme, rename_theme, restore_theme
from settings import load_settings

Slugs = Annotated[
    list[str], typer.Argument(metavar="THEME...", help="Slugs of themes, as theme-scan themes lists them.")
]
As = Annotated[
    str | None, typer.Option("--as", help="Who decides; without it the name of the user logged in.")
]


def rename(
    theme: Slug,
    name: Annotated[str, typer.Argument(help="The new name.")],
    org: Org,
    description: Annotated[str | None, typer.Option(help="A new description, too.")] = None,
    by: As = None,
) -> None:
    """Give a theme another name. It keeps its slug, and is recognised by its old name as before."""
    _decide(org, by, rename_theme, [theme], "Renamed", further={"name": name, "description": description})


def merge(
    themes: Slugs,
    into: Annotated[str, typer.Option("--into", help="The slug of the theme of which they become part.")],
    org: Org,
    by: As = None,
) -> None:
    """Make themes part of another: their names and quotes become its own, in later scans too."""
    _decide(org, by, merge_themes, themes, "Merged", into=into)


def reject(themes: Slugs, org: Org, by: As = None) -> None:
    """Reject themes. Scans still recognise them, and hold them back under whatever name they come."""
    _decide(org, by, reject_theme, themes, "Rejected")


def pin(themes: Slugs, org: Org, by: As = None) -> None:
    """Pin themes: they come first, and scans keep them however few interviews speak of them."""
    _decide(org, by, pin_theme, themes, "Pinned")


def restore(themes: Slugs, org: Org, by: As = None) -> None:
    """Take back that themes were rejected or pinned."""
    _decide(org, by, restore_theme, themes, "Restored")


COMMANDS: dict[Callable[..., None], str] = {
    rename: 'theme-scan rename slow-export "Exports take too long" --org ORG --as "Ada Lovelace"',
    merge: "theme-scan merge export-too-slow long-export-times --into slow-export --org ORG",
    reject: "theme-scan reject small-talk weather --org ORG",
    restore: "theme-scan restore weather --org ORG",
    pin: "theme-scan pin slow-export --org ORG",
}
"""The commands, each with an example for its help."""


def _decide(
    org: UUID, by: str | None, tool: Tool[Any], slugs: Sequence[str], done: str, **arguments: Any
) -> None:
    context = person(org, getpass.getuser() if by is None else by)
    with open_database(load_settings()) as database:
        outcomes = decide(Executor(database), context, tool, slugs, **arguments)
    changed = sum(outcome["action"] != "unchanged" for outcome in outcomes)
    same = f", {len(outcomes) - changed} as before" if changed < len(outcomes) else ""
    screen = Screen()
    screen.print(f"{done}: {changed} theme{'' if changed == 1 else 's'}{same}. Run {context.run_id}.")
