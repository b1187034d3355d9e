"""The inputs of a scan: the interviews of its window, the existing themes, and their stored
evidence.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from executor.reads.participants import of_themes
from executor.sql.loader import hold_interviews, question, statement
from themes.codebooks.study import Study
from themes.models import CatalogueTheme, Frozen, Interview, Quote

PAGE = 500
LAST_ID = UUID(int=2**128 - 1)

# One page, newest first. It begins after (:created_at, :id).
WINDOW = question(
    "select id, title, created_at, content_hash, quotes_hash, blank, characters from listed"
    " where created_at >= :since and (created_at, id) < (cast(:created_at as timestamptz), cast(:id as uuid))"
    " order by created_at desc, id desc limit :page",
    about="scan/interview_headers",
)
CATALOGUE = statement("scan/catalogue")
BEYOND = text(
    "select count(*) from interviews where org_id = (select current_org()) and created_at >= :since"
    " and (created_at, id) < (:created_at, :id)"
)
# In one statement, so that texts, marks and hashes are those of one moment.
INTERVIEWS = question(
    "select listed.*, coalesce(("
    "  select jsonb_agg(jsonb_build_object('id', q.id, 'text', q.quote, 'start', q.start_offset,"
    "    'end', q.end_offset, 'topic', q.topic) order by q.start_offset, q.end_offset)"
    "  from interview_quotes q where q.org_id = (select current_org()) and q.interview_id = listed.id"
    "    and q.created_by <> :scanner), '[]') as quotes"
    " from listed where id = any(:ids)",
    about="scan/interview_headers",
)
OLDER = text("select count(*) from interviews where org_id = (select current_org()) and created_at < :since")
KNOWS_RUN = text(
    "select exists (select from job_runs where org_id = (select current_org()) and id = :run_id)"
)
STUDY = text("select context, codebook as codes from studies where org_id = (select current_org())")
QUOTE_PLACES = text(
    "select interview_id, start_offset, end_offset, quote, id from interview_quotes"
    " where org_id = (select current_org()) and interview_id = any(:interviews)"
)
THEME_STATES = statement("scan/theme_states")
LINKS = text(
    "select theme_id, interview_id, quote_id, heard_as, is_against from interview_themes"
    " where org_id = (select current_org()) and theme_id = any(:themes)"
)

PEOPLE = text(
    "select name from participants where org_id = (select current_org()) and name is not null"
    " union select turn ->> 0 from interviews, jsonb_array_elements(turns) turn"
    "  where org_id = (select current_org()) and turn ->> 0 is not null"
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


def count_older(connection: Connection, since: datetime) -> int:
    """How many interviews are older than a moment."""
    return int(connection.execute(OLDER, {"since": since}).scalar_one())


def knows_run(connection: Connection, run_id: UUID) -> bool:
    """Whether this is the database in which the run was recorded."""
    return bool(connection.execute(KNOWS_RUN, {"run_id": run_id}).scalar_one())


def interviews(
    connection: Connection, ids: Sequence[UUID], scanner: str
) -> dict[UUID, tuple[InterviewHeader, Interview]]:
    """Those of the interviews that are there, as they are now, with the quotes people marked, by id.

    The header is that of the text it comes with, which may be another than the interview had before.
    """
    found: dict[UUID, tuple[InterviewHeader, Interview]] = {}
    for row in connection.execute(INTERVIEWS, {"ids": list(ids), "scanner": scanner}).mappings():
        header = InterviewHeader.model_validate({name: row[name] for name in InterviewHeader.model_fields})
        interview = Interview(
            id=header.id,
            title=header.title,
            text=row["raw_transcript"],
            turns=row["turns"],
            created_at=header.created_at,
            quotes=tuple(map(Quote.model_validate, row["quotes"])),
        )
        found[header.id] = header, interview
    return found


def catalogue(connection: Connection, *, with_participants: bool = False) -> tuple[CatalogueTheme, ...]:
    """All themes of the organisation, with their other names and the interviews linked to them.

    Who speaks of them is read only where somebody asks, because few settings need the answer.
    """
    known = of_themes(connection) if with_participants else {}
    return tuple(
        CatalogueTheme(**row, participants=known.get(row["id"], {}))
        for row in connection.execute(CATALOGUE).mappings()
    )


def study(connection: Connection) -> Study:
    """The organisation's context and codebook; an empty study where it has neither."""
    row = connection.execute(STUDY).mappings().one_or_none()
    return Study.model_validate(dict(row)) if row else Study()


def people(connection: Connection) -> frozenset[str]:
    """The names of all participants, and the labels of all speakers that are stored with transcripts."""
    return frozenset(connection.execute(PEOPLE).scalars())


def quote_places(
    connection: Connection, interviews: Collection[UUID]
) -> dict[tuple[UUID, int, int, str], UUID]:
    """The ids of the quotes stored for these interviews, by interview, start, end and words.

    No transcript of theirs changes from here to the end of the transaction.
    """
    hold_interviews(connection, interviews)
    rows = connection.execute(QUOTE_PLACES, {"interviews": list(interviews)})
    return {(row.interview_id, row.start_offset, row.end_offset, row.quote): row.id for row in rows}


class LinkState(NamedTuple):
    """What is stored of a link."""

    heard_as: tuple[str, ...]
    """Slugs of the names under which the theme was heard there."""
    is_against: bool


def links(connection: Connection, themes: Sequence[UUID]) -> dict[tuple[UUID, UUID, UUID | None], LinkState]:
    """The links of these themes, as theme, interview and quote, each with what it was heard as."""
    rows = connection.execute(LINKS, {"themes": list(themes)})
    return {
        (row.theme_id, row.interview_id, row.quote_id): LinkState(tuple(row.heard_as), row.is_against)
        for row in rows
    }


class ThemeState(Frozen):
    """What is stored of a theme's evidence."""

    id: UUID
    nameless: bool
    """Whether an erasure took its name, so that it goes by its id."""
    confidence_score: float
    evidence: dict[str, Any]
    first_seen_at: datetime
    last_seen_at: datetime
    known_first: datetime | None
    """Since when interviews that are stored are known to speak of it; None where nothing tells."""
    known_last: datetime | None
    """Until when interviews that are linked to it speak of it; None without any."""
    supporters: frozenset[UUID]
    """The interviews that are known to speak of it."""
    rules_version: str
    status: Literal["active", "retired"]


def theme_states(connection: Connection, themes: Sequence[UUID]) -> dict[UUID, ThemeState]:
    """What is stored of these themes; those that do not exist are missing."""
    rows = connection.execute(THEME_STATES, {"themes": list(themes)}).mappings()
    return {row["id"]: ThemeState.model_validate(dict(row)) for row in rows}
