"""The theme scan: one organisation's recent interviews in, recurring themes with their proof out."""

from functools import partial
from typing import Any

from prefect import flow, get_run_logger
from prefect.states import Completed

from flows.parameters import DryRun, LookbackDays, MaxInterviews, OrgId
from flows.runtime.job_run import JobRun, final_state, job_run
from flows.scan.batches import read_all
from flows.scan.progress import Progress
from settings import load_settings
from tasks.extract import InterviewExtraction
from tasks.report import publish
from tasks.scan.model_wiring import EMBEDDED, ScanModels
from tasks.scan.parameters import ScanParameters
from tasks.scan.scan import Observer, ScanSetup, scan
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
    parameters = ScanParameters(lookback_days=lookback_days, max_interviews=max_interviews, dry_run=dry_run)
    try:
        async with job_run(load_settings(), JOB, org_id, parameters.model_dump(), RULES_VERSION) as run:
            done = await _scan(run, parameters)
            run.report = done.model_dump(mode="json")
        return Completed(message=_headline(done), data=run.report)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)


async def _scan(run: JobRun, parameters: ScanParameters) -> ScanReport:
    """Scan with a task run for each step and batch, and leave pages of what came of it in Prefect."""
    setup = ScanSetup(
        settings=run.settings,
        org=run.org,
        context=run.context,
        extract_all=partial(read_all, run.settings, run.context.run_id),
        observer=_Announcer(),
    )
    done = await scan(setup, parameters, RULES_VERSION)
    run.inputs_hash = done.inputs_hash
    if done.outcome:
        await publish(run.org.org_id, done.outcome, done.report, run.settings.artifact_quotes)
    return done.report


class _Announcer(Observer):
    """Tells in the log and in an artifact how far the reading has come."""

    async def fetched(self, interviews: int) -> None:
        get_run_logger().info("%d interviews to read.", interviews)
        self._progress = Progress(interviews)

    async def expecting(self, models: ScanModels, to_read: int, tokens: int) -> None:
        _announce(models, tokens)
        if to_read:
            await self._progress.show()

    async def extracted(self, extraction: InterviewExtraction) -> None:
        await self._progress.advance(extraction)

    async def finished_reading(self) -> None:
        await self._progress.show()


def _announce(models: ScanModels, expected_tokens: int) -> None:
    logger = get_run_logger()
    if models.name == EMBEDDED:
        logger.info(
            "No language model is configured: the embedded extractor reads the interviews. Set "
            "OPENAI_API_KEY or OPENAI_BASE_URL to have a model read them."
        )
    else:
        logger.info("Reading what is new takes about %d tokens of %s.", expected_tokens, models.name)
        bound = models.budget.limit_tokens
        if bound is not None and expected_tokens > bound:
            logger.warning(
                "MODEL_BUDGET_TOKENS allows %d: the scan will leave interviews unread, which the next scan "
                "goes on with.",
                bound,
            )


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
