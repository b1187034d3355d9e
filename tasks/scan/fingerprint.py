"""The inputs that a scan's outcome depends on, and whether a scan now would find anything new."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from executor.context import ToolContext
from executor.org_database import OrgDatabase
from executor.reads import run_history
from executor.reads.freshness import up_to_date
from executor.stores.merge_decisions import MergeDecisions
from settings import Settings
from tasks.extract import cache_key
from tasks.fetch import ScanWindow, find
from tasks.scan.model_wiring import ScanModels, choose_models
from themes.report import ScanReport

NOT_READ = ("job_runs", "theme_standings")
"""The governed tables that a scan does not read. Any other counts, one that is yet to be made included."""


def inputs_hash(
    settings: Settings,
    chosen: ScanModels,
    window: ScanWindow,
    parameters: Mapping[str, Any],
    rules_version: str,
) -> str:
    """Hash all inputs of a scan but the organisation's themes, whose every change is audited.

    The inputs are the program with its rules and caps, the parameters, the extractor, the consolidator
    and the study. Each interview of the window counts with its text and its marked quotes.
    """
    reader = chosen.extractor.fingerprint  # the study is part of it
    depends_on = [
        version("theme-scanner"),
        rules_version,
        dict(parameters),
        chosen.embedder.fingerprint,
        chosen.consolidator.fingerprint if chosen.consolidator else None,
        settings.min_interviews_per_theme,
        settings.min_participants_per_theme,
        settings.max_themes_per_run,
        settings.max_links_per_theme,
        [(cache_key(header, reader), header.created_at.isoformat()) for header in window.headers],
    ]
    return hashlib.sha256(json.dumps(depends_on, sort_keys=True).encode()).hexdigest()


def nothing_new_since(
    settings: Settings,
    org: OrgDatabase,
    job: str,
    parameters: Mapping[str, Any],
    rules_version: str,
) -> UUID | None:
    """The last scan of an organisation, if a scan now would find nothing new; None if in doubt.

    The check costs two short transactions that write nothing, and no interview's text is read.
    """
    window = find(org, parameters["lookback_days"], parameters["max_interviews"])
    chosen = choose_models(settings, window.study, MergeDecisions(org))
    expected = inputs_hash(settings, chosen, window, parameters, rules_version)
    with org.read() as connection:
        return up_to_date(connection, job, expected, NOT_READ)


def outcome_that_stands(org: OrgDatabase, context: ToolContext, inputs: str) -> ScanReport | None:
    """The report of the last scan, if going through the same again would change nothing; None if in doubt.

    The run of ``context`` asks, which has recorded its beginning; ``inputs`` is its ``inputs_hash``. For a
    dry run, which is there to go through everything, it is always None.
    """
    if context.dry_run:
        return None
    with org.read() as connection:
        last = up_to_date(connection, context.job, inputs, NOT_READ, asking=context.run_id)
        record = run_history.find(connection, last) if last else None
    try:
        report = ScanReport.model_validate(record.report) if record else None
    except ValidationError:  # an older program wrote it
        return None
    is_told_by_step = report is not None and all(skipped.step for skipped in report.skipped)
    return report if is_told_by_step else None
