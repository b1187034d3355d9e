"""A scan through its own steps, without Prefect's server: real Postgres, a real model endpoint."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg

from executor.context import ToolContext
from executor.org_database import OrgDatabase
from executor.reads.scan_inputs import InterviewHeader
from executor.stores.merge_decisions import MergeDecisions
from executor.tools import finish_run, start_run, upsert_interview
from executor.unit_of_work import Executor
from flows.theme_scan import RULES_VERSION
from settings import Settings
from tasks.extract import ExtractionSetup, InterviewExtraction, extract_interviews
from tasks.fetch import ScanWindow, find
from tasks.report import ScanOutcome, compose
from tasks.scan.fingerprint import inputs_hash
from tasks.scan.model_wiring import choose_models, open_models
from tasks.scan.scan import ScanSetup, go_through
from themes.report import ScanReport
from tools.testbed.model_server import ModelServer

PARAMETERS = {"lookback_days": 30, "max_interviews": 50, "dry_run": False}


def settings(model: ModelServer | None, **changes: Any) -> Settings:
    """Settings of a patient scanner whose model, if any, is the server."""
    address = {} if model is None else {"openai_base_url": model.base_url}
    return Settings(_env_file=None, **{"model_retries": 1, "model_timeout_seconds": 5} | address | changes)


def run_of(org_id: UUID, **changes: Any) -> ToolContext:
    job = {"actor": "system:theme-scan", "job": "theme-scan", "rules_version": "1"}
    return ToolContext(**{"org_id": org_id, "run_id": uuid4()} | job | changes)


def add_interviews(
    executor: Executor, org_id: UUID, texts: Sequence[str], *, days_ago: Sequence[float] | None = None
) -> list[UUID]:
    """Store interviews; without ``days_ago`` each is a minute older than the one before."""
    now = datetime.now(UTC)
    ages = days_ago or [minute / 1440 for minute in range(1, len(texts) + 1)]
    interview_ids = [uuid4() for _ in texts]
    calls = [
        {
            "interview_id": interview_ids[number],
            "title": f"Talk {number}",
            "transcript": text,
            "created_at": now - timedelta(days=age),
        }
        for number, (text, age) in enumerate(zip(texts, ages, strict=True))
    ]
    with executor.unit(run_of(org_id, job="import")) as unit:
        unit.call(upsert_interview, calls)
    return interview_ids


def age(owner: psycopg.Connection, org_id: UUID, days: int = 1) -> None:
    """Move all interviews into the past, which is what nights do to them."""
    owner.execute("alter table interviews disable trigger user")
    owner.execute(
        "update interviews set created_at = created_at - %s * interval '1 day' where org_id = %s",
        [days, org_id],
    )
    owner.execute("alter table interviews enable trigger user")


async def scan(
    executor: Executor, org_id: UUID, chosen: Settings, *, at_once: bool = True, **parameters: Any
) -> ScanReport:
    """Fetch, extract, merge, write and report, as the flow does.

    Interviews are read one after the other, newest first, unless ``at_once``. Raises what the steps raise.
    """
    outcome, _ = await _outcome(executor, run_of(org_id), chosen, at_once, parameters)
    return compose(outcome)


async def recorded_scan(
    executor: Executor, org_id: UUID, chosen: Settings, **parameters: Any
) -> tuple[UUID, ScanReport]:
    """Scan as the flow does, with the record of the run; return the run's id and the report."""
    run, told = run_of(org_id), PARAMETERS | parameters
    with executor.unit(run) as unit:
        unit.call(start_run, [{"parameters": told}])
    outcome, inputs = await _outcome(executor, run, chosen, True, told)
    report, inputs_told = compose(outcome), inputs if outcome.complete else None
    ended = {"status": "finished", "report": report.model_dump(mode="json"), "inputs_hash": inputs_told}
    with executor.unit(run) as unit:
        unit.call(finish_run, [ended])
    return run.run_id, report


def begun(executor: Executor, org_id: UUID, **parameters: Any) -> ToolContext:
    """A run that has recorded its beginning."""
    run = run_of(org_id)
    with executor.unit(run) as unit:
        unit.call(start_run, [{"parameters": PARAMETERS | parameters}])
    return run


def looked(executor: Executor, org_id: UUID, chosen: Settings, **parameters: Any) -> tuple[ScanWindow, str]:
    """What a scan begins with: its window, and the hash of all that it depends on."""
    told, org = PARAMETERS | parameters, OrgDatabase(executor.database, org_id)
    window = find(org, told["lookback_days"], told["max_interviews"])
    reading = choose_models(chosen, window.study, MergeDecisions(org))
    return window, inputs_hash(chosen, reading, window, told, RULES_VERSION)


async def _outcome(
    executor: Executor, run: ToolContext, chosen: Settings, at_once: bool, parameters: Mapping[str, Any]
) -> tuple[ScanOutcome, str]:
    org = OrgDatabase(executor.database, run.org_id)
    context = run.model_copy(update={"dry_run": parameters.get("dry_run", False)})
    days, most = parameters.get("lookback_days", 30), parameters.get("max_interviews", 10_000)
    window = find(org, days, most)
    setup = ScanSetup(chosen, org, context, extract_interviews if at_once else _one_by_one)
    async with open_models(chosen, window.study, MergeDecisions(org)) as models:
        outcome = await go_through(setup, window, models)
        return outcome, inputs_hash(chosen, models, window, parameters, RULES_VERSION)


async def _one_by_one(
    extraction: ExtractionSetup, headers: Sequence[InterviewHeader]
) -> list[InterviewExtraction]:
    return [one for header in headers for one in await extract_interviews(extraction, [header])]
