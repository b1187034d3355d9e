"""What a scan reads: the interviews of its window, the themes there are, and what is stored of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, text

from executor.statements import statement
from themes.models import CatalogueTheme, Frozen, Interview, Quote
from themes.study import Study

PAGE = 500
LAST_ID = UUID(int=2**128 - 1)

WINDOW = statement("window")
CATALOGUE = statement("catalogue")
BEYOND = text(
    "select count(*) from interviews where org_id = (select current_org()) and created_at >= :since"
    " and (created_at, id) < (:created_at, :id)"
)
INTERVIEWS = text(
    "select id, title, raw_transcript, created_at from interviews"
    " where org_id = (select current_org()) and id = any(:ids)"
)
KNOWS_RUN = text(
    "select exists (select from job_runs where org_id = (select current_org()) and id = :run_id)"
)
MARKED_QUOTES = text(
    "select interview_id, id, quote, start_offset, end_offset, topic from interview_quotes"
    " where org_id = (select current_org()) and interview_id = any(:ids) and created_by <> :scanner"
    " order by start_offset, end_offset"
)
STUDY = text("select context, codebook as codes from studies where org_id = (select current_org())")
QUOTE_PLACES = text(
    "select interview_id, start_offset, end_offset, id from interview_quotes"
    " where org_id = (select current_org()) and interview_id = any(:interviews)"
)
THEME_STATES = statement("theme_states")
LINKS = text(
    "select theme_id, interview_id, quote_id, heard_as from interview_themes"
    " where org_id = (select current_org()) and theme_id = any(:themes)"
)


ORGANISATIONS = text("select org_id from organisations where newest_interview_at >= :since order by org_id")


def organisations(connection: Connection, since: datetime) -> list[UUID]:
    """Those with an interview since a moment; needs a directory transaction."""
    return list(connection.execute(ORGANISATIONS, {"since": since}).scalars())


class InterviewHeader(Frozen):
    """An interview of the window without its text."""

    id: UUID
    title: str
    created_at: datetime
    content_hash: str
    quotes_hash: str
    blank: bool
    characters: int
    """The length of its text."""


def window(connection: Connection, since: datetime, scanner: str, limit: int) -> Iterator[InterviewHeader]:
    """The newest interviews since a moment, at most ``limit``, read page by page by their sort key.

    ``scanner`` is the actor whose own quotes do not count as marked by people.
    """
    after: dict[str, Any] = {"created_at": datetime.max.replace(tzinfo=since.tzinfo), "id": LAST_ID}
    while limit > 0:
        parameters = after | {"since": since, "scanner": scanner, "page": min(PAGE, limit)}
        rows = connection.execute(WINDOW, parameters).mappings().all()
        yield from (InterviewHeader.model_validate(dict(row)) for row in rows)
        if len(rows) < parameters["page"]:
            return
        limit -= len(rows)
        after = {"created_at": rows[-1]["created_at"], "id": rows[-1]["id"]}


def count_beyond(connection: Connection, since: datetime, last: InterviewHeader) -> int:
    """How many interviews of the window are older than ``last``."""
    parameters = {"since": since, "created_at": last.created_at, "id": last.id}
    return int(connection.execute(BEYOND, parameters).scalar_one())


def knows_run(connection: Connection, run_id: UUID) -> bool:
    """Whether this is the database in which the run was recorded."""
    return bool(connection.execute(KNOWS_RUN, {"run_id": run_id}).scalar_one())


def interviews(connection: Connection, ids: Sequence[UUID], scanner: str) -> dict[UUID, Interview]:
    """Those of the interviews that are there, with their text and the quotes people marked, by id."""
    marked: dict[UUID, list[Quote]] = {}
    for q in connection.execute(MARKED_QUOTES, {"ids": list(ids), "scanner": scanner}):
        quote = Quote(id=q.id, text=q.quote, start=q.start_offset, end=q.end_offset, topic=q.topic)
        marked.setdefault(q.interview_id, []).append(quote)
    return {
        row.id: Interview(
            id=row.id,
            title=row.title,
            text=row.raw_transcript,
            created_at=row.created_at,
            quotes=tuple(marked.get(row.id, ())),
        )
        for row in connection.execute(INTERVIEWS, {"ids": list(ids)})
    }


def catalogue(connection: Connection) -> tuple[CatalogueTheme, ...]:
    """All themes of the organisation, with their other names and the interviews linked to them."""
    return tuple(CatalogueTheme.model_validate(dict(row)) for row in connection.execute(CATALOGUE).mappings())


def study(connection: Connection) -> Study:
    """What the organisation says of its research; an empty study where it has said nothing."""
    row = connection.execute(STUDY).mappings().one_or_none()
    return Study.model_validate(dict(row)) if row else Study()


def quote_places(connection: Connection, interviews: Iterable[UUID]) -> dict[tuple[UUID, int, int], UUID]:
    """The ids of the quotes stored for these interviews, by interview, start and end."""
    rows = connection.execute(QUOTE_PLACES, {"interviews": list(interviews)})
    return {(row.interview_id, row.start_offset, row.end_offset): row.id for row in rows}


def links(
    connection: Connection, themes: Sequence[UUID]
) -> dict[tuple[UUID, UUID, UUID | None], tuple[str, ...]]:
    """The links of these themes, as theme, interview and quote, each with what it was heard as."""
    rows = connection.execute(LINKS, {"themes": list(themes)})
    return {(row.theme_id, row.interview_id, row.quote_id): tuple(row.heard_as) for row in rows}


class ThemeState(Frozen):
    """What is stored of a theme's evidence."""

    id: UUID
    confidence_score: float
    evidence: dict[str, Any]
    first_seen_at: datetime
    last_seen_at: datetime
    known_first: datetime | None
    """Since when interviews that are stored are known to speak of it; None where nothing tells."""
    known_last: datetime | None
    """Until when interviews that are linked to it speak of it; None without any."""
    rules_version: str
    status: Literal["active", "retired"]


def theme_states(connection: Connection, themes: Sequence[UUID]) -> dict[UUID, ThemeState]:
    """What is stored of these themes; those that do not exist are missing."""
    rows = connection.execute(THEME_STATES, {"themes": list(themes)}).mappings()
    return {row["id"]: ThemeState.model_validate(dict(row)) for row in rows}
