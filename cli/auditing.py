"""``theme-scan audit``: checking the audit, and reading what a run did."""

from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from cli.options import Org
from executor import history
from executor.connect import open_database
from executor.database import reworded
from executor.verification import verify
from settings import load_settings

app = typer.Typer(
    help="Check the audit of an organisation, and read what its runs did.", no_args_is_help=True
)
console = Console(highlight=False)
wide = Console(highlight=False, width=1000)
"""For tables of ids, which are of no use cut short, however narrow the terminal is."""


@app.command("verify")
def verify_command(
    org: Org,
    head: Annotated[
        str | None, typer.Option("--head", help="A head kept elsewhere, which the chain must hold.")
    ] = None,
) -> None:
    """Walk the chain of calls from the first to the head. A broken link gives exit status 1."""
    with (
        open_database(load_settings()) as database,
        reworded(),
        database.org_transaction(org, snapshot=True) as connection,
    ):
        verdict = verify(connection, head)
    if verdict.fault:
        console.print(f"[red]Broken[/red] at call {verdict.broken_at}: {verdict.fault}", soft_wrap=True)
        raise typer.Exit(1)
    console.print(f"Intact: {verdict.length} calls.\nHead {verdict.head or '(none)'}", soft_wrap=True)


@app.command("list")
def list_command(
    org: Org, limit: Annotated[int, typer.Option(min=1, max=10_000, help="The most runs to list.")] = 20
) -> None:
    """List an organisation's newest runs, with what their calls came to."""
    with open_database(load_settings()) as database, reworded(), database.org_transaction(org) as connection:
        found = history.runs(connection, limit)
    table = Table("run", "began (UTC)", "job", "by", "calls", "rows", "refused", "failed", box=None)
    for run in found:
        rows = "dry run" if run.dry_run and not run.writes else str(run.writes or 0)
        began = f"{run.began_at:%Y-%m-%d %H:%M:%S}"
        counts = (str(run.calls), rows, str(run.refused), str(run.failed))
        table.add_row(str(run.run_id), began, run.job, run.actor, *counts)
    wide.print(table)


@app.command("show")
def show_command(
    run: Annotated[UUID, typer.Argument(help="The run's id, as theme-scan audit list shows it.")], org: Org
) -> None:
    """Show what a run did, call by call and row by row: ids and hashes, no text."""
    with open_database(load_settings()) as database, reworded(), database.org_transaction(org) as connection:
        calls = history.calls(connection, run)
    if not calls:
        console.print(f"This organisation has no run {run}: theme-scan audit list shows those it has.")
        raise typer.Exit(1)
    table = Table("call", "tool", "outcome", "row", "operation", box=None)
    for call in calls:
        outcome = call.error_code or ("rehearsed" if call.dry_run else call.outcome)
        table.add_row(str(call.seq), f"{call.tool} v{call.tool_version}", outcome)
        for change in call.changes:
            kept = "" if change.undoable or change.operation == "erase" else " (what it was is erased)"
            table.add_row("", "", "", f"{change.table} {change.row_id}", change.operation + kept)
    wide.print(table)
