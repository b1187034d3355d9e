"""Running a job for every organisation: a flow run for each, a few at a time."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.deployments import arun_deployment
from prefect.states import Completed, Failed

from executor import queries
from executor.connect import open_database
from executor.database import reworded
from flows.job import final_state
from settings import Settings, load_settings

_POLL_SECONDS = 1
_NOT_FAILED = frozenset({"Completed", "AlreadyRunning"})


async def for_all_orgs(job: str, parameters: Mapping[str, Any]) -> State[Any]:
    """Run a job's deployment for every organisation with interviews, and return the state to end in.

    With ``lookback_days`` among the parameters, organisations without an interview in that time are left
    out. One organisation's failure does not stop the others; the state is failed if more than
    ``all_orgs_tolerated_failures`` of the runs did.
    """
    try:
        settings = load_settings()
        organisations = await asyncio.to_thread(_organisations, settings, parameters.get("lookback_days"))
        get_run_logger().info(
            "%s: %d organisations, %d at a time.", job, len(organisations), settings.all_orgs_at_once
        )
        slots = asyncio.Semaphore(settings.all_orgs_at_once)
        states = await asyncio.gather(*(_run(job, org_id, parameters, slots) for org_id in organisations))
        return _verdict(job, Counter(states), settings.all_orgs_tolerated_failures)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)


def _organisations(settings: Settings, lookback_days: int | None) -> list[UUID]:
    now = datetime.now(UTC)
    since = now - timedelta(days=lookback_days) if lookback_days else datetime.min.replace(tzinfo=UTC)
    with (
        open_database(settings) as database,
        reworded(),
        database.directory_transaction() as connection,
    ):
        return queries.organisations(connection, since)


async def _run(job: str, org_id: UUID, parameters: Mapping[str, Any], slots: asyncio.Semaphore) -> str:
    """Run the job for one organisation and return the name of the state it ended in."""
    logger = get_run_logger()
    async with slots:
        try:
            run = await arun_deployment(
                f"{job}/{job}",
                parameters={**parameters, "org_id": str(org_id)},
                as_subflow=False,
                poll_interval=_POLL_SECONDS,
            )
        except Exception as fault:  # noqa: BLE001 (the other organisations go on)
            logger.error("The run for %s could not be followed (%s).", org_id, type(fault).__name__)
            return "Lost"
    state = run.state.name if run.state and run.state.name else "Unknown"
    if state != "Completed":
        logger.warning("The run for %s ended as %s (run %s).", org_id, state, run.id)
    return state


def _verdict(job: str, counts: Counter[str], tolerated: float) -> State[Any]:
    total = counts.total()
    failed = sum(count for state, count in counts.items() if state not in _NOT_FAILED)
    told = ", ".join(f"{count} {state}" for state, count in sorted(counts.items())) or "none to do"
    if failed > tolerated * total:
        return Failed(message=f"Too many runs failed ({told}): see the flow runs of {job}.")
    summary = {"organisations": total, "failed": failed, "states": dict(counts)}
    return Completed(message=f"{job} for {total} organisations: {told}.", data=summary)
