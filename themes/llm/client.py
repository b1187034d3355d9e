"""Questions to a language model and their structured answers, retried where that helps.

Faults of the endpoint are retried here and nowhere else: the SDK's own retries are off.
``instructor`` only shows the model once an answer that did not fit the schema.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from functools import lru_cache
from typing import Any, TypeVar, cast

import instructor
import openai
from instructor.core import IncompleteOutputException, InstructorRetryException
from openai.types.chat import ChatCompletion

from themes.exceptions import ModelRefusedError, ThemeError
from themes.llm.budget import Budget
from themes.llm.config import ModelConfig, Output
from themes.llm.errors import MAX_WAIT_SECONDS, Fault, OutputRefusedError, judge
from themes.llm.http import Endpoint
from themes.llm.model import Answer, Messages, Slot
from themes.llm.partial_json import words_of
from themes.llm.request_options import Options
from themes.llm.usage_meter import Meter

DETECTED: tuple[Output, ...] = ("tools", "json_schema", "json")
"""The ways of structured output that ``auto`` tries, the most reliable one first."""
_MODES: Mapping[Output, instructor.Mode] = {
    "tools": instructor.Mode.TOOLS,
    "json_schema": instructor.Mode.JSON_SCHEMA,
    "json": instructor.Mode.JSON,
}
_RE_ASKS = 1
Answered = TypeVar("Answered")
_CUT_OFF = (
    "The model's answer was cut off at its output limit before anything of it was whole: "
    "raise MODEL_ANSWER_TOKENS or lower MODEL_CHUNK_TOKENS."
)

_log = logging.getLogger(__name__)

# Both libraries log prompts and answers, instructor even at ERROR: interviews do not belong in logs.
for _name in ("instructor", "openai"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class ModelClient:
    """Asks one model for answers of a given shape. Make one per run, and close it."""

    def __init__(self, config: ModelConfig, budget: Budget | None = None, slot: Slot = nullcontext) -> None:
        self.config = config
        self.budget = budget or Budget()
        """What all questions through this client may cost together."""
        self._endpoint = Endpoint(config, self.budget, slot)
        self._options = Options(config)
        self._refusal: list[str] = []
        self._outputs: Sequence[Output] = DETECTED if config.output == "auto" else (config.output,)

    async def ask(self, messages: Messages, answer: type[Answer], meter: Meter) -> Answer:
        """Return the model's answer, adding what it cost to the meter as it is spent.

        Of an answer that was cut off at its output limit what is whole is returned, if that fits the shape.
        Raises ModelRefusedError when no call at all can succeed (key, model, address, credit), and
        CallFailedError when this one did not, after retries. While it is not known in which way the
        endpoint gives structured output, each way is tried, and the first that works is kept to.
        """
        *others, last = self._outputs
        for output in others:
            with suppress(OutputRefusedError):
                answered = await self._ask(messages, answer, meter, output)
                self._keep_to(output)
                return answered
        answered = await self._ask(messages, answer, meter, last)
        self._keep_to(last)
        return answered

    def _keep_to(self, output: Output) -> None:
        """Remember what worked, unless another question that was under way has settled it already."""
        if len(self._outputs) > 1:
            self._outputs = (output,)

    async def _ask(self, messages: Messages, answer: type[Answer], meter: Meter, output: Output) -> Answer:
        exchange = _Exchange(self._endpoint, self.config, meter, self._options, self._refusal)
        create = cast(Any, instructor.patch)(create=exchange.send, mode=_MODES[output])
        try:
            answered: Answer = await create(
                response_model=_wrapped(answer),
                messages=messages,
                max_retries=_RE_ASKS,
                strict=False,
                model=self.config.model,
            )
        except IncompleteOutputException as error:
            if begun := answer.of_beginning(words_of(cast(ChatCompletion, error.last_completion))):
                return begun
            failure: ThemeError = OutputRefusedError(_CUT_OFF, meter.usage)
        except InstructorRetryException as error:
            # Raised below, outside this block: instructor's exception holds the prompt and the answer.
            failure = _failure(error.__cause__, meter)
        else:
            return answered
        raise failure

    async def embed(self, texts: Sequence[str], meter: Meter) -> list[list[float]]:
        """Return a vector for each text, all of one length.

        Raises ModelRefusedError when no call at all can succeed, CallFailedError when this one did not.
        """
        exchange = _Exchange(self._endpoint, self.config, meter, self._options, self._refusal)
        return await exchange.patiently(lambda: self._endpoint.embed(self.config.model, texts, meter))

    async def aclose(self) -> None:
        """Close all connections. May be called more than once."""
        await self._endpoint.aclose()


class _Exchange:
    """All requests that one question needs; the retries are shared between the question and its re-ask."""

    def __init__(
        self, endpoint: Endpoint, config: ModelConfig, meter: Meter, options: Options, refusal: list[str]
    ) -> None:
        self._endpoint = endpoint
        self._refusal = refusal
        self._config = config
        self._meter = meter
        self._options = options
        self._retried = 0

    async def send(self, **request: Any) -> ChatCompletion:
        """Send until there is a completion. Raises ThemeError when a request is given up."""
        return await self.patiently(lambda: self._endpoint.send(request | self._options.taken, self._meter))

    async def patiently(self, send: Callable[[], Awaitable[Answered]]) -> Answered:
        """Send until there is an answer. Raises ThemeError when a request is given up."""
        while True:
            if self._refusal:  # which whatever is sent after it would only repeat
                raise ModelRefusedError(self._refusal[0], self._meter.usage)
            options = self._options.taken
            try:
                return await send()
            except (openai.OpenAIError, TimeoutError, ValueError) as error:
                if (refused := getattr(error, "param", None)) in options:
                    self._options.refuse(refused)
                    continue
                fault = judge(error)
            if fault.failure is ModelRefusedError:
                self._refusal.append(fault.message)
            if not fault.is_transient or self._retried >= self._config.retries:
                raise fault.failure(fault.message, self._meter.usage)
            await self._pause(fault)

    async def _pause(self, fault: Fault) -> None:
        """Wait as long as asked, or twice as long each time; jitter keeps tasks from marching in step."""
        backoff = min(self._config.backoff_seconds * 2**self._retried, MAX_WAIT_SECONDS)
        jitter = random.uniform(0.5, 1.0) * backoff  # noqa: S311  (no secret depends on it)
        self._retried += 1
        wait = jitter if fault.asked_wait_seconds is None else fault.asked_wait_seconds + 0.1 * jitter
        _log.info("%s Trying again in %.1f s (retry %d).", fault.message, wait, self._retried)
        await asyncio.sleep(wait)


@lru_cache(maxsize=8)
def _wrapped(answer: type[Answer]) -> type[Answer]:
    """Add what instructor needs of a model, once; left to itself it makes a class for every question."""
    return instructor.response_schema(answer)


def _failure(cause: BaseException | None, meter: Meter) -> ThemeError:
    if isinstance(cause, ThemeError):
        return type(cause)(str(cause), meter.usage)
    said = (
        "The model declined, or its answer did not fit the schema: try another MODEL_OUTPUT or OPENAI_MODEL."
    )
    return OutputRefusedError(said, meter.usage)
