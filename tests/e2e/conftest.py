"""A model endpoint for flows that run in the test's own process."""

from collections.abc import Iterator

import pytest

from cli.stack.stack import Stack
from tools.testbed.model_server import ModelServer


@pytest.fixture
def model(prefect: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """An OpenAI-compatible server that the settings name."""
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        yield server
