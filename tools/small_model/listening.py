"""An endpoint that listens in: how the model was asked, what it really answered, and how long it took."""

import time
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any, NamedTuple

from openai.types.chat import ChatCompletion

from themes.llm.budget import Budget
from themes.llm.config import ModelConfig, Output
from themes.llm.http import Endpoint
from themes.llm.model import Slot
from themes.llm.partial_json import words_of
from themes.llm.usage_meter import Meter
from tools.testbed.model_server import Request


class Exchange(NamedTuple):
    """One request and what came of it."""

    output: Output
    transcript: str | None
    """The part of a transcript that was sent; None where names were to be grouped."""
    seconds: float
    answer: str
    """The model's own words, unchecked; empty where none came."""
    ended: str
    """The reason that the server gives for the end of the answer, or the kind of the failure."""


PATIENCE_SECONDS = 900
"""In place of the setting's minute at most: how fast the machine is does not matter here."""


class Listening(Endpoint):
    """An Endpoint that keeps what passes through it in the list ``heard``, and waits for slow answers."""

    def __init__(
        self, config: ModelConfig, budget: Budget, slot: Slot = nullcontext, *, heard: list[Exchange]
    ) -> None:
        super().__init__(config.model_copy(update={"timeout_seconds": PATIENCE_SECONDS}), budget, slot)
        self._heard = heard

    async def send(self, request: Mapping[str, Any], meter: Meter) -> ChatCompletion:
        """Do what Endpoint.send does, and remember it."""
        began = time.perf_counter()
        answer, ended = "", "failed"
        try:
            completion = await super().send(request, meter)
            answer, ended = words_of(completion), completion.choices[0].finish_reason
        except Exception as error:
            ended = type(error).__name__
            raise
        finally:
            sent = Request(0, dict(request), {}).enclosed("transcript")
            self._heard.append(Exchange(_output(request), sent, time.perf_counter() - began, answer, ended))
        return completion


def _output(request: Mapping[str, Any]) -> Output:
    if "tools" in request:
        return "tools"
    return "json_schema" if request["response_format"]["type"] == "json_schema" else "json"
