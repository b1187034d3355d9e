"""``theme-scan scan``: one scan through the deployment."""

from collections.abc import Callable
from typing import Annotated

import typer

from cli.stack.database_choice import command_settings
from cli.stack.follow_run import DEPLOYMENT, run_to_end, run_when_free
from cli.terminal.options import DryRun, LookbackDays, MaxInterviews, Org
from cli.terminal.scan_output import print_report
from cli.terminal.screen import AsJson, Screen


def scan(
    org: Org,
    lookback_days: LookbackDays = 30,
    max_interviews: MaxInterviews = 50,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Where another run holds the organisation, wait for its end.")
    ] = False,
) -> None:
    """Scan an organisation's interviews through the deployment, and print the report.

    With --wait the claim of a run that crashed is waited for too; it expires by itself.
    """
    parameters = {"lookback_days": lookback_days, "max_interviews": max_interviews, "dry_run": dry_run}
    start = run_when_free if wait else run_to_end
    report = start(command_settings(), DEPLOYMENT, org, parameters, Screen(stderr=True)).report or {}
    console = Screen()
    if as_json:
        console.json(report)
    else:
        print_report(console, report, org)


COMMANDS: dict[Callable[..., None], str] = {scan: "theme-scan scan --org ORG --lookback-days 90 --dry-run"}
"""The command, with an example for its help."""
