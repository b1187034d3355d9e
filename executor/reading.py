"""What people read: the themes of an organisation, who said what supports them, and the runs so far."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from executor.exceptions import UnknownInterviewError, UnknownRunError, UnknownThemeError
from executor.statements import statement
from themes.models import Decision, Frozen
from themes.slugs import slugify
from themes.surroundings import surroundings
from themes.transcript import turns

STORED_THEMES = statement("stored_themes")
CITED_QUOTES = statement("cited_quotes")
CONTRIBUTIONS = statement("contributions")
THEME_CALLED = statement("theme_called")
LISTED_INTERVIEWS = statement("listed_interviews")
INTERVIEW_CALLED = text(
    "select id, title from interviews where org_id = (select current_org())"
    " and (cast(id as text) = lower(:given) or title = :given) limit 2"
)
SLUGS = text("select id, slug from themes where org_id = (select current_org()) and id = any(:ids)")
NAMES = text("select id, name from themes where org_id = (select current_org()) and id = any(:ids)")
TITLES = text("select id, title from interviews where org_id = (select current_org()) and id = any(:ids)")
TRANSCRIPTS = text(
    "select id, raw_transcript from interviews where org_id = (select current_org()) and id = any(:ids)"
)
_RUNS = (
    "select id, job, actor, parameters, dry_run, report, error, started_at, finished_at,"
    " case when status = 'running' and holder is null then 'crashed' else status end as status"
    " from job_runs left join (select org_id as held, run_id as holder from job_leases"
    " where expires_at >= now()) claims on held = org_id and holder = id"
    " where org_id = (select current_org())"
)
RUN = text(_RUNS + " and id = :id")
RUNS = text(_RUNS + " order by started_at desc, id limit :limit")
RUNS_SINCE = text(
    _RUNS + " and job = any(:jobs) and not dry_run"
    " and started_at > coalesce(cast(:moment as timestamptz), '-infinity') order by started_at, id"
)
LATEST_SCAN = text(
    _RUNS + " and job = 'theme-scan' and status = 'finished' and not dry_run order by started_at desc limit 1"
)
RUN_IDS = text("select id from job_runs where org_id = (select current_org()) and job = :job")
RECENT_RUN = text(
    _RUNS
    + " and job = :job and (holder is not null or finished_at >= now() - make_interval(secs => :seconds))"
    " order by started_at desc limit 1"
)
ROWS_CHANGED = text(
    "select count(*) from row_changes c join tool_calls t on t.org_id = c.org_id and t.id = c.call_id"
    " where t.org_id = (select current_org()) and t.run_id = :id and c.table_name <> 'job_runs'"
)
INTERVIEWS_STORED = text(
    "select run_id, count(*) as stored from tool_calls where org_id = (select current_org())"
    " and run_id = any(cast(:ids as uuid[])) and tool = 'interviews.upsert_interview'"
    " and outcome = 'succeeded' and writes > 0 group by run_id"
)
AUDIT_HEAD = text("select hash from audit_heads where org_id = (select current_org())")


class StoredTheme(Frozen):
    """A theme as it stands; ``occurrences`` counts passages in the window of the scan that saw it last."""

    id: UUID
    slug: str
    name: str
    description: str
    confidence_score: float
    occurrences: int
    interviews: int
    """Interviews that speak of it, whenever they were made."""
    weighed: int
    """How many of them gave the confidence and the occurrences: those that the last scan to hear it read."""
    rationale: str | None
    first_seen_at: datetime
    last_seen_at: datetime
    decision: Decision | None
    other_names: tuple[str, ...]
    """Names under which it was also heard, or that it had."""

    @property
    def confidence_told(self) -> str:
        """Its confidence, or a dash where of those that would give it none is left until the next scan."""
        return f"{self.confidence_score:.2f}" if self.weighed else "–"


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
    heard_as: tuple[str, ...]
    """Other names of the theme under which it was heard here."""
    speaker: str | None
    """As the transcript labels them; None where it does not."""
    line: int
    """The line of the transcript on which the quote begins, counted from 1."""
    before: str
    """What the speaker says just before it."""
    after: str


class Contribution(Frozen):
    """What one interview contributes to the confidence of a theme; ``occurrences`` are its passages."""

    interview_id: UUID
    interview_title: str
    confidence: float
    occurrences: int
    rationale: str


class ListedInterview(Frozen):
    """An interview, whether a scan has read it, and how many of the themes that are shown rest on it."""

    id: UUID
    title: str
    created_at: datetime
    read: bool
    themes: int


CRASHED = "crashed"
"""How a run stands whose record is open although its claim on the organisation is gone."""


class RunRecord(Frozen):
    """The record of one run of a job; ``status`` is running, finished, failed or crashed."""

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


def stored_themes(
    connection: Connection, slugs: Sequence[str] | None = None, *, rejected: bool = False
) -> tuple[StoredTheme, ...]:
    """The organisation's themes, or those of the slugs: pinned ones first, then the most widely supported.

    Themes that were merged into others are not among them. Rejected ones come instead of the others.
    """
    parameters = {"slugs": None if slugs is None else list(slugs), "rejected": rejected}
    rows = connection.execute(STORED_THEMES, parameters).mappings()
    return tuple(StoredTheme.model_validate(dict(row)) for row in rows)


def theme_called(connection: Connection, given: str) -> UUID:
    """The id of the theme that goes by this slug, or by this name or has gone by it.

    Raises UnknownThemeError where there is none.
    """
    # What is typed in another encoding than the terminal's has no form that Postgres takes, and is no name.
    called = {"given": given.encode(errors="replace").decode(), "slug": slugify(given)}
    found: UUID | None = connection.execute(THEME_CALLED, called).scalar_one_or_none()
    if found is None:
        raise UnknownThemeError(UnknownThemeError.WHAT_TO_DO)
    return found


def theme_by_id(connection: Connection, theme_id: UUID) -> StoredTheme:
    """A theme, rejected or not. Raises UnknownThemeError when it is gone or merged into another."""
    slugs = list(slugs_of(connection, [theme_id]).values())
    found = (*stored_themes(connection, slugs), *stored_themes(connection, slugs, rejected=True))
    if not found:
        raise UnknownThemeError(UnknownThemeError.WHAT_TO_DO)
    return found[0]


def contributions(connection: Connection, theme_id: UUID) -> tuple[Contribution, ...]:
    """What the interviews of the last scan that heard a theme contribute to its confidence, strongest first.

    ``themes.scoring`` has the formula that combines them.
    """
    rows = connection.execute(CONTRIBUTIONS, {"theme_id": theme_id}).mappings()
    return tuple(Contribution.model_validate(dict(row)) for row in rows)


def slugs_of(connection: Connection, theme_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The slugs of themes, merged and rejected ones too; those that are gone are left out."""
    return {row.id: row.slug for row in connection.execute(SLUGS, {"ids": list(theme_ids)})}


def names_of(connection: Connection, theme_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of themes, merged and rejected ones too; those that are gone are left out."""
    return {row.id: row.name for row in connection.execute(NAMES, {"ids": list(theme_ids)})}


def titles_of(connection: Connection, interview_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The titles of interviews; those that are not there are left out."""
    return {row.id: row.title for row in connection.execute(TITLES, {"ids": list(interview_ids)})}


def cited_quotes(connection: Connection, slugs: Sequence[str]) -> tuple[CitedQuote, ...]:
    """The quotes behind these themes, by theme, strongest first; those of earlier scans come last."""
    rows = connection.execute(CITED_QUOTES, {"slugs": list(slugs)}).mappings().all()
    texts = _transcripts(connection, {row["interview_id"] for row in rows})
    said = {interview: turns(text_) for interview, text_ in texts.items()}
    quotes = []
    for row in rows:
        interview, place = row["interview_id"], (row["start_offset"], row["end_offset"])
        beside = surroundings(texts[interview], said[interview], *place)
        quotes.append(CitedQuote(**row, **beside.model_dump()))
    return tuple(quotes)


def interview_called(connection: Connection, given: str) -> tuple[UUID, str]:
    """The id and title of the interview that has this id, or alone has this title.

    Raises UnknownInterviewError where there is none, or several have the title.
    """
    found = connection.execute(INTERVIEW_CALLED, {"given": given}).all()
    if not found:
        raise UnknownInterviewError(
            "--interview: the organisation has no interview of this id or title; theme-scan interviews lists "
            "those it has."
        )
    if len(found) > 1:
        raise UnknownInterviewError(
            "--interview: several have this title; give the id, which theme-scan interviews tells."
        )
    return found[0].id, found[0].title


def interviews(connection: Connection) -> tuple[ListedInterview, ...]:
    """The organisation's interviews, newest first."""
    rows = connection.execute(LISTED_INTERVIEWS).mappings()
    return tuple(ListedInterview.model_validate(dict(row)) for row in rows)


def runs(connection: Connection, limit: int) -> tuple[RunRecord, ...]:
    """The organisation's newest runs of all jobs, newest first."""
    rows = connection.execute(RUNS, {"limit": limit}).mappings()
    return tuple(RunRecord.model_validate(dict(row)) for row in rows)


def runs_since(connection: Connection, moment: datetime | None, jobs: Sequence[str]) -> tuple[RunRecord, ...]:
    """The runs of these jobs that began after a moment, or all, oldest first; dry runs aside."""
    rows = connection.execute(RUNS_SINCE, {"moment": moment, "jobs": list(jobs)}).mappings()
    return tuple(RunRecord.model_validate(dict(row)) for row in rows)


def latest_scan(connection: Connection) -> RunRecord | None:
    """The newest scan that wrote something or could have, dry runs aside."""
    row = connection.execute(LATEST_SCAN).mappings().one_or_none()
    return RunRecord.model_validate(dict(row)) if row else None


def run_record(connection: Connection, run_id: UUID) -> RunRecord | None:
    """The record of a run, or None if the organisation has no such run."""
    row = connection.execute(RUN, {"id": run_id}).mappings().one_or_none()
    return RunRecord.model_validate(dict(row)) if row else None


def recorded_run(connection: Connection, run_id: UUID) -> RunRecord:
    """The record of a run. Raises UnknownRunError if the organisation has none."""
    record = run_record(connection, run_id)
    if record is None:
        raise UnknownRunError(
            f"This organisation has no run {run_id} on record: theme-scan runs lists those it has. A run has "
            "no record until a worker has taken it, and none if another run held the organisation then."
        )
    return record


def run_ids(connection: Connection, job: str) -> list[UUID]:
    """The ids of all runs of a job."""
    return list(connection.execute(RUN_IDS, {"job": job}).scalars())


def recent_run(connection: Connection, job: str, seconds: float) -> RunRecord | None:
    """The newest run of a job of those that go on or ended at most so many seconds ago, or None."""
    row = connection.execute(RECENT_RUN, {"job": job, "seconds": seconds}).mappings().one_or_none()
    return RunRecord.model_validate(dict(row)) if row else None


def audit_head(connection: Connection) -> str:
    """The end of the organisation's audit chain; empty where nothing has been written."""
    return str(connection.execute(AUDIT_HEAD).scalar_one_or_none() or "")


def rows_changed(connection: Connection, run_id: UUID) -> int:
    """How many rows a run created, changed or removed, its own record aside; out of the audit."""
    return int(connection.execute(ROWS_CHANGED, {"id": run_id}).scalar_one())


def interviews_stored(connection: Connection, run_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many interviews each of these runs created or changed; without runs that did none."""
    if not run_ids:
        return {}
    rows = connection.execute(INTERVIEWS_STORED, {"ids": list(run_ids)})
    return {row.run_id: row.stored for row in rows}


def _transcripts(connection: Connection, interviews: set[UUID]) -> Mapping[UUID, str]:
    rows = connection.execute(TRANSCRIPTS, {"ids": list(interviews)})
    return {row.id: row.raw_transcript for row in rows}
