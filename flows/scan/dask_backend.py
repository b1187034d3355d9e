"""Reading on a Dask cluster, whose workers are given the ids of interviews and take the rest from
their own machine.

Neither text nor secrets travel over the cluster. A worker takes the settings of the database, the
model and Prefect from its own environment. The worker keeps each extraction in the cache, and the
flow takes it from there.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from dask import config as dask_config
from distributed import KilledWorker
from distributed.client import FutureCancelledError
from distributed.scheduler import NoWorkerError
from prefect.client.schemas.objects import State
from prefect.context import SettingsContext
from prefect.settings import Profile
from prefect.settings import Settings as PrefectSettings
from prefect_dask.task_runners import DaskTaskRunner

from executor.database.opening import open_database
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from executor.reads.scan_inputs import InterviewHeader
from executor.stores.extraction_cache import ExtractionCache
from executor.stores.merge_decisions import MergeDecisions
from flows.scan.batches import FEW_BATCHES, MOST_PER_BATCH, Hands
from settings import load_settings
from tasks.extract import (
    ExtractionSetup,
    InterviewExtraction,
    cached_extractions,
    extract_interviews,
    in_order,
    not_cached,
)
from tasks.scan.model_wiring import open_models
from tasks.step import StepFailedError, as_task
from themes.codebooks.study import Study
from themes.models import Frozen, Skipped

WORKERS_WITHIN_SECONDS = 30
"""How long a scan waits for the scheduler, and then for its first worker."""


class Assignment(Frozen):
    """What a worker is asked to read, by what the flow would have read it."""

    org_id: UUID
    run_id: UUID
    headers: tuple[InterviewHeader, ...]
    fingerprint: str
    """Of the flow's extractor: what a worker with other settings finds would be kept in vain."""


async def read_assigned(assignment: Assignment) -> list[InterviewExtraction]:
    """Read a batch on a Dask worker and keep what is found; the readings come without their mentions.

    What a worker that died had read of it is not read again. Raises what ``extract_interviews`` raises,
    SettingsError and ExecutorError for what is wrong in the worker's environment, and StepFailedError if it
    reads otherwise.
    """
    settings = load_settings()
    with open_database(settings) as database:
        org = OrgDatabase(database, assignment.org_id)
        study = await asyncio.to_thread(_study, org, assignment)
        decisions = MergeDecisions(org)
        async with open_models(settings, study, decisions) as chosen:
            if chosen.extractor.fingerprint != assignment.fingerprint:
                raise StepFailedError(
                    "A Dask worker would read otherwise than this scan: give it the same release and the "
                    "same OPENAI_* and MODEL_* settings. If the study was changed just now, scan again."
                )
            cache = ExtractionCache(org)
            reader = ExtractionSetup(org, chosen.extractor, cache, _unheard)
            kept = await cached_extractions(reader, assignment.headers)
            fresh = await extract_interviews(reader, not_cached(assignment.headers, kept))
            readings = in_order(assignment.headers, kept, fresh)
    return [reading.model_copy(update={"mentions": None}) for reading in readings]


def _study(org: OrgDatabase, assignment: Assignment) -> Study:
    """Look up the study, in the same database as the flow's. Raises StepFailedError if it is another one."""
    with org.read() as connection:
        if not scan_inputs.knows_run(connection, assignment.run_id):
            raise StepFailedError("A Dask worker works on another database: give it the same DATABASE_URL.")
        return scan_inputs.study(connection)


async def _unheard(_: InterviewExtraction) -> None:
    pass


_TASK = as_task("extract", read_assigned)


@asynccontextmanager
async def cluster(address: str, reader: ExtractionSetup, run_id: UUID) -> AsyncIterator[Hands]:
    """Connect to the cluster whose scheduler is at the address, to read there for as long as the block lasts.

    By the record of the run ``run_id`` its workers know that they are in the same database.

    Raises StepFailedError when it cannot be reached or has no worker, and where its TLS wants certificates.
    """
    if address.startswith("tls:") and not dask_config.get("distributed.comm.tls.ca-file"):
        raise StepFailedError(
            "DASK_SCHEDULER is an address with TLS, and no certificates are set here: set "
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__CLIENT__CERT and …__CLIENT__KEY."
        )
    patience = {"timeout": WORKERS_WITHIN_SECONDS}
    with DaskTaskRunner(address=address, client_kwargs=patience) as runner:
        threads = await asyncio.to_thread(_threads, runner, address)
        team = _Cluster(runner, address, reader, run_id)
        yield Hands(team.extract_interviews, 2 * threads * MOST_PER_BATCH, max(FEW_BATCHES, 2 * threads))


def _threads(runner: DaskTaskRunner, address: str) -> int:
    """Wait for the scheduler and a worker; count the threads of all that are there."""
    try:
        client: Any = runner.client
        client.wait_for_workers(1, timeout=WORKERS_WITHIN_SECONDS)
        return sum(client.nthreads().values())
    except OSError:  # TimeoutError is one
        raise StepFailedError(
            f"The Dask cluster at {address} cannot be reached or has no worker: check DASK_SCHEDULER and "
            "that scheduler and workers are running."
        ) from None


@dataclass(frozen=True)
class _Cluster:
    runner: DaskTaskRunner
    address: str
    reader: ExtractionSetup
    run_id: UUID

    async def extract_interviews(self, headers: Sequence[InterviewHeader]) -> list[InterviewExtraction]:
        """Have a worker read a batch; what it kept is in the readings, in the order of the headers."""
        came = await self._came(headers)
        kept = await cached_extractions(replace(self.reader, on_extracted=_unheard), headers)
        readings = [
            _together(header, reading, kept.get(header.id))
            for header, reading in zip(headers, came, strict=True)
        ]
        for reading in readings:
            await self.reader.on_extracted(reading)
        return readings

    async def _came(self, headers: Sequence[InterviewHeader]) -> list[InterviewExtraction]:
        untitled = tuple(header.model_copy(update={"title": ""}) for header in headers)
        assignment = Assignment(
            org_id=self.reader.org.org_id,
            run_id=self.run_id,
            headers=untitled,
            fingerprint=self.reader.extractor.fingerprint,
        )
        try:
            state = await _ended(_submitted(self.runner, assignment))
        except KilledWorker as fault:
            died = f"Every Dask worker that was given it died ({fault.allowed_failures + 1} in turn)."
            return [
                InterviewExtraction(skipped=(Skipped(item=f"interview {h.id}", reason=died),))
                for h in headers
            ]
        except (FutureCancelledError, NoWorkerError):
            raise StepFailedError(
                f"The Dask cluster at {self.address} was lost while the scan ran: check its scheduler and "
                "workers. What was read until then is kept for the next scan."
            ) from None
        except Exception as fault:  # noqa: BLE001 (what the reading itself raises is in the state)
            raise StepFailedError(
                f"The Dask cluster cannot run this program ({type(fault).__name__}): install the same "
                "release of 'theme-scanner[dask]' on its scheduler and every worker, and see their logs."
            ) from None
        if not state.is_completed():
            raise StepFailedError(state.message)
        readings: list[InterviewExtraction] = await state.aresult()
        return readings


def _submitted(runner: DaskTaskRunner, assignment: Assignment) -> Any:
    # prefect-dask sends the settings along, keys to the Prefect server included, and those of this machine:
    # with none to send, a worker's own environment holds.
    none = SettingsContext(
        profile=Profile(name="dask", settings={}), settings=PrefectSettings.model_construct()
    )
    with none:
        return runner.submit(_TASK, {"assignment": assignment}).wrapped_future


async def _ended(future: Any) -> State[Any]:
    """Wait for a Dask future without a thread, of which a process has few; raises what befell the cluster."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def tell(_: object) -> None:
        with suppress(RuntimeError):  # Nobody waits any more, the loop itself is closed.
            loop.call_soon_threadsafe(ended.set)

    future.add_done_callback(tell)
    await ended.wait()
    state: State[Any] = await asyncio.to_thread(future.result)
    return state


def _together(
    header: InterviewHeader, came: InterviewExtraction, kept: InterviewExtraction | None
) -> InterviewExtraction:
    if kept:
        return kept.model_copy(update={"usage": came.usage, "reused": came.reused})
    if came.skipped:
        return came
    lost = "A Dask worker read it, but did not keep it in this database."
    return came.model_copy(
        update={"skipped": (Skipped(item=f"interview {header.id}", reason=lost),), "reused": False}
    )
