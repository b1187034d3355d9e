"""The cost of a scan, estimated beforehand: no request is sent and nothing is written."""

from executor.org_database import OrgDatabase
from executor.stores.extraction_cache import ExtractionCache
from executor.stores.merge_decisions import MergeDecisions
from settings import Settings
from tasks.extract import ExtractionSetup, InterviewExtraction, cached_extractions, not_cached
from tasks.fetch import fetch
from tasks.scan.model_wiring import choose_models
from tasks.scan.parameters import ScanParameters
from tasks.scan.scan import price_of
from themes.llm import token_estimates
from themes.models import Frozen, Usage


class ScanEstimate(Frozen):
    """The cost of extractions that no cache has, and of grouping the names found in them."""

    extractor: str
    interviews: int
    cached: int
    """Interviews of which nothing has to be read again."""
    usage: Usage
    """Calls and tokens, rather too many than too few."""
    cost_usd: float | None
    """In US dollars, where prices are set."""
    over_budget: tuple[str, ...] = ()
    """The settings whose bound the scan is expected to reach."""


async def estimate_scan(settings: Settings, org: OrgDatabase, parameters: ScanParameters) -> ScanEstimate:
    """Estimate the scan of the window that the parameters name. Raises ExecutorError."""
    window = await fetch(org, parameters.lookback_days, parameters.max_interviews)
    models = choose_models(settings, window.study, MergeDecisions(org))
    setup = ExtractionSetup(org, models.extractor, ExtractionCache(org), _unheard)
    headers = [header for header in window.headers if not header.blank]
    to_read = not_cached(headers, await cached_extractions(setup, headers))
    usage = Usage()
    if settings.uses_model and to_read:
        lengths = [header.characters for header in to_read]
        usage = token_estimates.of_scan(lengths, settings.model_chunk_tokens, window.study)
    price = price_of(settings)
    return ScanEstimate(
        extractor=models.name,
        interviews=len(headers),
        cached=len(headers) - len(to_read),
        usage=usage,
        cost_usd=price.of(usage) if price else None,
        over_budget=over_budget(settings, usage),
    )


def over_budget(settings: Settings, usage: Usage) -> tuple[str, ...]:
    """Name the settings whose bound is lower than what is expected."""
    tokens = usage.prompt_tokens + usage.completion_tokens
    bounds = {
        "MODEL_BUDGET_TOKENS": (settings.model_budget_tokens, tokens),
        "MODEL_BUDGET_REQUESTS": (settings.model_budget_requests, usage.calls),
    }
    return tuple(name for name, (bound, need) in bounds.items() if bound is not None and need > bound)


async def _unheard(_: InterviewExtraction) -> None:
    """Nobody follows an estimate."""
