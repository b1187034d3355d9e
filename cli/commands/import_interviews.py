"""``theme-scan import``: interviews out of files, into the database."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

import typer

from cli.interview_files.importing import import_path
from cli.stack.database_choice import command_settings
from cli.terminal.options import As, Interviewers, Org, existing_path, who_acts
from cli.terminal.scan_output import print_imported
from cli.terminal.screen import Screen
from executor.database.opening import open_database
from executor.org_database import OrgDatabase
from tasks.actors import person
from tasks.importing.import_interviews import ImportOptions


def import_(
    path: Annotated[str, typer.Argument(help="A file, or a folder of files.")],
    org: Org,
    date_from_file: Annotated[
        bool, typer.Option("--date-from-file", help="Date interviews by when their files were last changed.")
    ] = False,
    interviewer: Interviewers = None,
    restore_erased: Annotated[
        list[UUID] | None,
        typer.Option("--restore-erased", help="The id of an erased interview that may be imported again."),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Replace stored transcripts, also where the new one shares little."),
    ] = False,
    by: As = None,
) -> None:
    """Store interviews from transcripts, captions, documents, tables and exports, as preview shows them.

    Ends with exit status 1 if something could not be read; the rest is stored all the same.
    """
    found, actor = existing_path(path), person(who_acts(by))
    settings = command_settings()
    options = ImportOptions(
        actor=actor,
        lease_seconds=settings.lease_seconds,
        min_interviews=settings.min_interviews_per_theme,
        min_participants=settings.min_participants_per_theme,
        restored=tuple(restore_erased or ()),
        date_from_file=date_from_file,
        replace=replace,
    )
    with open_database(settings) as database:
        imported = import_path(
            OrgDatabase(database, org),
            found,
            options,
            console=Screen(stderr=True),
            interviewers=tuple(interviewer or ()),
        )
    print_imported(Screen(), imported)
    raise typer.Exit(1 if imported.faults else 0)


COMMANDS: dict[Callable[..., None], str] = {
    import_: "theme-scan import interviews --org ORG --date-from-file"
}
"""The command, with an example for its help."""
