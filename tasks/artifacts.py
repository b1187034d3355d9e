"""Showing in Prefect what a run does or did: pages and tables that the run itself can do without."""

from collections.abc import Awaitable
from uuid import UUID

import httpx
from prefect import get_run_logger
from prefect.exceptions import ObjectNotFound


async def publish_artifact(artifact: Awaitable[UUID]) -> UUID | None:
    """Wait until an artifact is made or updated; return its id, or None if Prefect's server takes none.

    The run goes on without it: what it does is in its own record and report.
    """
    try:
        return await artifact
    except (httpx.HTTPError, ObjectNotFound) as fault:
        kind = type(fault).__name__
        get_run_logger().warning("Prefect took no artifact (%s); the run goes on without it.", kind)
        return None
