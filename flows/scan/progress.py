"""Telling how far the reading of many interviews has come."""

import math
import time
from collections.abc import Sequence
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import acreate_progress_artifact, aupdate_progress_artifact

from tasks.artifacts import publish_artifact
from tasks.extract import InterviewExtraction
from themes.models import Usage
from themes.text.plurals import counted

_LEAST_SECONDS = 1.0
"""Between two updates of the progress artifact, each of which is a request."""


class Progress:
    """How many of a scan's interviews have been read, shown as an artifact and in the log."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._artifact_id: UUID | None = None
        self._done: list[InterviewExtraction] = []
        self._logger = get_run_logger()
        self._began_at = self._shown_at = time.monotonic()

    async def advance(self, reading: InterviewExtraction) -> None:
        """Count one more interview as done, and show it unless something has just been shown."""
        self._done.append(reading)
        if self._artifact_id and time.monotonic() - self._shown_at >= _LEAST_SECONDS:
            await self.show()

    async def show(self) -> None:
        """Show how far the reading has come; of no interviews there is nothing to show."""
        if not self._total:
            return
        told = telling(self._done, self._total, time.monotonic() - self._began_at)
        self._logger.info("%s.", told)
        share = 100.0 * len(self._done) / self._total
        # A server that is away keeps one reading waiting for it, and not every one that ends meanwhile.
        self._shown_at = math.inf
        if self._artifact_id is None:
            self._artifact_id = await publish_artifact(acreate_progress_artifact(share, description=told))
        else:
            await publish_artifact(aupdate_progress_artifact(self._artifact_id, share, description=told))
        self._shown_at = time.monotonic()


def telling(done: Sequence[InterviewExtraction], total: int, seconds: float) -> str:
    """Say how far the reading has come after so many seconds: counts and figures, no text."""
    reused = sum(reading.reused for reading in done)
    failed = sum(reading.mentions is None for reading in done)
    usage = sum((reading.usage for reading in done), Usage())
    parts = [
        f"Read {len(done)} of {counted(total, 'interview')}",
        f"{reused} reused",
        f"{failed} failed",
        counted(usage.prompt_tokens + usage.completion_tokens, "token"),
    ]
    read = len(done) - reused
    if read and len(done) < total and seconds >= _LEAST_SECONDS:
        parts.append(f"about {_rounded(seconds / read * (total - len(done)))} left")
    return ", ".join(parts)


def _rounded(seconds: float) -> str:
    return f"{math.ceil(seconds / 60)} min" if seconds > 90 else f"{math.ceil(seconds / 5) * 5} s"
