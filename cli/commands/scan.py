"""``theme-scan scan``: one scan through the deployment."""

import asyncio
from collections.abc import Callable
from typing import Annotated
from uuid import UUID

import typer

from cli.stack.database_choice import command_settings
from cli.stack.follow_run import DEPLOYMENT, run_to_end, run_when_free
from cli.terminal.options import DryRun, LookbackDays, MaxInterviews, Org
from cli.terminal.scan_output import print_report
from cli.terminal.screen import AsJson, Screen
from executor.database.opening import open_database
from executor.org_database import OrgDatabase
from themes.text.plurals import counted


def scan(
    org: Org,
    lookback_days: LookbackDays = 30,
    max_interviews: MaxInterviews = 50,
    dry_run: DryRun = False,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Only say what the scan will cost; nothing is sent.")
    ] = False,
    as_json: AsJson = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Where another run holds the organisation, wait for its end.")
    ] = False,
) -> None:
    """Scan an organisation's interviews through the deployment, and print the report.

    With --wait the claim of a run that crashed is waited for too; it expires by itself.
    """
    if estimate:
        _estimate(org, lookback_days, max_interviews, as_json=as_json)
        return
    parameters = {"lookback_days": lookback_days, "max_interviews": max_interviews, "dry_run": dry_run}
    start = run_when_free if wait else run_to_end
    report = start(command_settings(), DEPLOYMENT, org, parameters, Screen(stderr=True)).report or {}
    console = Screen()
    if as_json:
        console.json(report)
    else:
        print_report(console, report, org)


def _estimate(org: UUID, lookback_days: int, max_interviews: int, *, as_json: bool) -> None:
    """Say what a scan will cost, without the server or a model."""
    # Imported here because other commands need not wait for it.
    from tasks.scan.estimate import estimate_scan
    from tasks.scan.parameters import ScanParameters

    parameters = ScanParameters(lookback_days=lookback_days, max_interviews=max_interviews)
    settings = command_settings()
    with open_database(settings) as database:
        told = asyncio.run(estimate_scan(settings, OrgDatabase(database, org), parameters))
    screen = Screen()
    if as_json:
        screen.json(told.model_dump(mode="json"))
        return
    calls = counted(told.usage.calls, "call")
    cost = "" if told.cost_usd is None else f", some {told.cost_usd:.2f} USD"
    screen.print(
        f"{counted(told.interviews, 'interview')}, {told.cached} of them read before. "
        f"{told.extractor}: about {calls}, {told.usage.prompt_tokens:,} prompt tokens and "
        f"{told.usage.completion_tokens:,} of answers{cost}. Nothing was sent."
    )
    for name in told.over_budget:
        screen.print(f"That is more than {name} allows: the scan would stop before its end.")


COMMANDS: dict[Callable[..., None], str] = {scan: "theme-scan scan --org ORG --lookback-days 90 --dry-run"}
"""The command, with an example for its help."""
