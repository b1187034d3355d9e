"""Groups of a night: organisations that share a process, each group a flow run that any worker may take."""

import asyncio
import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

import httpx
from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags
from prefect.client.schemas.objects import FlowRun, State, WorkerStatus
from prefect.deployments import arun_deployment
from prefect.states import Crashed

from executor import leases
from executor.context import ToolContext
from executor.database.connection import Database
from executor.exceptions import ExecutorError
from executor.leases import ALL_ORGANISATIONS
from executor.org_database import OrgDatabase
from executor.reads import run_history
from flows.runtime.fan_out_report import OrgRun, Start, attempted

GROUP = "organisation-group"
"""The deployment whose runs go through a group, for every job."""
_POLL_SECONDS = 1
_TRIES = 2
"""Processes in turn that a group gets without one of its organisations having begun."""
_GONE = "Its process or machine went away."
_ENDS = {"finished": "Completed", "failed": "Failed", run_history.CRASHED: "Crashed"}
"""The name of the state for each way in which a record says that its run ended."""


def claim_of_group(run_id: UUID) -> ToolContext:
    """The claim that shows that a group's process lives; the night sees when the claim runs out."""
    return ToolContext(
        org_id=ALL_ORGANISATIONS,
        run_id=run_id,
        actor=f"system:{GROUP}",
        job=f"{GROUP}-{run_id}",
        rules_version="1",
    )


def tag_of(group_id: UUID) -> str:
    """The tag of the flow runs that a group's process began."""
    return f"group:{group_id}"


@dataclass(frozen=True)
class NightGroups:
    """The groups of one night of a job."""

    database: Database
    job: str
    night_id: UUID
    parameters: Mapping[str, Any]
    alone: Start
    """Runs an organisation in a process of its own, which one has whose group crashed around it."""

    async def go_through(
        self, organisations: Sequence[UUID], at_once: int, per_process: int
    ) -> tuple[OrgRun, ...]:
        """Run the job for all organisations, ``at_once`` at a time over all processes.

        There are as many processes at a time as the pool has workers, and ``at_once`` at most.
        """
        if not organisations:
            return ()
        processes = min(at_once, await _processes(at_once))
        size = min(per_process, math.ceil(len(organisations) / processes))
        slots, each = asyncio.Semaphore(processes), math.ceil(at_once / processes)

        async def one(start: int) -> Iterable[OrgRun]:
            async with slots:
                return await self._through(organisations[start : start + size], each)

        starts = range(0, len(organisations), size)
        return tuple(chain.from_iterable(await asyncio.gather(*map(one, starts))))

    async def _through(self, group: Sequence[UUID], at_once: int, tries: int = _TRIES) -> Iterable[OrgRun]:
        """Go through a group, and through those of it that a process left undone by others."""
        try:
            group_id, state, begun = await self._run(group, at_once)
        except Exception as fault:  # noqa: BLE001 (the other groups go on)
            message = f"The group could not be started or followed ({type(fault).__name__})."
            return [OrgRun(org_id=org_id, run_id=None, state="Lost", message=message) for org_id in group]
        again = not (state.is_cancelled() or state.is_failed())
        ends = asyncio.gather(*(self._end(org_id, run, again) for org_id, run in begun.items()))
        left = [org_id for org_id in group if org_id not in begun]
        tries = _TRIES if begun else tries - 1
        if left and again and tries:
            rest = await self._through(left, at_once, tries)
        else:
            name, message = state.name or "Unknown", state.message or ""
            rest = [OrgRun(org_id=org_id, run_id=group_id, state=name, message=message) for org_id in left]
        return [*await ends, *rest]

    async def _run(self, group: Sequence[UUID], at_once: int) -> tuple[UUID, State[Any], dict[UUID, FlowRun]]:
        """Run a group to its end; return its id, its state and the runs that it began."""
        parameters = {
            "job": self.job,
            "org_ids": list(map(str, group)),
            "night_id": str(self.night_id),
            "parameters": dict(self.parameters),
            "at_once": at_once,
        }
        run = await arun_deployment(f"{GROUP}/{GROUP}", parameters=parameters, as_subflow=False, timeout=0)
        async with get_client() as client:
            state = await self._followed(client, run.id)
            tagged = FlowRunFilter(tags=FlowRunFilterTags(all_=[tag_of(run.id)]))
            begun = await client.read_flow_runs(flow_run_filter=tagged)
        return run.id, state, {UUID(str(one.parameters["org_id"])): one for one in begun}

    async def _followed(self, client: PrefectClient, group_id: UUID) -> State[Any]:
        """Wait for the end of a group, which for one whose machine is gone Prefect would never tell."""
        while True:
            gone = await asyncio.to_thread(self._gone, group_id)
            with suppress(httpx.TransportError):  # a server that is away does not end its runs
                state = (await client.read_flow_run(group_id)).state
                if state and state.is_final():
                    return state
                if gone:
                    return await _crashed(client, group_id)
            await asyncio.sleep(_POLL_SECONDS)

    def _gone(self, group_id: UUID) -> bool:
        claim = claim_of_group(group_id)
        with suppress(ExecutorError), OrgDatabase(self.database, claim.org_id).read() as connection:
            return leases.has_lapsed(connection, claim.lease_of)
        return False

    async def _end(self, org_id: UUID, run: FlowRun, again: bool) -> OrgRun:
        """How an organisation's run ended whose group has ended; one that crashed is run anew, alone."""
        if run.state and run.state.is_final():
            name, message = run.state.name or "Unknown", run.state.message or ""
            return OrgRun(org_id=org_id, run_id=run.id, state=name, message=message)
        ended = await self._by_record(org_id, run.id)
        if ended.state != "Crashed":
            return ended
        with suppress(httpx.HTTPError):
            async with get_client() as client:
                await _crashed(client, run.id)
        return await attempted(self.alone)(org_id) if again else ended

    async def _by_record(self, org_id: UUID, run_id: UUID) -> OrgRun:
        """Wait until the record of a run says how the run ended: the claim of a dead process expires late."""

        def read() -> run_history.RunRecord | None:
            with OrgDatabase(self.database, org_id).read() as connection:
                return run_history.find(connection, run_id)

        while True:
            with suppress(ExecutorError):
                record = await asyncio.to_thread(read)
                state = _ENDS.get(record.status) if record else "Crashed"
                if state:
                    said = (record.error if record else None) or (_GONE if state == "Crashed" else "")
                    return OrgRun(org_id=org_id, run_id=run_id, state=state, message=said)
            await asyncio.sleep(_POLL_SECONDS)


async def _crashed(client: PrefectClient, run_id: UUID) -> State[Any]:
    state: State[Any] = Crashed(message=_GONE)
    await client.set_flow_run_state(run_id, state, force=True)
    return state


async def _processes(most: int) -> int:
    """How many processes the pool of the groups spreads over: of a process pool, one for each worker."""
    async with get_client() as client:
        pool = (await client.read_deployment_by_name(f"{GROUP}/{GROUP}")).work_pool_name
        if not pool or (await client.read_work_pool(pool)).type != "process":
            return most
        workers = await client.read_workers_for_work_pool(pool)
        return max(1, sum(worker.status == WorkerStatus.ONLINE for worker in workers))
