"""A group of a night: organisations that one process goes through, each by a flow run of its own."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID

import httpx
from prefect import flow, get_client, get_run_logger
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun
from prefect.flow_engine import run_flow_async
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed, Pending
from pydantic import Field

from executor.database.opening import open_database
from executor.recorded_run import held
from flows.jobs import JOBS, Job
from flows.parameters import id_field
from flows.runtime.job_run import final_state
from flows.runtime.night_groups import GROUP, claim_of_group, tag_of
from settings import load_settings
from themes.text.plurals import counted

_WATCH_SECONDS = 2

Organisation = Annotated[UUID, id_field("An organisation of the group: a UUID.")]


@flow(name=GROUP, flow_run_name=f"{GROUP}-{{job}}", persist_result=False, log_prints=False)
async def organisation_group(
    job: Annotated[str, Field(json_schema_extra={"enum": list(JOBS)}, description="The job to run.")],
    org_ids: Annotated[list[Organisation], Field(description="The organisations to run the job for.")],
    night_id: Annotated[UUID, id_field("The night's flow run; once it has ended, no organisation begins.")],
    parameters: Annotated[dict[str, Any], Field(description="The job's parameters without org_id.")],
    at_once: Annotated[int, Field(ge=1, le=100, description="Organisations at a time.")] = 1,
) -> Any:
    """Run a job for each organisation of a group, a few at a time in this process."""
    group_id = UUID(str(flow_run.id))
    try:
        settings = load_settings()
        with (
            open_database(settings) as database,
            held(database, claim_of_group(group_id), settings.lease_seconds),
        ):
            async with get_client() as client:
                deployed = await client.read_deployment_by_name(JOBS[job].deployment)
                group = _Group(client, JOBS[job], deployed.id, tag_of(group_id), night_id, parameters)
                begun = await group.go_through(org_ids, at_once)
        return Completed(message=f"{job} begun for {begun} of {counted(len(org_ids), 'organisation')}.")
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)


@dataclass
class _Group:
    """The runs of a group: which go on in this process, and whether more may begin."""

    client: PrefectClient
    job: Job
    deployment_id: UUID
    tag: str
    night_id: UUID
    parameters: Mapping[str, Any]
    running: dict[UUID, asyncio.Task[Any]] = field(default_factory=dict)
    begun: int = 0
    stopped: bool = False

    async def go_through(self, org_ids: Sequence[UUID], at_once: int) -> int:
        """Run the job for the organisations, ``at_once`` at a time; return for how many it was begun."""
        slots = asyncio.Semaphore(at_once)

        async def one(org_id: UUID) -> None:
            async with slots:
                if not self.stopped:
                    await self._one(org_id)

        watch = asyncio.create_task(self._watch())
        work = [asyncio.create_task(one(org_id)) for org_id in org_ids]
        try:
            await asyncio.gather(*work)
        finally:
            for task in (watch, *work):
                task.cancel()
            await asyncio.wait([watch, *work])
        return self.begun

    async def _one(self, org_id: UUID) -> None:
        """Run the job for an organisation; no fault of the run keeps the next organisation from its turn."""
        try:
            run = await self._created(org_id)
            self.begun += 1
            work = self.running[run.id] = asyncio.create_task(
                run_flow_async(self.job.flow, run, run.parameters, return_type="state")
            )
            try:
                await asyncio.wait([work])
            finally:
                del self.running[run.id]
                work.cancel()
            if work.cancelled():
                await self.client.set_flow_run_state(run.id, Cancelled(), force=True)
            elif fault := work.exception():
                raise fault
        except Exception as fault:  # noqa: BLE001 (the other organisations go on; the night sees what was left)
            get_run_logger().warning("The run for %s was lost (%s).", org_id, type(fault).__name__)

    async def _created(self, org_id: UUID) -> FlowRun:
        """A run of the job's deployment that no worker takes, because it is pending from the first."""
        return await self.client.create_flow_run_from_deployment(
            self.deployment_id,
            parameters={**self.parameters, "org_id": str(org_id)},
            state=Pending(),
            name=f"{self.job.name}-{org_id}",
            tags=[self.tag],
        )

    async def _watch(self) -> None:
        """Stop runs that somebody cancels, and begin none once the night has ended."""
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            asked = FlowRunFilter(id=FlowRunFilterId(any_=[self.night_id, *self.running]))
            with suppress(httpx.HTTPError):
                for run in await self.client.read_flow_runs(flow_run_filter=asked):
                    self._heed(run)

    def _heed(self, run: FlowRun) -> None:
        cancelled = run.state and (run.state.is_cancelling() or run.state.is_cancelled())
        if run.id == self.night_id:
            self.stopped = bool(cancelled or (run.state and run.state.is_final()))
        elif cancelled and (work := self.running.get(run.id)) and not work.cancelling():
            # Once: a second cancellation would not let the run write how it ended.
            work.cancel()
