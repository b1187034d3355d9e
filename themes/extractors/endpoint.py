"""The endpoint of a language model: one HTTP request at a time, bounded in number and counted."""

import asyncio
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

import openai
from openai.types.chat import ChatCompletion

from themes.extractors.config import ModelConfig
from themes.models import Usage

_bounds: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[int, asyncio.Semaphore]] = WeakKeyDictionary()


class Meter:
    """Counts what a piece of work costs while it is under way, so that failures are paid for too."""

    def __init__(self) -> None:
        self.usage = Usage()

    def request_sent(self) -> None:
        """Count one HTTP request."""
        self.usage += Usage(calls=1)

    def answered(self, completion: ChatCompletion) -> None:
        """Count the tokens that an answer reports, if it does."""
        spent = completion.usage
        self.usage += Usage(
            prompt_tokens=_count(spent and spent.prompt_tokens),
            completion_tokens=_count(spent and spent.completion_tokens),
        )


def _count(reported: object) -> int:
    return max(reported, 0) if isinstance(reported, int) else 0


class Endpoint:
    """Sends requests without ever repeating one: what a failure means is for others to judge."""

    def __init__(self, config: ModelConfig) -> None:
        self._timeout_seconds = config.timeout_seconds
        self._concurrency = config.concurrency
        self._openai = openai.AsyncOpenAI(
            # The SDK insists on a key and looks for one in the environment; servers without keys ignore it.
            api_key=config.api_key.get_secret_value() if config.api_key else "none",
            base_url=config.base_url,
            timeout=config.timeout_seconds,
            max_retries=0,
        )

    async def send(self, request: Mapping[str, Any], meter: Meter) -> ChatCompletion:
        """Make one request, in turn with all others on this event loop, and count what it costs.

        Raises what the SDK raises, TimeoutError when the last byte is late, and ValueError if the answer
        is no chat completion.
        """
        async with _bound(self._concurrency):
            meter.request_sent()
            async with asyncio.timeout(self._timeout_seconds):
                completion: object = await self._openai.chat.completions.create(**request)
        if not isinstance(completion, ChatCompletion):
            raise ValueError("not a chat completion")
        meter.answered(completion)
        if not completion.choices:
            raise ValueError("a chat completion without an answer")
        return completion

    async def aclose(self) -> None:
        """Close all connections. May be called more than once."""
        await self._openai.close()


def _bound(limit: int) -> asyncio.Semaphore:
    """Return the semaphore that all endpoints on the running event loop share."""
    of_loop = _bounds.setdefault(asyncio.get_running_loop(), {})
    return of_loop.setdefault(limit, asyncio.Semaphore(limit))
