"""The theme scan: one organisation's recent interviews in, recurring themes with their proof out."""

import asyncio
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from prefect import flow, get_run_logger
from prefect.states import Completed

from executor.stores.extraction_cache import ExtractionCache
from executor.stores.merge_decisions import MergeDecisions
from flows.parameters import DryRun, LookbackDays, MaxInterviews, OrgId
from flows.runtime.job_run import JobRun, final_state, job_run
from flows.scan.batches import read_all
from flows.scan.fingerprint import inputs_hash, outcome_that_stands
from flows.scan.model_wiring import EMBEDDED, ScanModels, loading, open_models
from flows.scan.progress import Progress
from settings import Settings, load_settings
from tasks.extract import ExtractionSetup, estimate, in_order, recall, refuse_if_too_many_failed, unknown
from tasks.fetch import ScanWindow, fetch
from tasks.merge import merge
from tasks.report import Price, ScanOutcome, repeat, report
from tasks.write import write
from themes.evidence.selection import select_evidence
from themes.report import ScanReport
from themes.text.plurals import counted

JOB = "theme-scan"
RULES_VERSION = "1"
"""Raised when the rules that decide which themes exist, or their scores, change."""


@flow(name=JOB, flow_run_name="theme-scan-{org_id}", persist_result=False, log_prints=False)
async def theme_scan(
    org_id: OrgId,
    lookback_days: LookbackDays = 30,
    max_interviews: MaxInterviews = 50,
    dry_run: DryRun = False,
) -> Any:
    """Find the themes that recur in an organisation's recent interviews and store them with their quotes.

    Answers with the report (see ``themes.report``) as the data of a completed state. A fault ends the run
    in a failed state with one sentence, an organisation that is being scanned already in a cancelled one.
    """
    parameters = {"lookback_days": lookback_days, "max_interviews": max_interviews, "dry_run": dry_run}
    try:
        async with job_run(load_settings(), JOB, org_id, parameters, RULES_VERSION) as run:
            done = await _scan(run, org_id, parameters)
            run.report = done.model_dump(mode="json")
        return Completed(message=_headline(done), data=run.report)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)


async def _scan(run: JobRun, org_id: UUID, parameters: Mapping[str, Any]) -> ScanReport:
    """Go through the window's interviews, unless the last scan's outcome stands as it is."""
    window = await fetch(run.org, parameters["lookback_days"], parameters["max_interviews"])
    async with open_models(run.settings, window.study, MergeDecisions(run.org)) as chosen:
        inputs = inputs_hash(run.settings, chosen, window, parameters, RULES_VERSION)
        last = await asyncio.to_thread(outcome_that_stands, run.org, run.context, inputs)
        if last:
            run.inputs_hash = inputs
            return repeat(last, run.context.run_id, window, price_of(run.settings))
        outcome = await _gone_through(run, window, chosen)
    if outcome.complete:
        run.inputs_hash = inputs
    return await report(org_id, outcome, run.settings.artifact_quotes)


async def _gone_through(run: JobRun, window: ScanWindow, chosen: ScanModels) -> ScanOutcome:
    """Extract, merge and write."""
    settings = run.settings
    progress = Progress(len(window.headers))
    reader = ExtractionSetup(run.org, chosen.extractor, ExtractionCache(run.org), progress.advance)
    known = await recall(reader, window.headers)
    to_read = unknown(window.headers, known)
    expected = estimate(reader, to_read)
    _announce(chosen, window, expected)
    async with loading(chosen) if expected else nullcontext():
        if to_read:
            await progress.show()
        fresh = await read_all(settings, reader, run.context.run_id, to_read)
        readings = in_order(window.headers, known, fresh)
    await progress.show()
    refuse_if_too_many_failed(readings, settings.scan_tolerated_failures)
    plan = await merge(
        run.org,
        [reading.mentions for reading in readings if reading.mentions],
        chosen.embedder,
        chosen.consolidator,
        settings.min_interviews_per_theme,
        settings.max_themes_per_run,
        window.study,
    )
    plan = chosen.told(plan)
    themes, cut_off = select_evidence(plan, settings.max_themes_per_run, settings.max_links_per_theme)
    return ScanOutcome(
        run_id=run.context.run_id,
        dry_run=run.context.dry_run,
        extractor=chosen.name,
        window=window,
        readings=tuple(readings),
        plan=plan,
        cut_off=cut_off,
        written=await write(
            run.executor, run.context, themes, plan.held_back, settings.min_interviews_per_theme
        ),
        estimated_tokens=expected,
        requests_refused=chosen.budget.refused,
        price=price_of(settings),
    )


def _announce(chosen: ScanModels, window: ScanWindow, expected_tokens: int) -> None:
    logger = get_run_logger()
    logger.info("%d interviews to read.", len(window.headers))
    if chosen.name == EMBEDDED:
        logger.info(
            "No language model is configured: the embedded extractor reads the interviews. Set "
            "OPENAI_API_KEY or OPENAI_BASE_URL to have a model read them."
        )
    else:
        logger.info("Reading what is new takes about %d tokens of %s.", expected_tokens, chosen.name)


def price_of(settings: Settings) -> Price | None:
    """What the model costs, where the settings tell both prices."""
    prompt = settings.model_usd_per_million_prompt_tokens
    completion = settings.model_usd_per_million_completion_tokens
    return None if prompt is None or completion is None else Price(prompt=prompt, completion=completion)


def _headline(done: ScanReport) -> str:
    scanned = f"{counted(done.interviews_scanned, 'interview')}, {done.interviews_reused} of them unchanged"
    if done.interviews_failed:
        scanned += f", and {done.interviews_failed} that could not be read"
    if not (done.interviews_scanned or done.interviews_failed):
        told = "; ".join(f"{skipped.item}: {skipped.reason.rstrip('.')}" for skipped in done.skipped)
        return f"No interview was read. {told}."
    themes = counted(done.themes_created, "theme")
    if done.repeats:
        return f"{scanned}: nothing is new since run {done.repeats}, whose outcome stands."
    if done.dry_run:
        return f"Dry run over {scanned}: would create {themes}, nothing was written."
    return (
        f"{scanned}: {themes} created, {done.themes_updated} updated, "
        f"{done.themes_unchanged} unchanged, {counted(done.links_created, 'link')} created."
    )
