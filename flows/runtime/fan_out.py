"""Running a job for every organisation that needs it: a flow run for each, a few at a time."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import httpx
from prefect import get_client, get_run_logger
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.deployments import arun_deployment
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from executor.context import ToolContext
from executor.database.connection import Database
from executor.database.opening import open_database
from executor.exceptions import ExecutorError
from executor.leases import ALL_ORGANISATIONS
from executor.org_database import OrgDatabase
from executor.reads import run_history, scan_inputs
from executor.recorded_run import held
from flows.runtime.fan_out_report import FanOutReport, OrgRun, Start, attempted
from flows.runtime.job_run import final_state
from flows.runtime.night_groups import NightGroups
from settings import Settings, load_settings
from tasks.artifacts import publish_artifact

_POLL_SECONDS = 1

SkipReason = Callable[[Settings, OrgDatabase], str | None]
"""Says how it is known that a run for an organisation would do nothing; None wherever that is in doubt."""


async def for_all_orgs(
    job: str, parameters: Mapping[str, Any], skip_reason: SkipReason | None = None
) -> State[Any]:
    """Run a job's deployment for every organisation with interviews, and return the state to end in.

    With ``lookback_days`` among the parameters, organisations without an interview in that time are left
    out. Those that ``skip_reason`` has a reason for get no run, unless all is a dry run. One organisation's
    failure does not stop the others; the state is failed if more than ``all_orgs_tolerated_failures`` of
    the runs did. Where another night of the job is under way, the state is cancelled, and nothing was done.
    """
    try:
        settings = load_settings()
        rehearsal = bool(parameters.get("dry_run"))
        with (
            open_database(settings) as database,
            held(database, claim := claim_of_night(job), settings.lease_seconds),
        ):
            skipped = await asyncio.to_thread(
                _looked_through,
                settings,
                database,
                parameters.get("lookback_days"),
                None if rehearsal else skip_reason,
            )
            waiting = [org_id for org_id, reason in skipped.items() if reason is None]
            logger = get_run_logger()
            logger.info("%s: %d organisations, %d of them to run.", job, len(skipped), len(waiting))
            alone = partial(_run, database, job, parameters)
            groups = NightGroups(database, job, claim.run_id, parameters, alone)
            runs = await _runs(settings, groups, waiting)
        report = FanOutReport(job=job, runs=runs, skipped={org: why for org, why in skipped.items() if why})
        page = acreate_markdown_artifact(markdown=report.page(), description=f"{job} of all organisations")
        await publish_artifact(page)
        return _verdict(report, settings.all_orgs_tolerated_failures)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)


async def _runs(settings: Settings, groups: NightGroups, organisations: Sequence[UUID]) -> tuple[OrgRun, ...]:
    """Run the job for the organisations, in groups unless each is to have a process of its own."""
    at_once, per_process = settings.all_orgs_at_once, settings.all_orgs_per_process
    if per_process == 1:
        return await run_each(organisations, groups.alone, at_once)
    return await groups.go_through(organisations, at_once, per_process)


def claim_of_night(job: str) -> ToolContext:
    """The claim that keeps a second night of a job out; it expires when the process of the first one dies.

    The run's id is the Prefect flow run's, so that a night which Prefect resumes takes its own claim over.
    """
    return ToolContext(
        org_id=ALL_ORGANISATIONS,
        run_id=UUID(str(flow_run.id)) if flow_run.id else uuid4(),
        actor=f"system:{job}",
        job=f"{job}-all-orgs",
        rules_version="1",
    )


def _looked_through(
    settings: Settings, database: Database, lookback_days: int | None, skip_reason: SkipReason | None
) -> dict[UUID, str | None]:
    """Every organisation with interviews, and why it needs no run, if so."""
    now = datetime.now(UTC)
    since = now - timedelta(days=lookback_days) if lookback_days else datetime.min.replace(tzinfo=UTC)
    with database.directory_transaction() as connection:
        found = scan_inputs.organisations(connection, since)
    return look_through(settings, database, found, skip_reason)


def look_through(
    settings: Settings, database: Database, organisations: Iterable[UUID], skip_reason: SkipReason | None
) -> dict[UUID, str | None]:
    """Say of each organisation why it needs no run, if so; one that cannot be told has None, too."""

    def reason(org_id: UUID) -> str | None:
        try:
            return skip_reason(settings, OrgDatabase(database, org_id)) if skip_reason else None
        except Exception:  # noqa: BLE001 (its own run will say what is wrong, and the others go on)
            return None

    return {org_id: reason(org_id) for org_id in organisations}


async def run_each(organisations: Iterable[UUID], start: Start, at_once: int) -> tuple[OrgRun, ...]:
    """Run the job for each organisation, ``at_once`` at a time; one that cannot be run stops no other."""
    slots, attempt = asyncio.Semaphore(at_once), attempted(start)

    async def one(org_id: UUID) -> OrgRun:
        async with slots:
            return await attempt(org_id)

    return tuple(await asyncio.gather(*map(one, organisations)))


async def _run(database: Database, job: str, parameters: Mapping[str, Any], org_id: UUID) -> OrgRun:
    """Run the deployment of a job for one organisation, and wait for its end."""
    parameters = {**parameters, "org_id": str(org_id)}
    run = await arun_deployment(f"{job}/{job}", parameters=parameters, as_subflow=False, timeout=0)
    ended = await followed(OrgDatabase(database, org_id), run.id)
    if ended.state != "Completed":
        get_run_logger().warning("The run for %s ended as %s (run %s).", org_id, ended.state, run.id)
    return ended


async def followed(org: OrgDatabase, run_id: UUID) -> OrgRun:
    """Wait for the end of a run, and say how it ended.

    A run whose machine is gone has crashed by its own record, while Prefect calls it running for ever.
    """

    def crashed() -> bool:
        with suppress(ExecutorError), org.read() as connection:
            record = run_history.find(connection, run_id)
            return record is not None and record.status == run_history.CRASHED
        return False

    async with get_client() as client:
        while True:
            gone = await asyncio.to_thread(crashed)
            state = None
            with suppress(httpx.TransportError):  # a server that is away does not end its runs
                state = (await client.read_flow_run(run_id)).state
            if state and state.is_final():
                message = state.message or ""
                return OrgRun(
                    org_id=org.org_id, run_id=run_id, state=state.name or "Unknown", message=message
                )
            if gone:
                message = "Its process or machine went away."
                return OrgRun(org_id=org.org_id, run_id=run_id, state="Crashed", message=message)
            await asyncio.sleep(_POLL_SECONDS)


def _verdict(report: FanOutReport, tolerated: float) -> State[Any]:
    if report.has_failed(tolerated):
        return Failed(message=f"Too many runs failed. {report.told} See the artifact of this run.")
    return Completed(message=report.told, data=report.summary())
