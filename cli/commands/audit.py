"""``theme-scan audit``: checking the audit, and reading what a run did."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated
from uuid import UUID

import typer

from cli.stack.database_choice import command_settings
from cli.terminal.local_option import local_option
from cli.terminal.options import Org
from cli.terminal.screen import AsJson, Screen, escape
from executor.database.opening import open_organisation
from executor.exceptions import UnknownRunError
from executor.reads import audit_log
from executor.reads.audit_log import AuditedCall, AuditedRun
from executor.reads.audit_verification import verify

app = typer.Typer(no_args_is_help=True)
_BROKEN = 3
"""The exit status of a broken chain, which tells tampering from a check that could not be made."""
_HEAD = re.compile(r"[0-9a-f]{64}")


def _head(given: str) -> str:
    """A head as it was kept. Something else is a slip and no sign that the chain was tampered with."""
    head = given.strip().lower()
    if not _HEAD.fullmatch(head):
        told = "not a head: 64 hexadecimal digits, as theme-scan audit verify prints it."
        raise typer.BadParameter(told, param_hint="--head")
    return head


@app.command("verify", epilog="Example: theme-scan audit verify --org ORG --head HEAD")
@local_option
def verify_command(
    org: Org,
    head: Annotated[
        str | None, typer.Option("--head", help="A head kept elsewhere, which the chain must hold.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Walk the chain of calls from the first to the head. A broken link gives exit status 3."""
    kept = None if head is None else _head(head)
    with open_organisation(command_settings(), org, snapshot=True) as connection:
        verdict = verify(connection, kept)
    screen = Screen()
    if as_json:
        screen.json({"org_id": str(org), "intact": verdict.fault is None, **verdict.model_dump()})
    elif verdict.fault:
        told = f"at call {verdict.broken_at}: {escape(verdict.fault)}"
        screen.print(f"[red]Broken[/red] {told}", soft_wrap=True)
    else:
        screen.print(f"Intact: {verdict.length} calls.\nHead {verdict.head or '(none)'}", soft_wrap=True)
    raise typer.Exit(_BROKEN if verdict.fault else 0)


@app.command("list", epilog="Example: theme-scan audit list --org ORG --limit 5")
@local_option
def list_command(
    org: Org,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="The most runs to list.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List an organisation's newest runs, with what their calls came to."""
    with open_organisation(command_settings(), org) as connection:
        found = audit_log.runs(connection, limit)
    screen = Screen()
    if as_json:
        screen.json({"org_id": str(org), "runs": [run.model_dump(mode="json") for run in found]})
    elif found:
        columns = ("run", "began (UTC)", "job", "by", "calls", "rows", "refused", "failed")
        screen.table(columns, list(map(_run, found)))
    else:
        screen.print("No runs.")


def _run(run: AuditedRun) -> Sequence[str]:
    rows = "dry run" if run.dry_run and not run.writes else str(run.writes or 0)
    began = f"{run.began_at:%Y-%m-%d %H:%M:%S}"
    return (
        str(run.run_id),
        began,
        run.job,
        run.actor,
        str(run.calls),
        rows,
        str(run.refused),
        str(run.failed),
    )


@app.command("show", epilog="Example: theme-scan audit show RUN --org ORG")
@local_option
def show_command(
    run: Annotated[UUID, typer.Argument(help="The run's id, as theme-scan audit list shows it.")],
    org: Org,
    as_json: AsJson = False,
) -> None:
    """Show what a run did, call by call and row by row: ids and hashes, no text."""
    with open_organisation(command_settings(), org) as connection:
        calls = audit_log.calls(connection, run)
    if not calls:
        raise UnknownRunError(
            f"This organisation has no run {run}: theme-scan audit list shows those it has."
        )
    screen = Screen()
    if as_json:
        told = [call.model_dump(mode="json") for call in calls]
        screen.json({"org_id": str(org), "run_id": str(run), "calls": told})
    else:
        columns = ("call", "tool", "outcome", "row", "operation")
        screen.table(columns, [row for call in calls for row in _call(call)])


def _call(call: AuditedCall) -> Iterator[Sequence[str]]:
    outcome = call.error_code or ("rehearsed" if call.dry_run else call.outcome)
    yield (str(call.seq), f"{call.tool} v{call.tool_version}", outcome, "", "")
    for change in call.changes:
        kept = "" if change.undoable or change.operation == "erase" else " (what it was is erased)"
        yield (str(call.seq), "", "", f"{change.table} {change.row_id}", change.operation + kept)
