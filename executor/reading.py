"""What people read: the themes of an organisation, who said what supports them, and the runs so far."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from executor.statements import statement
from themes.models import Frozen
from themes.transcript import Turn, turns

STORED_THEMES = statement("stored_themes")
CITED_QUOTES = statement("cited_quotes")
TRANSCRIPTS = text(
    "select id, raw_transcript from interviews where org_id = (select current_org()) and id = any(:ids)"
)
RUN = text(
    "select id, job, actor, parameters, dry_run, status, report, error, started_at, finished_at"
    " from job_runs where org_id = (select current_org()) and id = :id"
)
ROWS_CHANGED = text(
    "select count(*) from row_changes c join tool_calls t on t.org_id = c.org_id and t.id = c.call_id"
    " where t.org_id = (select current_org()) and t.run_id = :id and c.table_name <> 'job_runs'"
)


class StoredTheme(Frozen):
    """A theme as it stands; ``occurrences`` counts passages in the window of the scan that saw it last."""

    id: UUID
    slug: str
    name: str
    description: str
    confidence_score: float
    occurrences: int
    interviews: int
    """Interviews linked to it, whenever they were made."""
    rationale: str | None
    first_seen_at: datetime
    last_seen_at: datetime


class CitedQuote(Frozen):
    """A stored quote that supports a theme, and who said it where."""

    theme_slug: str
    id: UUID
    quote: str
    start_offset: int
    end_offset: int
    interview_id: UUID
    interview_title: str
    interview_created_at: datetime
    speaker: str | None
    """As the transcript labels them; None where it does not."""


class RunRecord(Frozen):
    """The record of one run of a job."""

    id: UUID
    job: str
    actor: str
    parameters: dict[str, Any]
    dry_run: bool
    status: str
    report: dict[str, Any] | None
    error: str | None
    started_at: datetime
    finished_at: datetime | None


def stored_themes(connection: Connection, slugs: Sequence[str] | None = None) -> tuple[StoredTheme, ...]:
    """The organisation's themes, or those of the slugs, with the most widely supported first."""
    wanted = None if slugs is None else list(slugs)
    rows = connection.execute(STORED_THEMES, {"slugs": wanted}).mappings()
    return tuple(StoredTheme.model_validate(dict(row)) for row in rows)


def cited_quotes(connection: Connection, slugs: Sequence[str]) -> tuple[CitedQuote, ...]:
    """The quotes behind these themes, by theme, strongest first; those of earlier scans come last."""
    rows = connection.execute(CITED_QUOTES, {"slugs": list(slugs)}).mappings().all()
    said = _turns_of(connection, {row["interview_id"] for row in rows})
    return tuple(
        CitedQuote(**row, speaker=_speaker(said.get(row["interview_id"], ()), row["start_offset"]))
        for row in rows
    )


def run_record(connection: Connection, run_id: UUID) -> RunRecord | None:
    """The record of a run, or None if the organisation has no such run."""
    row = connection.execute(RUN, {"id": run_id}).mappings().one_or_none()
    return RunRecord.model_validate(dict(row)) if row else None


def rows_changed(connection: Connection, run_id: UUID) -> int:
    """How many rows a run created, changed or removed, its own record aside; out of the audit."""
    return int(connection.execute(ROWS_CHANGED, {"id": run_id}).scalar_one())


def _turns_of(connection: Connection, interviews: set[UUID]) -> Mapping[UUID, tuple[Turn, ...]]:
    rows = connection.execute(TRANSCRIPTS, {"ids": list(interviews)})
    return {row.id: turns(row.raw_transcript) for row in rows}


def _speaker(said: Sequence[Turn], offset: int) -> str | None:
    return next((turn.speaker for turn in said if turn.start <= offset < turn.end), None)
