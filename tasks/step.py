"""What every step of a job has in common: a Prefect task that keeps and tells nothing of interviews."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.exceptions import FailedRun
from prefect.states import Failed

from tasks.faults import sentence

P = ParamSpec("P")
R = TypeVar("R")
Step = Callable[P, Awaitable[R]]


def step(name: str) -> Callable[[Step[P, R]], Step[P, R]]:
    """Make a Prefect task of an async function.

    Prefect would log a raised error with its traceback. So the task ends in a failed state instead, with a
    sentence, which reaches the flow as a ``FailedRun`` of the same message: Prefect itself hands a state
    that a task returns to the flow as if it were the result.
    """

    def decorate(work: Step[P, R]) -> Step[P, R]:
        @wraps(work)
        async def run(*args: P.args, **kwargs: P.kwargs) -> object:
            try:
                return await work(*args, **kwargs)
            except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
                return Failed(message=sentence(fault))

        made = task(name=name, cache_policy=NO_CACHE, persist_result=False, log_prints=False)(run)

        @wraps(work)
        async def awaited(*args: P.args, **kwargs: P.kwargs) -> R:
            result = await made(*args, **kwargs)
            if isinstance(result, State):
                raise FailedRun(result.message)
            return cast(R, result)

        return awaited

    return decorate
