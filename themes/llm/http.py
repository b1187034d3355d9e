"""The endpoint of a language model: single HTTP requests, bounded in number, budgeted and counted."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import openai
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion
from opentelemetry.trace import SpanKind
from pydantic import BaseModel, FiniteFloat, TypeAdapter

from themes.llm import token_estimates
from themes.llm.budget import Budget
from themes.llm.completions import tidy
from themes.llm.config import ModelConfig
from themes.llm.model import Slot
from themes.llm.usage_meter import Meter
from themes.models import Usage
from tracing import span

Answered = TypeVar("Answered", ChatCompletion, CreateEmbeddingResponse)
_PATHS = {"chat": "/chat/completions", "embeddings": "/embeddings"}
_bounds: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[int, asyncio.Semaphore]] = WeakKeyDictionary()


class _Vector(BaseModel, from_attributes=True):
    """A vector as it must be; the SDK takes any JSON for one, such as the null that some servers send."""

    index: int
    embedding: list[FiniteFloat]


_VECTORS = TypeAdapter(list[_Vector])


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
        """Ask for a chat completion, in turn with all others on this event loop, and count what it costs.

        Raises TimeoutError when the last byte is late, and ValueError if the answer is no chat
        completion. Raises CallFailedError where the model refused or the prompt was cut, and
        BudgetSpentError when the run may send no more. Errors of the SDK pass through.
        """
        estimated = token_estimates.of_request(request, self._answer_tokens)
        completion = await self._charged("chat", ChatCompletion, request, estimated, meter)
        if not completion.choices:
            raise ValueError("a chat completion without an answer")
        tidy(completion, request)
        return completion

    async def embed(self, model: str, texts: Sequence[str], meter: Meter) -> list[list[float]]:
        """Ask for the vectors of texts, in their order. Raises what ``send`` raises."""
        # The SDK would ask for an encoding that not every server knows.
        request = {"model": model, "input": list(texts), "encoding_format": "float"}
        estimated = token_estimates.of_texts(texts)
        answer = await self._charged("embeddings", CreateEmbeddingResponse, request, estimated, meter)
        vectors = {one.index: one.embedding for one in _VECTORS.validate_python(answer.data)}
        if vectors.keys() != set(range(len(texts))) or len({len(vector) for vector in vectors.values()}) > 1:
            raise ValueError("not one vector of the same length for each text")
        return [vectors[index] for index in range(len(texts))]

    async def _charged(
        self, operation: str, kind: type[Answered], request: Mapping[str, Any], estimated: int, meter: Meter
    ) -> Answered:
        """Make one request within the budget and the bounds."""
        async with self._budget.charge(estimated) as charge:
            async with _bound(self._concurrency), self._slot():
                meter.request_sent()
                try:
                    answer, told = await self._sent(operation, kind, request, meter)
                except openai.BadRequestError as error:
                    if error.param in list(request):  # refused before any of it was read
                        charge.tokens = 0
                    raise
            # An endpoint that tells no usage is not free: the estimate stands.
            charge.tokens = told.prompt_tokens + told.completion_tokens or charge.tokens
        return answer

    async def _sent(
        self, operation: str, kind: type[Answered], request: Mapping[str, Any], meter: Meter
    ) -> tuple[Answered, Usage]:
        """Send a request; return the answer and the tokens that it reports."""
        model = {"gen_ai.operation.name": operation, "gen_ai.request.model": request["model"]}
        with span("model request", model, kind=SpanKind.CLIENT) as current:
            try:
                async with asyncio.timeout(self._timeout_seconds):
                    # Not by ``chat.completions``: that takes a second to import, and checks again, parameter
                    # by parameter, a request that instructor has made.
                    answer: object = await self._openai.post(_PATHS[operation], cast_to=kind, body=request)
            except openai.APIStatusError as error:
                current.set_attribute("http.response.status_code", error.status_code)
                raise
            if not isinstance(answer, kind):
                raise ValueError(f"no {kind.__name__}")
            told = meter.answered(answer)
            current.set_attribute("gen_ai.usage.input_tokens", told.prompt_tokens)
            current.set_attribute("gen_ai.usage.output_tokens", told.completion_tokens)
        return answer, told

    async def aclose(self) -> None:
        """Close all connections. May be called more than once."""
        await self._openai.close()


def _bound(limit: int) -> asyncio.Semaphore:
    """Return the semaphore that all endpoints on the running event loop share."""
    of_loop = _bounds.setdefault(asyncio.get_running_loop(), {})
    return of_loop.setdefault(limit, asyncio.Semaphore(limit))
