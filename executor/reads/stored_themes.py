"""Reads for people: the themes of an organisation, and the interviews and quotes that support them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from executor.exceptions import UnknownInterviewError, UnknownThemeError
from executor.reads.participants import of_themes
from executor.sql.loader import statement
from themes.evidence.recurrence import count_people
from themes.models import Decision, Frozen, TurnPlace
from themes.text.plurals import counted
from themes.text.slugs import slugify
from themes.transcripts.quote_context import quote_context
from themes.transcripts.turns import Turn, placed, turns

STORED_THEMES = statement("reports/list_themes")
CITED_QUOTES = statement("reports/cited_quotes")
CODES = statement("reports/list_codes")
CONTRIBUTIONS = statement("reports/contributions")
THEME_CALLED = statement("reports/find_theme")
LISTED_INTERVIEWS = statement("reports/list_interviews")
INTERVIEW_CALLED = text(
    "select id, title from interviews where org_id = (select current_org())"
    " and (cast(id as text) = lower(:given) or title = :given) limit 2"
)
SLUGS = text("select id, slug from themes where org_id = (select current_org()) and id = any(:ids)")
NAMES = text("select id, name from themes where org_id = (select current_org()) and id = any(:ids)")
TITLES = text("select id, title from interviews where org_id = (select current_org()) and id = any(:ids)")
TRANSCRIPTS = text(
    "select id, raw_transcript, turns from interviews"
    " where org_id = (select current_org()) and id = any(:ids)"
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
    participants: int
    """People who speak of it; an interview of which nothing tells who speaks counts as one person."""
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

    @property
    def support_told(self) -> str:
        """How many people speak of it in how many interviews."""
        return f"{counted(self.participants, 'person', 'people')} in {counted(self.interviews, 'interview')}"


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
    codes: tuple[UUID, ...] = ()
    """The codes that it speaks of."""
    is_against: bool = False
    """Whether it limits the theme or says its contrary."""
    speaker: str | None
    """As the transcript labels them; None where it does not."""
    start_seconds: float | None = None
    """When the speaker's turn begins, in seconds of the recording; None where the source gives no times."""
    line: int
    """The line of the transcript on which the quote begins, counted from 1."""
    before: str
    """What the speaker says just before it."""
    after: str


class StoredCode(Frozen):
    """A code of a theme, which is the names of one meaning, with what is stored for it.

    The code that bears the theme's own name has the theme's id.
    """

    theme_slug: str
    id: UUID
    name: str
    description: str
    quotes: int
    interviews: int


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


def stored_themes(
    connection: Connection, slugs: Sequence[str] | None = None, *, rejected: bool = False
) -> tuple[StoredTheme, ...]:
    """The organisation's themes, or those of the slugs: pinned ones first, then the most widely supported.

    Themes that were merged into others are not among them. Rejected ones come instead of the others.
    """
    parameters = {"slugs": None if slugs is None else list(slugs), "rejected": rejected}
    rows = connection.execute(STORED_THEMES, parameters).mappings().all()
    known = of_themes(connection, None if slugs is None else [row["id"] for row in rows])
    return tuple(
        StoredTheme(**row, participants=count_people(row["interviews"], known.get(row["id"], {})))
        for row in rows
    )


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


def codes(connection: Connection, slugs: Sequence[str]) -> tuple[StoredCode, ...]:
    """The codes of these themes, by theme, those that most interviews speak of first."""
    rows = connection.execute(CODES, {"slugs": list(slugs)}).mappings()
    return tuple(StoredCode.model_validate(dict(row)) for row in rows)


def contributions(connection: Connection, theme_id: UUID) -> tuple[Contribution, ...]:
    """The contributions to a theme's confidence by interviews of the last scan that found it,
    strongest first.

    ``themes.evidence.scoring`` has the formula that combines them.
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
    said = {interview: _said(one) for interview, one in texts.items()}
    quotes = []
    for row in rows:
        interview, place = row["interview_id"], (row["start_offset"], row["end_offset"])
        beside = quote_context(texts[interview].raw_transcript, said[interview], *place)
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


def audit_head(connection: Connection) -> str:
    """The end of the organisation's audit chain; empty where nothing has been written."""
    return str(connection.execute(AUDIT_HEAD).scalar_one_or_none() or "")


def _transcripts(connection: Connection, interviews: set[UUID]) -> Mapping[UUID, Row[Any]]:
    return {row.id: row for row in connection.execute(TRANSCRIPTS, {"ids": list(interviews)})}


def _said(transcript: Row[Any]) -> tuple[Turn, ...]:
    """The turns stored with a transcript, else those that its text shows."""
    if transcript.turns is None:
        return turns(transcript.raw_transcript)
    return placed(TurnPlace(*turn) for turn in transcript.turns)
