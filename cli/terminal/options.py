"""Options that several commands share."""

import getpass
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from cli.terminal.screen import visible

Org = Annotated[UUID, typer.Option("--org", help="The organisation, by its id (a UUID).")]
MaybeOrg = Annotated[
    UUID | None, typer.Option("--org", help="An organisation to look after, by its id (a UUID).")
]
LookbackDays = Annotated[
    int, typer.Option("--lookback-days", min=1, max=3650, help="How many days back interviews are read.")
]
MaxInterviews = Annotated[
    int, typer.Option("--max-interviews", min=1, max=10_000, help="The most interviews; the newest are kept.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Do everything, then roll it back.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port of the endpoint.")]
Interviewers = Annotated[
    list[str] | None,
    typer.Option(
        "--interviewer", help="A speaker who asks, as the files name them; give one option for each."
    ),
]
As = Annotated[
    str | None,
    typer.Option("--as", help="Your name for the audit; the name of the logged-in user by default."),
]


def who_acts(by: str | None) -> str:
    """Return the name of the person who acts: the one given, or that of the user logged in.

    Raises BadParameter where the login has no name.
    """
    try:
        return getpass.getuser() if by is None else by
    except (KeyError, OSError):  # a user id without a name, as containers have
        told = "the user logged in has no name here; give --as NAME."
        raise typer.BadParameter(told, param_hint="--as") from None


def existing_path(given: str) -> Path:
    """A path that is there; an empty one, of a variable that is not set, would mean the current folder."""
    if not given.strip():
        told = "the path is empty; give a file or a folder, or . for the current one."
        raise typer.BadParameter(told, param_hint="PATH")
    path = Path(given)
    try:
        path.stat()
    except OSError as error:
        told = f"{visible(given)} cannot be read ({error.strerror})."
        raise typer.BadParameter(told, param_hint="PATH") from None
    return path
