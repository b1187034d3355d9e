"""``theme-scan rename``, ``merge``, ``split``, ``reject``, ``restore`` and ``pin``: people decide on themes.

Every decision is a run of its own, audited under the person's name and taken back by reverting it.
"""

from collections.abc import Callable, Sequence
from typing import Annotated, Any
from uuid import UUID

import typer

from cli.commands.themes import Slug
from cli.stack.database_choice import command_settings
from cli.terminal.options import As, Org, who_acts
from cli.terminal.screen import Screen, escape, one_line
from executor.context import ToolContext
from executor.database.opening import open_database
from executor.org_database import OrgDatabase
from executor.reads import stored_themes
from executor.tool import Tool
from executor.tools import (
    merge_themes,
    pin_theme,
    reject_theme,
    rename_theme,
    restore_theme,
    split_theme,
)
from executor.unit_of_work import Executor
from tasks.curate import T, decide, person
from themes.text.plurals import counted

Slugs = Annotated[
    list[str],
    typer.Argument(metavar="THEME...", help="Slugs or names of themes, as theme-scan themes lists them."),
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
    into: Annotated[
        str, typer.Option("--into", help="The theme of which they become part, by slug or name.")
    ],
    org: Org,
    by: As = None,
) -> None:
    """Make themes part of another: their names and quotes become its own, in later scans too."""
    _decide(org, by, merge_themes, themes, "Merged", into=into)


def split(
    theme: Slug,
    name: Annotated[str, typer.Option("--name", help="The name of the new theme.")],
    org: Org,
    heard_as: Annotated[
        list[str] | None,
        typer.Option("--heard-as", help="Another name of the theme, which goes. May be repeated."),
    ] = None,
    interviews: Annotated[
        list[str] | None,
        typer.Option(
            "--interview",
            help="An interview, by title or id: all it says of the theme goes. May be repeated.",
        ),
    ] = None,
    description: Annotated[str, typer.Option(help="What the new theme says.")] = "",
    by: As = None,
) -> None:
    """Make a part of a theme a theme of its own: what was heard under some names, or in some interviews.

    Later scans keep the two apart. To join them again, merge the new theme into the old one.
    """
    part = {"name": name, "description": description}
    further = part | {"heard_as": heard_as or (), "interviews": interviews or ()}
    context, (done,), _ = _carried_out(org, by, split_theme, [theme], further=further)
    Screen().print(
        f"Split off: {escape(done.slug)}, with {counted(done.links, 'quote')} of "
        f"{counted(done.interviews, 'interview')}.{_REST_RETIRED if done.rest_retired else ''} "
        f"Run {context.run_id}."
    )


def reject(themes: Slugs, org: Org, by: As = None) -> None:
    """Reject themes. Scans still recognise them, and hold them back under whatever name they come."""
    _decide(org, by, reject_theme, themes, "Rejected")


def pin(themes: Slugs, org: Org, by: As = None) -> None:
    """Pin themes: they come first, and scans keep them however few interviews speak of them."""
    _decide(org, by, pin_theme, themes, "Pinned")


def restore(themes: Slugs, org: Org, by: As = None) -> None:
    """Take back that themes were rejected or pinned."""
    _decide(org, by, restore_theme, themes, "Restored")


_REST_RETIRED = " Too few interviews support the rest, which is retired until a scan finds it again."

COMMANDS: dict[Callable[..., None], str] = {
    rename: 'theme-scan rename slow-export "Exports take too long" --org ORG --as "Ada Lovelace"',
    merge: "theme-scan merge export-too-slow long-export-times --into slow-export --org ORG",
    split: 'theme-scan split slow-export --name "Export queue" --heard-as "Waiting for exports" --org ORG',
    reject: "theme-scan reject small-talk weather --org ORG",
    restore: "theme-scan restore weather --org ORG",
    pin: "theme-scan pin slow-export --org ORG",
}
"""The commands, each with an example for its help."""


def _decide(
    org: UUID, by: str | None, tool: Tool[Any, T], slugs: Sequence[str], done: str, **arguments: Any
) -> None:
    context, outcomes, names = _carried_out(org, by, tool, slugs, **arguments)
    changed = [names[one.theme_id] for one in outcomes if one.action != "unchanged"]
    same = [names[one.theme_id] for one in outcomes if one.action == "unchanged"]
    sentence = f"{done}: {counted(len(changed), 'theme')}{_named(changed)}"
    if same:
        sentence += f", {len(same)} as before{_named(same)}"
    Screen().print(f"{sentence}. Run {context.run_id}.", soft_wrap=True)


def _named(names: Sequence[str]) -> str:
    """The themes by name, because another name may have been typed, such as that of one merged into it."""
    return f" ({escape(one_line('; '.join(names)))})" if names else ""


def _carried_out(
    org: UUID, by: str | None, tool: Tool[Any, T], slugs: Sequence[str], **arguments: Any
) -> tuple[ToolContext, list[T], dict[UUID, str]]:
    """Carry a decision out; returns its run, what it did theme by theme, and the themes' names."""
    name = who_acts(by)
    settings = command_settings()
    context = person(org, name, settings.min_interviews_per_theme, settings.min_participants_per_theme)
    with open_database(settings) as database:
        done = decide(Executor(database), context, tool, slugs, **arguments)
        with OrgDatabase(database, org).read() as connection:
            return context, done, stored_themes.names_of(connection, [one.theme_id for one in done])
