"""A model endpoint for flows that are run in the process of the test."""

from collections.abc import Iterator

import pytest

from cli.stack import Stack
from tests.model_server import ModelServer


@pytest.fixture
def model(prefect: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """An OpenAI-compatible server that the settings name."""
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        yield server
