"""``theme-scan revert`` and ``theme-scan erase``: taking things back, through their deployments."""

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Annotated
from uuid import UUID

import typer

from cli.stack.database_choice import command_settings
from cli.stack.follow_run import run_to_end
from cli.terminal.options import As, DryRun, Org, who_acts
from cli.terminal.screen import Screen, escape, one_line
from executor.database.opening import open_organisation
from executor.erasure.study import StudyTrace
from executor.exceptions import UnknownInterviewError
from executor.reads import run_history, stored_themes
from executor.revert.revert import LaterRun, Left, Reason
from executor.tools import merge_themes
from settings import Settings
from tasks.actors import person
from tasks.maintenance_reports import ErasureReport, RevertReport
from themes.text.plurals import counted

_MOST_LEFT = 20
_MOST_LATER = 5
_REASONS: Mapping[Reason, str] = {
    "changed": "a later run changed it",
    "in_use": "later rows depend on it",
    "unsupported": "quotes that it rested on do not come back to it",
    "erased": "what it was has been erased",
}


def revert(
    run: Annotated[UUID, typer.Argument(help="The run's id, as theme-scan audit list shows it.")],
    org: Org,
    dry_run: DryRun = False,
    by: As = None,
) -> None:
    """Return the rows that a run changed to what they were: of a scan, an import or another revert.

    Ends with exit status 1 if nothing was put back.
    """
    name = _person(by)
    parameters = {"run_id": str(run), "dry_run": dry_run, "requested_by": name}
    aside = Screen(stderr=True)
    settings = command_settings()
    record = run_to_end(settings, "revert-run/revert-run", org, parameters, aside)
    report = RevertReport.model_validate(record.report)
    screen = Screen()
    screen.print(_heading(dry_run, f"Revert of run {run}", name))
    for row in report.rows:
        screen.print(f"  {counted(row.count, *_called(row.table))} {_RETURNED[row.operation]}")
    if not report.rows:
        screen.print(f"  {_NOTHING_LEFT if report.left else _AS_BEFORE}")
    _print_left(screen, report.left, f"theme-scan runs {record.id} --org {org}")
    own = () if dry_run or not report.rows else (LaterRun(id=record.id, job=record.job, actor=record.actor),)
    _print_what_goes_on(screen, run, org, (*own, *report.later_runs) if report.later_runs else ())
    if command := _split_instead(settings, org, run, report.left):
        screen.print(f"Or make the merged part a theme of its own:\n  {escape(command)}", soft_wrap=True)
    if not report.rows:
        raise typer.Exit(1)


_AS_BEFORE = "Nothing to do: every row is as it was before this run."
_NOTHING_LEFT = "Nothing was put back: no row stands as this run left it."


_RETURNED = {"delete": "removed", "update": "put back as before", "insert": "brought back"}
_CALLED = {
    "interviews": ("interview",),
    "interview_quotes": ("quote",),
    "themes": ("theme",),
    "interview_themes": ("link",),
    "theme_aliases": ("other name",),
    "theme_standings": ("standing",),
    "studies": ("study", "studies"),
    "participants": ("participant",),
    "interview_participants": ("part in an interview", "parts in interviews"),
}
"""The name of each table's rows, singular and plural."""


def _called(table: str) -> tuple[str, ...]:
    return _CALLED.get(table, (table, table))


def _print_left(screen: Screen, left: Sequence[Left], all_of_it: str) -> None:
    if left:
        screen.print(f"Left as they are ({len(left)}):")
    for entry in left[:_MOST_LEFT]:
        called = f"{_called(entry.table)[0]} {entry.row_id}"
        screen.print(f"  {called}: {_REASONS[entry.reason]}", soft_wrap=True)
    if len(left) > _MOST_LEFT:
        screen.print(f"  … and {len(left) - _MOST_LEFT} more: see {all_of_it}", soft_wrap=True)


def _print_what_goes_on(screen: Screen, run: UUID, org: UUID, later: Sequence[LaterRun]) -> None:
    """Name the runs that keep rows from returning, and the commands that take these runs back first."""
    if not later:
        return
    screen.print("To put these back too, take the later runs back first, in this order:")
    for one in later[:_MOST_LATER]:
        told = f"# {one.job} of {one_line(one.actor)}"
        screen.print(f"  theme-scan revert {one.id} --org {org}   {escape(told)}", soft_wrap=True)
    if len(later) > _MOST_LATER:
        screen.print(f"  … and {len(later) - _MOST_LATER} older runs: see theme-scan audit list --org {org}")
    screen.print(f"  theme-scan revert {run} --org {org}", soft_wrap=True)


def _split_instead(settings: Settings, org: UUID, run: UUID, left: Sequence[Left]) -> str:
    """The command that takes a merged theme out again, where a merge could not be taken back."""
    themes = {entry.row_id for entry in left if entry.table == "themes"}
    if not themes:
        return ""
    with open_organisation(settings, org) as connection:
        record = run_history.find(connection, run)
        parameters = record.parameters if record else {}
        merged = [id_ for id_ in map(UUID, parameters.get("themes", ())) if id_ in themes]
        if parameters.get("tool") != merge_themes.name or not merged:
            return ""
        names = stored_themes.names_of(connection, [*merged, UUID(parameters["into"])])
    into, name = names.get(UUID(parameters["into"])), names.get(merged[0])
    if not into or not name:
        return ""
    words = ("split", into, "--name", name, "--heard-as", name, "--org", str(org))
    return f"theme-scan {shlex.join(map(one_line, words))}"


def erase(
    org: Org,
    interview: Annotated[
        str, typer.Option("--interview", help="The interview, by id, or by title where no other has it.")
    ],
    dry_run: DryRun = False,
    study: Annotated[
        bool, typer.Option("--study", help="Remove words of the interview from the study and its codes too.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first, as a terminal does.")] = False,
    by: As = None,
) -> None:
    """Erase an interview for good: its text, its quotes, and every trace of them, the audit's included."""
    settings, name = command_settings(), _person(by)
    interview_id, title = _chosen(settings, org, interview)
    if sys.stdin.isatty() and not (dry_run or yes):
        called = f"“{one_line(title)}” ({interview_id})" if title else f"interview {interview_id}"
        typer.confirm(f"Erase {called} for good? Nothing brings it back.", abort=True, err=True)
    parameters = {"interview_id": str(interview_id), "dry_run": dry_run, "study": study, "requested_by": name}
    aside = Screen(stderr=True)
    record = run_to_end(settings, "erase-interview/erase-interview", org, parameters, aside)
    report = ErasureReport.model_validate(record.report)
    screen = Screen()
    screen.print(_heading(dry_run, f"Erasure of interview {interview_id}", name))
    screen.print(
        f"  {counted(report.quotes, 'quote')}, {counted(report.links, 'link')}, "
        f"{counted(report.cached_extractions, 'cached extraction')} and "
        f"{counted(report.aliases, 'other name')} of themes removed.\n"
        f"  {counted(report.themes_updated, 'theme')} recomputed, {report.themes_retired} retired.\n"
        f"  {counted(report.audit_payloads, 'earlier version')} of rows removed from the audit, "
        f"{counted(report.artifacts, 'summary', 'summaries')} from Prefect."
    )
    _print_study(screen, report)


def _print_study(screen: Screen, report: ErasureReport) -> None:
    """Name the places of the study that hold words which only the interview says; no word is quoted."""
    if not report.study:
        return
    screen.print(
        "Emptied in the study:" if report.study_cleared else "The study holds words of the interview:"
    )
    for trace in report.study:
        screen.print(f"  {_place(trace)}", soft_wrap=True)
    if report.study_cleared:
        return
    remedy = (
        "--study removes them with the interview."
        if report.dry_run
        else "They stay; `theme-scan study set` states the study anew. --study removes them with an erasure."
    )
    screen.print(remedy, soft_wrap=True)


def _place(trace: StudyTrace) -> str:
    if trace.code is None:
        return "the context" if trace.field == "context" else "an earlier version, which the audit keeps"
    code = f"code “{escape(one_line(trace.called))}”" if trace.called else f"code number {trace.code}"
    return f"{code}: {trace.field}"


COMMANDS: dict[Callable[..., None], str] = {
    revert: "theme-scan revert RUN --org ORG --dry-run",
    erase: 'theme-scan erase --interview "Talk with ann" --org ORG --dry-run',
}
"""The commands, each with an example for its help."""


def _chosen(settings: Settings, org: UUID, given: str) -> tuple[UUID, str]:
    """The id and title of the interview that is meant."""
    with open_organisation(settings, org) as connection:
        try:
            return stored_themes.interview_called(connection, given)
        except UnknownInterviewError:
            # Prefect may still hold summaries of an interview that the database no longer has.
            with suppress(ValueError):
                return UUID(given), ""
            raise


def _person(by: str | None) -> str:
    """Return the name of who acts. Raises RefusedError, before a run is started, for an unusable name."""
    name = who_acts(by)
    person(name)
    return name.strip()


def _heading(dry_run: bool, done: str, name: str) -> str:
    return f"[b]{done}[/b], by {escape(name)}" + (" (dry run: nothing was written)" if dry_run else "")
