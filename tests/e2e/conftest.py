"""What tests of flows that run in their own process share: a model endpoint, and the way to a report."""

from collections.abc import Iterator
from typing import Any

import pytest
from prefect.client.schemas.objects import State

from cli.stack.stack import Stack
from tests.support.model_server import ModelServer


@pytest.fixture
def model(prefect: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """An OpenAI-compatible server that the settings name."""
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        yield server


async def report_of(state: object) -> dict[str, Any]:
    """The report of a flow that completed."""
    assert isinstance(state, State)
    assert state.is_completed(), state.message
    answer = await state.aresult()
    assert isinstance(answer, dict)
    return answer
