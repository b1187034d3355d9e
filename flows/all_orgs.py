"""The nightly theme scan: one scan for each organisation with recent interviews, a few at a time."""

from typing import Any

from prefect import flow

from flows.fan_out import for_all_orgs
from flows.parameters import DryRun, LookbackDays, MaxInterviews


@flow(name="theme-scan-all-orgs", persist_result=False, log_prints=False)
async def theme_scan_all_orgs(
    lookback_days: LookbackDays = 30,
    max_interviews: MaxInterviews = 50,
    dry_run: DryRun = False,
) -> Any:
    """Scan every organisation that has an interview in the window, each by a flow run of its own."""
    parameters = {"lookback_days": lookback_days, "max_interviews": max_interviews, "dry_run": dry_run}
    return await for_all_orgs("theme-scan", parameters)
