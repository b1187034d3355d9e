"""The nightly fan-out: one scan for each organisation with interviews, a few at a time."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from prefect import flow, get_run_logger
from prefect.deployments import arun_deployment
from prefect.states import Completed, Failed

from executor import queries
from executor.connect import open_database
from executor.database import reworded
from flows.job import final_state
from flows.parameters import DryRun, LookbackDays, MaxInterviews
from settings import Settings, load_settings

SCAN = "theme-scan/theme-scan"


@flow(name="theme-scan-all-orgs", persist_result=False, log_prints=False)
async def theme_scan_all_orgs(
    lookback_days: LookbackDays = 30,
    max_interviews: MaxInterviews = 50,
    dry_run: DryRun = False,
) -> Any:
    """Scan every organisation that has an interview in the window, each by a flow run of its own.

    One organisation's failure does not stop the others. The run fails if more than
    ``all_orgs_tolerated_failures`` of its scans did.
    """
    try:
        settings = load_settings()
        parameters = {
            "lookback_days": lookback_days,
            "max_interviews": max_interviews,
            "dry_run": dry_run,
        }
        organisations = await asyncio.to_thread(_organisations, settings, lookback_days)
        outcomes = await _scan_all(organisations, parameters, settings.all_orgs_at_once)
        return _verdict(outcomes, settings.all_orgs_tolerated_failures)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)


def _organisations(settings: Settings, lookback_days: int) -> list[UUID]:
    since = datetime.now(UTC) - timedelta(days=lookback_days)
    with (
        open_database(settings) as database,
        reworded(),
        database.directory_transaction() as connection,
    ):
        return queries.organisations(connection, since)


async def _scan_all(organisations: list[UUID], parameters: dict[str, Any], at_once: int) -> dict[UUID, str]:
    """Return the final state's name by organisation."""
    logger = get_run_logger()
    logger.info("%d organisations to scan, %d at a time.", len(organisations), at_once)
    slots = asyncio.Semaphore(at_once)

    async def one(org_id: UUID) -> str:
        async with slots:
            try:
                run = await arun_deployment(
                    SCAN, parameters=parameters | {"org_id": str(org_id)}, as_subflow=False, poll_interval=1
                )
            except Exception as fault:  # noqa: BLE001 (the other organisations go on)
                logger.error("The scan of %s could not be followed (%s).", org_id, type(fault).__name__)
                return "Lost"
        state = run.state.name if run.state and run.state.name else "Unknown"
        if state != "Completed":
            logger.warning("The scan of %s ended as %s (run %s).", org_id, state, run.id)
        return state

    states = await asyncio.gather(*map(one, organisations))
    return dict(zip(organisations, states, strict=True))


def _verdict(outcomes: dict[UUID, str], tolerated: float) -> Any:
    counts = Counter(outcomes.values())
    failed = sum(count for state, count in counts.items() if state not in ("Completed", "AlreadyRunning"))
    told = ", ".join(f"{count} {state}" for state, count in sorted(counts.items())) or "none to scan"
    summary = {"organisations": len(outcomes), "failed": failed, "states": dict(counts)}
    if failed > tolerated * len(outcomes):
        return Failed(message=f"Too many scans failed ({told}): see the flow runs of {SCAN}.", data=None)
    return Completed(message=f"Scans of {len(outcomes)} organisations: {told}.", data=summary)
