"""Tools that write themes, their other names and their links to interviews."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field
from sqlalchemy import Row

from executor.sql.loader import as_json, statement
from executor.tool import Batch, Outcome, Refusal, tool
from executor.tools import ids
from executor.tools.refusals import INTERVIEW_NOT_FOUND
from executor.tools.stored_row import RowAction, StoredRow, stored
from themes.evidence.stored import Evidence
from themes.models import AliasSource, Confidence, Frozen
from themes.text.sanitize import is_visible

PRINTABLE = r"^[^\x00-\x1f\x7f]*$"


def _seen(name: str) -> str:
    if not is_visible(name):
        raise ValueError("must hold something that can be seen, such as a letter or a digit")
    return name


Name = Annotated[str, Field(max_length=200, pattern=PRINTABLE), AfterValidator(_seen)]
"""A name that a person gives. What a scan finds is clean before it gets here; older names may be blank."""


class UpsertTheme(Frozen):
    """Create a theme (``theme_id`` None), or bring the evidence of an existing one up to date.

    An existing theme keeps its name, slug and description, whatever the call says, unless an
    erasure took them. A retired theme becomes active again; to one that a person merged into
    another nothing is written. A theme was first and last seen at the dates of its earliest and
    latest supporting interview, of this scan or an earlier one.
    """

    theme_id: UUID | None = None
    slug: str = Field(min_length=1, max_length=200, pattern=PRINTABLE)
    name: str = Field(min_length=1, max_length=200, pattern=PRINTABLE)
    description: str = Field("", max_length=2_000, pattern=r"^[^\x00]*$")
    confidence_score: Confidence
    evidence: Evidence
    first_seen_at: AwareDatetime
    last_seen_at: AwareDatetime


class LinkToInterview(Frozen):
    """Say that an interview supports a theme, through one of its quotes or as a whole."""

    theme_id: UUID
    interview_id: UUID
    quote_id: UUID | None = None
    heard_as: tuple[str, ...] = ()
    """Slugs of the names under which the theme was heard there; without any, what is known of it stays."""
    is_against: bool = False
    """Whether the quote limits the theme or says its contrary."""


class AddAlias(Frozen):
    """Remember another name of a theme, so that it is recognised without asking again."""

    theme_id: UUID
    slug: str = Field(min_length=1, max_length=200, pattern=PRINTABLE)
    name: str = Field(min_length=1, max_length=200, pattern=PRINTABLE)
    source: AliasSource
    code: str = Field("", max_length=200, pattern=PRINTABLE)
    """Slug of the name that leads its code; empty for a name that means what the theme's own name means."""
    description: str = Field("", max_length=2_000, pattern=r"^[^\x00]*$")
    """What the code says, for the name that leads it."""


UPSERT_THEMES = statement("themes/upsert_themes")


@tool(
    "themes.upsert_theme",
    version=2,
    arguments=UpsertTheme,
    writes=True,
    identity=lambda arguments: arguments.theme_id or arguments.slug,
)
def upsert_theme(batch: Batch[UpsertTheme]) -> Sequence[Outcome[StoredRow]]:
    """Create themes or update their evidence; what is already so stays untouched."""
    org_id = batch.context.org_id
    rows: list[dict[str, Any]] = []
    answers: dict[UUID | str, UUID] = {}
    for position, call in enumerate(batch.calls):
        new_id = ids.theme_id(org_id, call.arguments.slug)
        answers[call.arguments.theme_id or new_id] = answers[call.arguments.slug] = call.id
        rows.append({"position": position, "new_id": new_id} | call.arguments.model_dump(mode="json"))
    batch.attribute_writes_to(answers)
    parameters = {"rows": as_json(rows), "rules": batch.context.rules_version, "actor": batch.context.actor}
    return [_upserted(row) for row in batch.connection.execute(UPSERT_THEMES, parameters)]


def _upserted(row: Row[Any]) -> Outcome[StoredRow]:
    if row.theme_id is None:
        return Refusal(code="THEME_NOT_FOUND", message="There is no such theme.")
    if row.merged:
        return Refusal(code="THEME_MERGED", message="The theme is part of another, which has its evidence.")
    return stored("themes", row.theme_id, row.action, "theme")


LINK = statement("themes/link_to_interviews")
LINKED = statement("themes/existing_links")


@tool(
    "themes.link_to_interview",
    version=3,
    arguments=LinkToInterview,
    writes=True,
    identity=lambda link: (link.theme_id, link.interview_id, link.quote_id),
)
def link_to_interview(batch: Batch[LinkToInterview]) -> Sequence[Outcome[StoredRow]]:
    """Link themes to interviews; of a link that exists only what it was heard as is brought up to date."""
    rows = [{"position": n} | call.arguments.model_dump() for n, call in enumerate(batch.calls)]
    # A link that came to its theme by a merge has another id than it would get here.
    known = {row.position: row.id for row in batch.connection.execute(LINKED, {"rows": as_json(rows)})}
    for row in rows:
        new_id = ids.link_id(row["theme_id"], row["interview_id"], row["quote_id"])
        row["id"] = known.get(row["position"], new_id)
    batch.attribute_writes_to({row["id"]: call.id for row, call in zip(rows, batch.calls, strict=True)})
    found = batch.connection.execute(LINK, {"rows": as_json(rows), "actor": batch.context.actor})
    return [_linked(row) for row in found]


def _linked(row: Row[Any]) -> Outcome[StoredRow]:
    if not row.theme_known:
        return Refusal(code="THEME_NOT_FOUND", message="There is no such theme.")
    if not row.interview_known:
        return INTERVIEW_NOT_FOUND
    if not row.quote_known:
        return Refusal(code="QUOTE_NOT_FOUND", message="The interview has no such quote.")
    action: RowAction = "updated" if row.reheard else "created" if row.created else "unchanged"
    return stored("interview_themes", row.link_id, action, "link")


ADD_ALIASES = statement("themes/add_aliases")


@tool(
    "themes.add_alias",
    version=2,
    arguments=AddAlias,
    writes=True,
    identity=lambda arguments: arguments.slug,
)
def add_alias(batch: Batch[AddAlias]) -> Sequence[Outcome[StoredRow]]:
    """Remember other names of themes; a name belongs to one theme only."""
    rows: list[dict[str, Any]] = []
    for position, call in enumerate(batch.calls):
        id_ = ids.alias_id(batch.context.org_id, call.arguments.slug)
        code = call.arguments.code
        code_id = ids.alias_id(batch.context.org_id, code) if code else None
        rows.append({"position": position, "id": id_, "code_id": code_id} | call.arguments.model_dump())
    batch.attribute_writes_to({row["id"]: call.id for row, call in zip(rows, batch.calls, strict=True)})
    found = batch.connection.execute(ADD_ALIASES, {"rows": as_json(rows), "actor": batch.context.actor})
    return [_remembered(row) for row in found]


def _remembered(row: Row[Any]) -> Outcome[StoredRow]:
    if not row.theme_known:
        return Refusal(code="THEME_NOT_FOUND", message="There is no such theme.")
    if row.taken:
        return Refusal(code="ALIAS_TAKEN", message="Another theme has this name already.")
    return stored("theme_aliases", row.alias_id, "created" if row.created else "unchanged", "alias")
