"""A bound on model requests over all workers: a slot of a Prefect global concurrency limit for each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress

import httpx
from prefect.concurrency.asyncio import ConcurrencySlotAcquisitionError, concurrency

from themes.exceptions import ModelRefusedError
from themes.llm.model import Slot


def slot_of(limit: str | None) -> Slot:
    """Return the context to enter for each request; an empty one where no limit is named. Entering
    raises ModelRefusedError, which ends the scan, when the limit does not exist or the Prefect
    server grants no slot. A bound that cannot be kept must not be ignored in silence.
    """
    if limit is None:
        return nullcontext

    @asynccontextmanager
    async def slot() -> AsyncIterator[None]:
        taken = concurrency(limit, occupy=1, strict=True)
        try:
            await taken.__aenter__()
        except ConcurrencySlotAcquisitionError:
            refused = ModelRefusedError(
                f"The Prefect server grants no slot of the concurrency limit {limit}: create it with "
                f"`prefect gcl create {limit} --limit 16`, check the server, or unset MODEL_PREFECT_LIMIT."
            )
        else:
            try:
                yield
            finally:
                # The answer that the slot was for is paid; a slot not given back runs out by itself.
                with suppress(httpx.HTTPError):
                    await taken.__aexit__(None, None, None)
            return
        raise refused

    return slot
