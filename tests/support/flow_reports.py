"""The way from the state of a flow to its report."""

from typing import Any

from prefect.client.schemas.objects import State


async def report_of(state: object) -> dict[str, Any]:
    """The report of a flow that completed."""
    assert isinstance(state, State)
    assert state.is_completed(), state.message
    answer = await state.aresult()
    assert isinstance(answer, dict)
    return answer
