"""One watch over all runs that callers wait for, so that more callers cost no more threads or requests."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from webhook.responses import RunStatus

POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Watched:
    """A run that somebody waits for: of which job, and for which organisation."""

    job: str
    run_id: UUID
    org_id: UUID


Told = asyncio.Future[RunStatus]
Look = Callable[[Sequence[Watched]], Mapping[UUID, RunStatus]]
"""Says of those runs that have ended, by their ids, how they ended. The look may block."""


class RunWatch:
    """Looks at all awaited runs together, twice a second, in a thread that no start waits for."""

    def __init__(self, look: Look, threads: Executor) -> None:
        self._look = look
        self._threads = threads
        self._awaited: dict[Watched, list[Told]] = {}
        self._rounds: asyncio.Task[None] | None = None

    async def ended(self, run: Watched, until: float) -> RunStatus | None:
        """Wait until the run has ended, and return how; None if it goes on at that time of the event loop.

        None, too, when the caller is cancelled while it waits: the run goes on without it.
        """
        told: Told = asyncio.get_running_loop().create_future()
        self._awaited.setdefault(run, []).append(told)
        if self._rounds is None or self._rounds.done():
            self._rounds = asyncio.create_task(self._look_around())
        try:
            with suppress(TimeoutError, asyncio.CancelledError):
                async with asyncio.timeout_at(until):
                    return await told
            return None
        finally:
            self._forget(run, told)

    def _forget(self, run: Watched, told: Told) -> None:
        waiting = self._awaited.get(run, [])
        if told in waiting:
            waiting.remove(told)
        if not waiting:
            self._awaited.pop(run, None)

    async def _look_around(self) -> None:
        """Look again and again until nobody waits."""
        while self._awaited:
            asked = {run: list(waiting) for run, waiting in self._awaited.items()}
            try:
                found = await asyncio.get_running_loop().run_in_executor(
                    self._threads, self._look, list(asked)
                )
            except Exception as fault:  # noqa: BLE001 (everybody who waits is told)
                for told in _pending(asked.values()):
                    told.set_exception(fault)
            else:
                for run, waiting in asked.items():
                    for told in _pending([waiting]) if run.run_id in found else ():
                        told.set_result(found[run.run_id])
            await asyncio.sleep(POLL_SECONDS)


def _pending(waiting: Iterable[list[Told]]) -> Iterator[Told]:
    return (told for futures in waiting for told in futures if not told.done())
