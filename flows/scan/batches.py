"""Reading many interviews in batches: here, or on the workers of a Dask cluster."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from executor.reads.scan_inputs import InterviewHeader
from settings import Settings
from tasks.extract import ExtractionSetup, InterviewExtraction, extract

MOST_PER_BATCH = 25
"""Interviews per task run; a task run costs the orchestrator about 50 ms, however little it does."""
FEW_BATCHES = 8
"""Task runs that a small scan is spread over, so that one is seen to end now and then."""


@dataclass(frozen=True)
class Hands:
    """Who reads a batch, and how many interviews, and small batches, it takes to keep them busy."""

    read: Callable[[Sequence[InterviewHeader]], Awaitable[list[InterviewExtraction]]]
    interviews: int
    batches: int = FEW_BATCHES


async def read_all(
    settings: Settings, run_id: UUID, reader: ExtractionSetup, headers: Sequence[InterviewHeader]
) -> list[InterviewExtraction]:
    """Read the interviews for a run, a batch per task run; their readings in the same order.

    Raises StepFailedError, with one sentence, when the reading as a whole failed.
    """
    if not headers:
        return []
    async with _hands(settings, reader, run_id) as hands:
        return await in_batches(hands, headers)


def _hands(settings: Settings, reader: ExtractionSetup, run_id: UUID) -> AbstractAsyncContextManager[Hands]:
    if settings.dask_scheduler is None:
        # Enough to keep that many requests in flight while batches end and begin.
        return nullcontext(Hands(partial(extract, reader), 2 * settings.model_concurrency))
    # Imported here, because a scan without a cluster need not have the package.
    from flows.scan.dask_backend import cluster

    return cluster(settings.dask_scheduler, reader, run_id)


async def in_batches(hands: Hands, headers: Sequence[InterviewHeader]) -> list[InterviewExtraction]:
    """Read the interviews; as many are under way at once as keep the hands busy, however many there are."""
    size = min(MOST_PER_BATCH, max(1, math.ceil(len(headers) / hands.batches)))
    under_way = asyncio.Semaphore(max(2, math.ceil(hands.interviews / size)))

    async def one(batch: Sequence[InterviewHeader]) -> list[InterviewExtraction]:
        async with under_way:
            return await hands.read(batch)

    batches = [headers[start : start + size] for start in range(0, len(headers), size)]
    try:
        async with asyncio.TaskGroup() as tasks:
            started = [tasks.create_task(one(batch)) for batch in batches]
    except ExceptionGroup as faults:
        # The first one ended the others; it is a sentence already, and a group of them is not.
        raise faults.exceptions[0] from None
    return [reading for task in started for reading in task.result()]
