"""``theme-scan revert`` and ``theme-scan erase``: taking things back, through their deployments."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console

from cli.options import DryRun, Org
from cli.processes import StackError
from cli.scanning import any_prefect, follow
from executor import reading
from executor.connect import open_database
from settings import load_settings
from themes.counting import counted

_MOST_LEFT = 20
_REASONS = {
    "changed": "a later run changed it",
    "in_use": "later rows depend on it",
    "erased": "what it was has been erased",
}


def revert(
    run: Annotated[UUID, typer.Argument(help="The run's id, as theme-scan audit list shows it.")],
    org: Org,
    dry_run: DryRun = False,
) -> None:
    """Return the rows that a run changed to what they were: of a scan, an import or another revert."""
    console = Console(highlight=False)
    report = _run("revert-run/revert-run", org, {"run_id": str(run), "dry_run": dry_run}, console)
    console.print(_heading(dry_run, f"Revert of run {run}"))
    for what, count in report["rows"].items():
        table, operation = what.split()
        console.print(f"  {counted(count, *_called(table))} {_RETURNED[operation]}")
    if not report["rows"]:
        console.print("  Nothing to do: no row stands as this run left it.")
    _print_left(console, report["left"])


_RETURNED = {"delete": "removed", "update": "put back as before", "insert": "brought back"}
_CALLED = {
    "interviews": ("interview",),
    "interview_quotes": ("quote",),
    "themes": ("theme",),
    "interview_themes": ("link",),
    "theme_aliases": ("other name",),
    "theme_standings": ("standing",),
    "studies": ("study", "studies"),
}
"""What the rows of each table are called, one and many."""


def _called(table: str) -> tuple[str, ...]:
    return _CALLED.get(table, (table, table))


def _print_left(console: Console, left: list[dict[str, str]]) -> None:
    if left:
        console.print(f"Left as they are ({len(left)}):")
    for entry in left[:_MOST_LEFT]:
        called = f"{_called(entry['table'])[0]} {entry['row_id']}"
        console.print(f"  {called}: {_REASONS[entry['reason']]}", soft_wrap=True)
    if len(left) > _MOST_LEFT:
        console.print(f"  … and {len(left) - _MOST_LEFT} more, in the run's record.")


def erase(
    org: Org,
    interview: Annotated[UUID, typer.Option("--interview", help="The interview, by its id (a UUID).")],
    dry_run: DryRun = False,
) -> None:
    """Erase an interview for good: its text, its quotes, and every trace of them, the audit's included."""
    console = Console(highlight=False)
    parameters = {"interview_id": str(interview), "dry_run": dry_run}
    report = _run("erase-interview/erase-interview", org, parameters, console)
    console.print(_heading(dry_run, f"Erasure of interview {interview}"))
    console.print(
        f"  {counted(report['quotes'], 'quote')}, {counted(report['links'], 'link')}, "
        f"{counted(report['cached_extractions'], 'cached extraction')} and "
        f"{counted(report['aliases'], 'other name')} of themes removed.\n"
        f"  {counted(report['themes_updated'], 'theme')} recomputed, {report['themes_retired']} retired.\n"
        f"  {counted(report['audit_payloads'], 'earlier version')} of rows removed from the audit, "
        f"{counted(report['artifacts'], 'summary', 'summaries')} from Prefect."
    )


def _heading(dry_run: bool, done: str) -> str:
    return f"[b]{done}[/b]" + (" (dry run: nothing was written)" if dry_run else "")


def _run(deployment: str, org: UUID, parameters: Mapping[str, Any], console: Console) -> dict[str, Any]:
    """Run a deployment to its end and return its report. Raises StackError when it does not complete."""
    settings = load_settings()
    with any_prefect(settings, console) as runs, open_database(settings) as database:
        run_id = runs.start(deployment, {"org_id": str(org), **parameters})
        ended = follow(runs, run_id, Console(stderr=True))
        if not ended.completed:
            raise StackError(ended.message or f"Run {run_id} ended as {ended.state}.")
        with database.org_transaction(org) as connection:
            record = reading.run_record(connection, run_id)
    if record is None or record.report is None:
        raise StackError(
            f"The worker wrote run {run_id} to another database: give both the same DATABASE_URL."
        )
    return record.report
