"""The endpoint of a language model: single HTTP requests, bounded in number, budgeted and counted."""

import asyncio
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any
from weakref import WeakKeyDictionary

import openai
from openai.types.chat import ChatCompletion
from opentelemetry.trace import SpanKind

from themes.extractors import estimating
from themes.extractors.asking import Slot
from themes.extractors.budget import Budget
from themes.extractors.config import ModelConfig
from themes.extractors.meter import Meter
from themes.models import Usage
from tracing import span

_bounds: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[int, asyncio.Semaphore]] = WeakKeyDictionary()


class Endpoint:
    """Sends requests without ever repeating one: what a failure means is for others to judge."""

    def __init__(self, config: ModelConfig, budget: Budget, slot: Slot = nullcontext) -> None:
        self._budget = budget
        self._slot = slot
        self._timeout_seconds = config.timeout_seconds
        self._concurrency = config.concurrency
        self._answer_tokens = config.answer_tokens
        self._openai = openai.AsyncOpenAI(
            # The SDK insists on a key and looks for one in the environment; servers without keys ignore it.
            api_key=config.api_key.get_secret_value() if config.api_key else "none",
            base_url=config.base_url,
            # One limit of time for everything, in ``_sent``: what this client takes for a timeout is a lost
            # connection.
            timeout=None,
            max_retries=0,
            # Half the cost of a request: the default looks at all open connections for each.
            http_client=openai.DefaultAioHttpClient(timeout=None),
        )

    async def send(self, request: Mapping[str, Any], meter: Meter) -> ChatCompletion:
        """Make one request, in turn with all others on this event loop, and count what it costs.

        Raises what the SDK raises, TimeoutError when the last byte is late, ValueError if the answer is no
        chat completion, and BudgetSpentError when the run may send no more.
        """
        estimated = estimating.of_request(request, self._answer_tokens)
        async with self._budget.charge(estimated) as charge:
            async with _bound(self._concurrency), self._slot():
                meter.request_sent()
                completion, told = await self._sent(request, meter)
            # An endpoint that tells no usage is not free: the estimate stands.
            charge.tokens = told.prompt_tokens + told.completion_tokens or charge.tokens
        if not completion.choices:
            raise ValueError("a chat completion without an answer")
        return completion

    async def _sent(self, request: Mapping[str, Any], meter: Meter) -> tuple[ChatCompletion, Usage]:
        """Send a request; return the answer and the tokens that it reports."""
        model = {"gen_ai.operation.name": "chat", "gen_ai.request.model": request["model"]}
        with span("model request", model, kind=SpanKind.CLIENT) as current:
            try:
                async with asyncio.timeout(self._timeout_seconds):
                    # Not by ``chat.completions``: that takes a second to import, and checks again, parameter
                    # by parameter, a request that instructor has made.
                    completion: object = await self._openai.post(
                        "/chat/completions", cast_to=ChatCompletion, body=request
                    )
            except openai.APIStatusError as error:
                current.set_attribute("http.response.status_code", error.status_code)
                raise
            if not isinstance(completion, ChatCompletion):
                raise ValueError("not a chat completion")
            told = meter.answered(completion)
            current.set_attribute("gen_ai.usage.input_tokens", told.prompt_tokens)
            current.set_attribute("gen_ai.usage.output_tokens", told.completion_tokens)
        return completion, told

    async def aclose(self) -> None:
        """Close all connections. May be called more than once."""
        await self._openai.close()


def _bound(limit: int) -> asyncio.Semaphore:
    """Return the semaphore that all endpoints on the running event loop share."""
    of_loop = _bounds.setdefault(asyncio.get_running_loop(), {})
    return of_loop.setdefault(limit, asyncio.Semaphore(limit))
