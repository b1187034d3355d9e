"""``theme-scan speakers``: who speaks in an interview, and a correction of who asks."""

from collections.abc import Callable, Sequence
from typing import Annotated
from uuid import UUID

import typer

from cli.stack.database_choice import command_settings
from cli.terminal.options import As, who_acts
from cli.terminal.screen import AsJson, Screen
from executor.database.opening import open_database, open_organisation
from executor.reads import stored_themes
from executor.reads.speakers import speakers as speakers_of
from executor.unit_of_work import Executor
from settings import Settings
from tasks.correct_speakers import correct
from tasks.curate import person
from themes.text.plurals import counted
from themes.transcripts.stored_speakers import StoredSpeaker


def speakers(
    org: Annotated[UUID, typer.Argument(metavar="ORG", help="The organisation's id.")],
    interview: Annotated[
        str, typer.Argument(help="The interview, by id, or by title where no other has it.")
    ],
    interviewer: Annotated[
        list[str] | None,
        typer.Option("--interviewer", help="A speaker who asks; give one option for each."),
    ] = None,
    participant: Annotated[
        list[str] | None,
        typer.Option("--participant", help="A speaker who answers; give one option for each."),
    ] = None,
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """List an interview's speakers with the role each is taken for and why, or correct the roles.

    What an interviewer says is evidence no longer, and the next scan reads a corrected interview anew.
    """
    settings = command_settings()
    screen = Screen()
    if interviewer or participant:
        _correct(settings, org, interview, interviewer or (), participant or (), by, Screen(stderr=as_json))
    with open_organisation(settings, org) as connection:
        id_, title = stored_themes.interview_called(connection, interview)
        found = speakers_of(connection, id_)
    if as_json:
        listed = [one.model_dump(mode="json") for one in found]
        screen.json({"org_id": str(org), "interview_id": str(id_), "title": title, "speakers": listed})
    elif found:
        screen.table(("speaker", "role", "turns", "why"), [_row(one) for one in found])
    else:
        screen.print("Nobody says anything in this interview.")


def _correct(
    settings: Settings,
    org: UUID,
    interview: str,
    interviewers: Sequence[str],
    participants: Sequence[str],
    by: str | None,
    screen: Screen,
) -> None:
    context = person(
        org, who_acts(by), settings.min_interviews_per_theme, settings.min_participants_per_theme
    )
    with open_database(settings) as database:
        done = correct(
            Executor(database), context, interview, interviewers=interviewers, participants=participants
        )
    removed = f"Corrected; {counted(done.quotes_dropped, 'quote')} of interviewers removed."
    told = "The roles were so already." if done.action == "unchanged" else removed
    screen.print(f"{told} Run {context.run_id}.", soft_wrap=True)


def _row(one: StoredSpeaker) -> Sequence[str]:
    return (one.name or "(nobody named)", one.role, str(one.turns), one.reason)


COMMANDS: dict[Callable[..., None], str] = {
    speakers: 'theme-scan speakers ORG "Talk with ann" --interviewer Noor'
}
"""The command, with an example for its help."""
