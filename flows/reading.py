"""Choosing, from the settings, who reads the interviews."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache

from flows.limiting import slot_of
from settings import Settings
from themes.embedding import MiniLM
from themes.extractors.asking import LateModel, import_client
from themes.extractors.budget import Budget
from themes.extractors.config import OPENAI_ADDRESS, ModelConfig
from themes.extractors.consolidation import ModelConsolidator
from themes.extractors.llm import ModelExtractor
from themes.extractors.local import LocalExtractor
from themes.extractors.remembering import DecisionMemory, RememberedConsolidator
from themes.models import Consolidator, Embedder, Extractor
from themes.study import Study

EMBEDDED = "embedded"


@dataclass(frozen=True)
class Readers:
    """Who finds mentions, who compares their meanings, and who, if anybody, decides close cases."""

    name: str
    extractor: Extractor
    embedder: Embedder
    consolidator: Consolidator | None
    budget: Budget


@asynccontextmanager
async def readers(settings: Settings, study: Study, decisions: DecisionMemory) -> AsyncIterator[Readers]:
    """Open the language model where one is configured, the embedded extractor otherwise."""
    chosen = unopened(settings, study, decisions)
    try:
        yield chosen
    finally:
        await chosen.extractor.aclose()


@asynccontextmanager
async def loading(embedder: Embedder) -> AsyncIterator[None]:
    """Load what the embedder needs while the block waits for a model's answers.

    What the first question to the model needs is loaded before, undisturbed. A fault is not told here but
    where the embedder, or the model, is first used.
    """

    def load() -> None:
        with suppress(Exception):
            import_client()
            embedder.embed(["theme"])

    loaded = asyncio.create_task(asyncio.to_thread(load))
    try:
        yield
    finally:
        await loaded


def unopened(settings: Settings, study: Study, decisions: DecisionMemory) -> Readers:
    """Choose the readers, to see what their work depends on; none opens anything before it is used."""
    embedder = _embedder()
    budget = Budget(settings.model_budget_tokens, settings.model_budget_requests)
    if settings.uses_model:
        model = LateModel(model_config(settings), budget, slot_of(settings.model_prefect_limit))
        extractor = ModelExtractor(model, study)
        consolidator = RememberedConsolidator(ModelConsolidator(model), decisions)
        return Readers(settings.openai_model, extractor, embedder, consolidator, budget)
    return Readers(EMBEDDED, LocalExtractor(embedder, study), embedder, None, budget)


@cache
def _embedder() -> MiniLM:
    """One for the whole process, since its weights take longer to load than an interview to read."""
    return MiniLM()


def model_config(settings: Settings) -> ModelConfig:
    """What the settings say of the model's endpoint."""
    return ModelConfig(
        model=settings.openai_model,
        api_key=settings.openai_api_key,
        base_url=str(settings.openai_base_url or OPENAI_ADDRESS),
        output=settings.model_output,
        timeout_seconds=settings.model_timeout_seconds,
        concurrency=settings.model_concurrency,
        retries=settings.model_retries,
        chunk_tokens=settings.model_chunk_tokens,
        answer_tokens=settings.model_answer_tokens,
    )
