"""``theme-scan runs``: what was done for an organisation, by whom, and what came of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated
from uuid import UUID

import typer

from cli.stack.database_choice import command_settings
from cli.terminal.options import Org
from cli.terminal.run_output import print_record, took
from cli.terminal.run_summary import is_cut_off_import, themes_of, what_came_of
from cli.terminal.screen import AsJson, Screen
from executor.database.opening import open_organisation
from executor.reads import run_history, stored_themes
from executor.reads.run_history import RunRecord


def runs(
    org: Org,
    run: Annotated[UUID | None, typer.Argument(help="A run's id: show all that is on record of it.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="The most runs to list.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List an organisation's newest runs (scans, imports, people's decisions), or show one of them whole."""
    with open_organisation(command_settings(), org, snapshot=True) as connection:
        found = [run_history.get(connection, run)] if run else list(run_history.newest(connection, limit))
        slugs = stored_themes.slugs_of(connection, [id_ for one in found for id_ in themes_of(one)])
        cut_off = [one.id for one in found if is_cut_off_import(one)]
        stored = run_history.interviews_stored(connection, cut_off)
    screen = Screen()
    if as_json:
        told = [one.model_dump(mode="json") for one in found]
        screen.json({"org_id": str(org), **(told[0] if run else {"runs": told})})
    elif run:
        print_record(screen, found[0], what_came_of(found[0], slugs, stored))
    elif found:
        _print_runs(screen, found, slugs, stored)
    else:
        screen.print("No runs.")


def _print_runs(
    screen: Screen, found: Sequence[RunRecord], slugs: Mapping[UUID, str], stored: Mapping[UUID, int]
) -> None:
    rows = []
    for run in found:
        status = f"{run.status} (dry run)" if run.dry_run else run.status
        facts = (str(run.id), f"{run.started_at:%Y-%m-%d %H:%M}", run.job, run.actor, status, took(run))
        rows.append((*facts, what_came_of(run, slugs, stored)))
    screen.table(("run", "began (UTC)", "job", "by", "status", "took", "what came of it"), rows)


COMMANDS: dict[Callable[..., None], str] = {runs: "theme-scan runs --org ORG --limit 5"}
"""The command, with an example for its help."""
