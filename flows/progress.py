"""Reading many interviews in batches, and telling how far it has come."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import acreate_progress_artifact, aupdate_progress_artifact

from executor.queries import InterviewHeader
from tasks.extract import Reader, Reading, extract

MOST_PER_BATCH = 25
"""Interviews per task run; a task run costs the orchestrator about 50 ms, however little it does."""
FEW_BATCHES = 25
_LEAST_SECONDS = 1.0
"""Between two updates of the progress artifact, each of which is a request."""


class Progress:
    """How many of a scan's interviews have been read, shown as an artifact and in the log."""

    def __init__(self, total: int, artifact_id: UUID | None) -> None:
        self._total = total
        self._artifact_id = artifact_id
        self._done: list[Reading] = []
        self._logger = get_run_logger()
        self._shown_at = time.monotonic()

    @classmethod
    @asynccontextmanager
    async def of(cls, total: int) -> AsyncIterator["Progress"]:
        """Show the progress of reading ``total`` interviews, until the block ends."""
        description = f"Reading {total} interviews"
        artifact_id = await acreate_progress_artifact(0.0, description=description) if total else None
        progress = cls(total, artifact_id)
        yield progress
        await progress._show()

    async def advance(self, reading: Reading) -> None:
        """Count one more interview as done."""
        self._done.append(reading)
        if time.monotonic() - self._shown_at >= _LEAST_SECONDS:
            await self._show()

    async def _show(self) -> None:
        if self._artifact_id is None:
            return
        self._shown_at = time.monotonic()
        reused = sum(reading.reused for reading in self._done)
        failed = sum(reading.mentions is None for reading in self._done)
        self._logger.info(
            "Read %d of %d interviews, %d out of the cache, %d failed.",
            *(len(self._done), self._total, reused, failed),
        )
        await aupdate_progress_artifact(self._artifact_id, 100.0 * len(self._done) / self._total)


async def in_batches(reader: Reader, headers: Sequence[InterviewHeader], concurrency: int) -> list[Reading]:
    """Read all interviews, a batch per task run, in the order of the headers.

    About twice ``concurrency`` interviews are under way at once: enough to keep that many requests in
    flight while batches end and begin, and no more than memory has to hold, however many there are.
    """
    size = min(MOST_PER_BATCH, max(1, math.ceil(len(headers) / FEW_BATCHES)))
    under_way = asyncio.Semaphore(max(2, math.ceil(2 * concurrency / size)))

    async def one(batch: Sequence[InterviewHeader]) -> list[Reading]:
        async with under_way:
            return await extract(reader, batch)

    batches = [headers[start : start + size] for start in range(0, len(headers), size)]
    try:
        async with asyncio.TaskGroup() as tasks:
            started = [tasks.create_task(one(batch)) for batch in batches]
    except ExceptionGroup as faults:
        # The first one ended the others; it is a sentence already, and a group of them is not.
        raise faults.exceptions[0] from None
    return [reading for task in started for reading in task.result()]
