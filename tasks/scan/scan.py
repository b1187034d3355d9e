"""Scanning: fetch, extract, merge and write, as flows, commands and tests all call it.

Inside a flow each step is a Prefect task; everywhere else it is a plain function.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from executor.context import ToolContext
from executor.org_database import OrgDatabase
from executor.reads.scan_inputs import InterviewHeader
from executor.stores.extraction_cache import ExtractionCache
from executor.stores.merge_decisions import MergeDecisions
from executor.unit_of_work import Executor
from settings import Settings
from tasks.extract import (
    ExtractionSetup,
    InterviewExtraction,
    cached_extractions,
    estimate,
    extract_interviews,
    in_order,
    not_cached,
    refuse_if_too_many_failed,
)
from tasks.fetch import ScanWindow, fetch, people_of
from tasks.merge import merge
from tasks.report import Price, ScanOutcome, compose, repeat
from tasks.scan.fingerprint import inputs_hash, outcome_that_stands
from tasks.scan.model_wiring import ScanModels, loading, open_models
from tasks.scan.parameters import ScanParameters
from tasks.write import write
from themes.evidence.selection import select_evidence
from themes.report import ScanReport

ExtractAll = Callable[[ExtractionSetup, Sequence[InterviewHeader]], Awaitable[list[InterviewExtraction]]]
"""Extracts the mentions of interviews, and returns what came of them in the same order."""


class Observer:
    """Whoever follows a scan; this one takes no notice."""

    async def fetched(self, interviews: int) -> None:
        """Hear how many interviews the scan goes through."""

    async def expecting(self, models: ScanModels, to_read: int, tokens: int) -> None:
        """Hear how many interviews no cache has, and the tokens that reading them is expected to cost."""

    async def extracted(self, extraction: InterviewExtraction) -> None:
        """Hear of each interview once it has been read."""

    async def finished_reading(self) -> None:
        """Hear that all interviews have been read."""


@dataclass(frozen=True)
class ScanSetup:
    """The parts that a scan works with. The context says whether the scan is a dry run."""

    settings: Settings
    org: OrgDatabase
    context: ToolContext
    extract_all: ExtractAll = extract_interviews
    observer: Observer = field(default_factory=Observer)


class Scanned(NamedTuple):
    """What came of a scan; ``outcome`` is None where it repeats the report of the last one."""

    report: ScanReport
    outcome: ScanOutcome | None
    inputs_hash: str | None
    """The hash of the inputs; None where another scan of the same inputs could do more."""


async def scan(setup: ScanSetup, parameters: ScanParameters, rules_version: str) -> Scanned:
    """Go through the interviews of the window, unless the outcome of the last scan stands as it is."""
    org, settings = setup.org, setup.settings
    window = await fetch(org, parameters.lookback_days, parameters.max_interviews)
    people = partial(people_of, org)
    async with open_models(settings, window.study, MergeDecisions(org), people) as models:
        inputs = inputs_hash(settings, models, window, parameters.model_dump(), rules_version)
        last = await asyncio.to_thread(outcome_that_stands, org, setup.context, inputs)
        if last:
            report = repeat(last, setup.context.run_id, window, price_of(settings))
            return Scanned(report, None, inputs)
        outcome = await go_through(setup, window, models)
    return Scanned(compose(outcome), outcome, inputs if outcome.complete else None)


async def go_through(setup: ScanSetup, window: ScanWindow, models: ScanModels) -> ScanOutcome:
    """Extract, merge and write. Raises ReadingFailedError where too many interviews failed, and what the
    steps raise."""
    settings, org = setup.settings, setup.org
    extractions, expected = await _extracted(setup, window, models)
    plan = await merge(
        org,
        [one.mentions for one in extractions if one.mentions],
        models.embedder,
        models.consolidator,
        setup.context.minimum,
        settings.max_themes_per_run,
        window.study,
    )
    plan = models.with_endpoint_usage(plan)
    themes, cut_off = select_evidence(plan, settings.max_themes_per_run, settings.max_links_per_theme)
    written = await write(Executor(org.database), setup.context, themes, plan.held_back)
    return ScanOutcome(
        run_id=setup.context.run_id,
        dry_run=setup.context.dry_run,
        extractor=models.name,
        window=window,
        readings=tuple(extractions),
        plan=plan,
        cut_off=cut_off,
        written=written,
        estimated_tokens=expected,
        requests_refused=models.budget.refused,
        price=price_of(settings),
    )


async def _extracted(
    setup: ScanSetup, window: ScanWindow, models: ScanModels
) -> tuple[list[InterviewExtraction], int]:
    """The extractions of the window's interviews, and the tokens that those not cached were to cost."""
    extraction = ExtractionSetup(
        setup.org, models.extractor, ExtractionCache(setup.org), setup.observer.extracted
    )
    await setup.observer.fetched(len(window.headers))
    cached = await cached_extractions(extraction, window.headers)
    to_read = not_cached(window.headers, cached)
    expected = estimate(extraction, to_read)
    async with loading(models) if expected else nullcontext():
        await setup.observer.expecting(models, len(to_read), expected)
        fresh = await setup.extract_all(extraction, to_read)
    extractions = in_order(window.headers, cached, fresh)
    await setup.observer.finished_reading()
    refuse_if_too_many_failed(extractions, setup.settings.scan_tolerated_failures)
    return extractions, expected


def price_of(settings: Settings) -> Price | None:
    """The model's prices, where the settings have both."""
    prompt = settings.model_usd_per_million_prompt_tokens
    completion = settings.model_usd_per_million_completion_tokens
    return None if prompt is None or completion is None else Price(prompt=prompt, completion=completion)
