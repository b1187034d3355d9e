"""Choosing, from the settings, who reads the interviews."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache

from settings import Settings
from tasks.scan.llm_slots import slot_of
from themes.codebooks.study import Study
from themes.embeddings.endpoint import EndpointEmbedder
from themes.embeddings.minilm import MiniLM
from themes.extractors.embedded.extractor import LocalExtractor
from themes.extractors.llm_extractor import ModelExtractor
from themes.llm.budget import Budget
from themes.llm.config import OPENAI_ADDRESS, ModelConfig
from themes.llm.model import LateModel, import_client
from themes.llm.redaction.redaction import People, nobody
from themes.models import Consolidator, Embedder, Extractor, MergePlan
from themes.resolution.consolidators.cached_consolidator import (
    CachedConsolidator,
    DecisionStore,
)
from themes.resolution.consolidators.coherence_check import CoherentConsolidator
from themes.resolution.consolidators.llm_consolidator import ModelConsolidator

EMBEDDED = "embedded"


@dataclass(frozen=True)
class ScanModels:
    """The extractor, the embedder that compares meanings, and the consolidator that decides close
    cases, if any.
    """

    name: str
    extractor: Extractor
    embedder: Embedder
    consolidator: Consolidator | None
    budget: Budget

    def with_endpoint_usage(self, plan: MergePlan) -> MergePlan:
        """The plan, with what comparing names by an endpoint cost, and what went wrong there."""
        if not isinstance(self.embedder, EndpointEmbedder):
            return plan
        usage, notes = plan.usage + self.embedder.usage, (*plan.notes, *self.embedder.notes)
        return plan.model_copy(update={"usage": usage, "notes": notes})


@asynccontextmanager
async def open_models(
    settings: Settings, study: Study, decisions: DecisionStore, people: People = nobody
) -> AsyncIterator[ScanModels]:
    """Open the language model where one is configured, the embedded extractor otherwise.

    ``people`` are looked up where names are to be hidden from a model.
    """
    chosen = choose_models(settings, study, decisions, people)
    remote = chosen.embedder if isinstance(chosen.embedder, EndpointEmbedder) else None
    if remote:
        remote.open()
    try:
        yield chosen
    finally:
        await chosen.extractor.aclose()
        if remote:
            await remote.aclose()


@asynccontextmanager
async def loading(chosen: ScanModels) -> AsyncIterator[None]:
    """Load what asking a model takes, and while the block waits for its answers what the merge takes.

    The first question would be later for the company of the second, so that begins when the first is on its
    way. A fault is not told here but where what could not be loaded is first used.
    """

    async def load() -> None:
        with suppress(Exception):
            await asyncio.to_thread(import_client)
            await chosen.budget.begun.wait()
            if not isinstance(chosen.embedder, EndpointEmbedder):  # which has nothing to load, and would ask
                await asyncio.to_thread(chosen.embedder.embed, ["theme"])

    loaded = asyncio.create_task(load())
    try:
        yield
    finally:
        if not chosen.budget.begun.is_set():  # nobody asked, or a cluster did
            loaded.cancel()
        await asyncio.wait([loaded])


def choose_models(
    settings: Settings, study: Study, decisions: DecisionStore, people: People = nobody
) -> ScanModels:
    """Choose the readers, to see what their work depends on; none opens anything before it is used."""
    budget = Budget(settings.model_budget_tokens, settings.model_budget_requests)
    slot = slot_of(settings.model_prefect_limit)
    embedder: Embedder = _embedder()
    if settings.embedding_model:
        embedder = EndpointEmbedder(LateModel(embedding_config(settings), budget, slot), _embedder(), people)
    if settings.uses_model:
        model = LateModel(model_config(settings), budget, slot)
        extractor = ModelExtractor(model, study)
        # The network judges that, even where names are compared by an endpoint: likeness at all is enough.
        coherent = CoherentConsolidator(ModelConsolidator(model, people), _embedder())
        consolidator = CachedConsolidator(coherent, decisions)
        return ScanModels(settings.openai_model, extractor, embedder, consolidator, budget)
    return ScanModels(EMBEDDED, LocalExtractor(_embedder(), study), embedder, None, budget)


@cache
def _embedder() -> MiniLM:
    """One for the whole process, since its weights take longer to load than an interview to read."""
    return MiniLM()


def model_config(settings: Settings) -> ModelConfig:
    """The settings of the model's endpoint."""
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
        redact=settings.model_redact,
    )


def embedding_config(settings: Settings) -> ModelConfig:
    """The settings of the embedding model's endpoint, which is the language model's unless named."""
    same_place = settings.embedding_base_url is None
    address = settings.openai_base_url if same_place else settings.embedding_base_url
    key = settings.embedding_api_key or (settings.openai_api_key if same_place else None)
    changes = {
        "model": settings.embedding_model,
        "base_url": str(address or OPENAI_ADDRESS),
        "api_key": key,  # never one that was given for another place
    }
    return model_config(settings).model_copy(update=changes)
