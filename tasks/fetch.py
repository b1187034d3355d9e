"""Fetching: which interviews a scan will read."""

import asyncio
from datetime import UTC, datetime, timedelta

from executor.context import SCANNER
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from executor.reads.scan_inputs import InterviewHeader
from tasks.step import step
from themes.codebooks.study import Study
from themes.models import Frozen, Skipped
from themes.text.plurals import counted

NOTHING_FOUND = Skipped(item="all", reason="No interviews found in lookback period", step="fetch")
NO_TEXT = "It has no text."
NO_INTERVIEWS = Skipped(
    item="organisation",
    reason="The organisation has no interviews at all: import some, or check the organisation's id.",
    step="fetch",
)


class ScanWindow(Frozen):
    """The interviews to read, newest first and without their text, and those left aside."""

    headers: tuple[InterviewHeader, ...]
    skipped: tuple[Skipped, ...]
    study: Study = Study()
    """The organisation's context and codebook."""


@step("fetch")
async def fetch(org: OrgDatabase, lookback_days: int, max_interviews: int) -> ScanWindow:
    """Find the organisation's study, and its interviews of the last days, the newest if too many."""
    return await asyncio.to_thread(find, org, lookback_days, max_interviews)


def find(org: OrgDatabase, lookback_days: int, max_interviews: int) -> ScanWindow:
    """Do what ``fetch`` says, blocking."""
    since = datetime.now(UTC) - timedelta(days=lookback_days)
    with org.read() as connection:
        found = tuple(scan_inputs.window(connection, since, SCANNER, max_interviews))
        study = scan_inputs.study(connection)
        beyond = scan_inputs.count_beyond(connection, since, found[-1]) if found else 0
        older = scan_inputs.count_older(connection, since)
    skipped = [
        Skipped(item=f"interview {header.id}", reason=NO_TEXT, step="fetch", interview_id=header.id)
        for header in found
        if header.blank
    ]
    if beyond:
        reason = f"over max_interviews ({max_interviews}); the newest were kept"
        skipped.append(_counted(beyond, reason))
    if not found:
        skipped.append(NOTHING_FOUND)
    if older:
        skipped.append(_counted(older, f"older than lookback_days ({lookback_days})"))
    elif not found:
        skipped.append(NO_INTERVIEWS)
    headers = tuple(header for header in found if not header.blank)
    return ScanWindow(headers=headers, skipped=tuple(skipped), study=study)


def people_of(org: OrgDatabase) -> frozenset[str]:
    """Look up, blocking, the names of those who speak in the organisation's interviews, or are said to."""
    with org.read() as connection:
        return scan_inputs.people(connection)


def _counted(interviews: int, reason: str) -> Skipped:
    return Skipped(item=counted(interviews, "interview"), reason=reason, step="fetch")
