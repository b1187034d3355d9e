"""The form of every step of a job: a Prefect task that keeps and tells nothing of interviews."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.states import Failed
from prefect.utilities.annotations import quote

from errors import UserFacingError, sentence
from tracing import span

P = ParamSpec("P")
R = TypeVar("R")
Step = Callable[P, Awaitable[R]]


class StepFailedError(UserFacingError):
    """A step of a job failed; the message is the sentence with which the step ended."""


def as_task(name: str, work: Step[P, R]) -> Task[P, Any]:
    """Make a Prefect task of an async function for a task runner; use ``step`` to await the work.

    Prefect would log a raised error with its traceback. The task therefore ends in a failed state
    whose message is one sentence.
    """

    @wraps(work)
    async def run(*args: P.args, **kwargs: P.kwargs) -> R | State[R]:
        try:
            # Prefect's own span does not tell the kind of a fault.
            with span(f"step {name}", {"theme_scan.step": name}):
                return await work(*args, **kwargs)
        except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
            return Failed(message=sentence(fault))

    made: Any = task(name=name, cache_policy=NO_CACHE, persist_result=False, log_prints=False)(run)
    return cast(Task[P, Any], made)


def step(name: str) -> Callable[[Step[P, R]], Step[P, R]]:
    """Make a Prefect task of an async function, and await it where it is called.

    Outside a flow the function is called as it is, and raises what it raises.
    Whoever awaits a step that failed gets a StepFailedError: which step, and how its task says it ended.
    """

    def decorate(work: Step[P, R]) -> Step[P, R]:
        made: Any = as_task(name, work)

        @wraps(work)
        async def awaited(*args: P.args, **kwargs: P.kwargs) -> R:
            if FlowRunContext.get() is None:
                return await work(*args, **kwargs)
            # Quoted, because Prefect would search every transcript and theme for results of other tasks.
            answer: R | State[R] = await made(
                *map(quote, args), **{name: quote(value) for name, value in kwargs.items()}
            )
            if isinstance(answer, State):
                raise StepFailedError(f"Step {name}: {answer.message}")
            return answer

        return awaited

    return decorate
