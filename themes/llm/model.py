"""Asking a language model, as its users see it, and a client that costs nothing until it is asked."""

import asyncio
import gc
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import cache
from importlib import import_module
from typing import Any, Protocol, TypeVar

from themes.llm.budget import Budget
from themes.llm.config import ModelConfig
from themes.llm.partial_json import StructuredAnswer
from themes.llm.usage_meter import Meter

Answer = TypeVar("Answer", bound=StructuredAnswer)
Messages = list[dict[str, str]]
Slot = Callable[[], AbstractAsyncContextManager[None]]
"""Makes a block that may be entered while a request beyond this process's own bound is allowed."""


class Model(Protocol):
    """Answers questions in a given shape. ``themes.llm.client`` has the one that does."""

    @property
    def config(self) -> ModelConfig:
        """Which model it is, and how it is asked."""

    async def ask(self, messages: Messages, answer: type[Answer], meter: Meter) -> Answer:
        """Return the answer, or what is whole of it, adding what it cost to the meter. Raises ThemeError."""

    async def embed(self, texts: Sequence[str], meter: Meter) -> list[list[float]]:
        """Return a vector for each text, all of one length, adding what it cost. Raises ThemeError."""

    async def aclose(self) -> None:
        """Close all connections. May be called more than once."""


@cache
def import_client() -> Any:
    """Return the module ``themes.llm.client``, whose libraries take more than a second to import.

    The garbage collector pauses meanwhile, and objects loaded by then are excluded from collection
    for good. Going over the objects of Prefect and these libraries took a sixth of the second, and
    a tenth of a scan of thousands.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return import_module("themes.llm.client")
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


class LateModel:
    """A ModelClient that is made at the first question, because its libraries take seconds to import.

    A scan that finds everything in the cache asks nothing and does not wait for them.
    """

    def __init__(self, config: ModelConfig, budget: Budget, slot: Slot = nullcontext) -> None:
        self.config = config
        self._budget = budget
        self._slot = slot
        self._turn = asyncio.Lock()
        self._client: Model | None = None

    async def ask(self, messages: Messages, answer: type[Answer], meter: Meter) -> Answer:
        """Do what ModelClient.ask does."""
        client = await self._made()
        return await client.ask(messages, answer, meter)

    async def embed(self, texts: Sequence[str], meter: Meter) -> list[list[float]]:
        """Do what ModelClient.embed does."""
        client = await self._made()
        return await client.embed(texts, meter)

    async def _made(self) -> Model:
        async with self._turn:
            if self._client is None:
                module = await asyncio.to_thread(import_client)
                self._client = module.ModelClient(self.config, self._budget, self._slot)
            return self._client

    async def aclose(self) -> None:
        """Close all connections, if there are any."""
        if self._client is not None:
            await self._client.aclose()
