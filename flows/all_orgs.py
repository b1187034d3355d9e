"""The nightly theme scan: one scan for each organisation with something new, a few at a time."""

from typing import Any

from prefect import flow

from executor.org_database import OrgDatabase
from flows.parameters import DryRun, LookbackDays, MaxInterviews
from flows.runtime.fan_out import for_all_orgs
from flows.theme_scan import JOB, RULES_VERSION
from settings import Settings
from tasks.scan.fingerprint import nothing_new_since


@flow(name="theme-scan-all-orgs", persist_result=False, log_prints=False)
async def theme_scan_all_orgs(
    lookback_days: LookbackDays = 30,
    max_interviews: MaxInterviews = 50,
    dry_run: DryRun = False,
) -> Any:
    """Scan every organisation that has something new in the window, each by a flow run of its own."""
    parameters = {"lookback_days": lookback_days, "max_interviews": max_interviews, "dry_run": dry_run}

    def skip_reason(settings: Settings, org: OrgDatabase) -> str | None:
        run_id = nothing_new_since(settings, org, JOB, parameters, RULES_VERSION)
        return f"nothing new since run {run_id}" if run_id else None

    return await for_all_orgs(JOB, parameters, skip_reason)
