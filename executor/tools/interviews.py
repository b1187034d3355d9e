"""Tools that write interviews and the quotes found in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import AfterValidator, AwareDatetime, Field
from sqlalchemy import Connection, Row

from executor.erasure.erasure import write_themes
from executor.erasure.evidence_repair import mended_themes
from executor.erasure.tombstones import buried, unbury
from executor.sql.loader import as_json, hold_interviews, statement
from executor.tool import Batch, Outcome, Refusal, Success, Write, tool
from executor.tools import ids
from executor.tools.corrections import Reading, corrected_turns
from executor.tools.participation import Attributes, Name, Participation, store_participants
from executor.tools.refusals import INTERVIEW_NOT_FOUND
from executor.tools.stored_row import RowAction, StoredRow, stored
from themes.models import Frozen, TurnPlace
from themes.text.plurals import counted
from themes.text.sanitize import sanitize
from themes.transcripts.participants import participants

MAX_TRANSCRIPT_CHARACTERS = 10_000_000
TOPIC_LENGTH = 200


class UpsertInterview(Frozen):
    """Store an interview, or bring a stored one up to date. ``created_at`` None keeps or takes now."""

    interview_id: UUID
    title: str = Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")
    summary: str = Field("", max_length=10_000, pattern=r"^[^\x00]*$")
    transcript: str = Field(max_length=MAX_TRANSCRIPT_CHARACTERS, pattern=r"^[^\x00]*$")
    turns: tuple[TurnPlace, ...] | None = None
    """Who says what stretch of the transcript; None where only the text is known."""
    created_at: AwareDatetime | None = None
    participants: Annotated[tuple[Name, ...], Field(max_length=1_000)] = ()
    """Names or codes of the people interviewed, where the file states them."""
    attributes: Attributes = Field(default={})
    """What the file tells of them, such as role, site or segment."""


class RestoreErased(Frozen):
    """Let imports store an erased interview again; its text has to be imported anew."""

    interview_id: UUID


Topic = Annotated[
    str,
    Field(max_length=TOPIC_LENGTH, pattern=r"^[^\x00]*$"),
    AfterValidator(lambda topic: sanitize(topic, TOPIC_LENGTH) or None),
]


class AddQuote(Frozen):
    """Store a stretch of a transcript, given in its own words and by its place."""

    interview_id: UUID
    quote: str = Field(min_length=1)
    start_offset: int = Field(ge=0)
    end_offset: int = Field(ge=1)
    topic: Topic | None = None
    """Kept on one line, without what no reader sees; None where nothing is left of it."""


class StoredInterview(StoredRow):
    """The interview that a call stored."""

    quotes_dropped: int
    """Quotes that the changed transcript no longer holds."""


class RestoredInterview(Frozen):
    """An erased interview that imports may store again."""

    interview_id: UUID


INTERVIEW_ERASED = "INTERVIEW_ERASED"
NOT_ERASED = Refusal(code="INTERVIEW_NOT_FOUND", message="No interview of this id was erased.")
UPSERT_INTERVIEWS = statement("interviews/upsert_interviews")
MOVE_QUOTES = statement("interviews/move_quotes")
DROP_QUOTES = statement("interviews/drop_quotes")


@tool(
    "interviews.upsert_interview",
    version=4,
    arguments=UpsertInterview,
    writes=True,
    identity=lambda arguments: arguments.interview_id,
)
def upsert_interview(batch: Batch[UpsertInterview]) -> Sequence[Outcome[StoredInterview]]:
    """Store interviews with their participants; the same content again changes nothing.

    Quotes follow a changed transcript. Those that the transcript no longer holds go, and count no longer for
    the themes that they were evidence of. Roles that a person corrected stay corrected.
    """
    erased = buried(
        batch.connection, {call.arguments.interview_id: call.arguments.transcript for call in batch.calls}
    )
    kept = [call for call in batch.calls if call.arguments.interview_id not in erased]
    calls = {call.arguments.interview_id: call.id for call in kept}
    wanted = _with_corrected_roles(batch.connection, [call.arguments for call in kept])
    batch.attribute_writes_to(calls)
    rows = as_json([one.model_dump(mode="json", exclude={"participants", "attributes"}) for one in wanted])
    created = {row.id: row.created for row in batch.connection.execute(UPSERT_INTERVIEWS, {"rows": rows})}
    writes: dict[UUID, list[Write]] = defaultdict(list)
    for id_, is_new in created.items():
        writes[id_].append(Write(table="interviews", row_id=id_, operation="insert" if is_new else "update"))
    changed = [id_ for id_, is_new in created.items() if not is_new]
    if changed:
        dropped = _mend_quotes(batch.connection, changed, writes)
        _mend_themes(batch, calls, dropped, writes)
    for id_, written in store_participants(batch, calls, _participations(wanted)).items():
        writes[id_] += written
    return [
        _erased(erased[id_]) if id_ in erased else _upserted(id_, created, writes)
        for id_ in (call.arguments.interview_id for call in batch.calls)
    ]


def _with_corrected_roles(
    connection: Connection, interviews: Sequence[UpsertInterview]
) -> list[UpsertInterview]:
    readings = {one.interview_id: Reading(one.transcript, one.turns) for one in interviews}
    corrected = corrected_turns(connection, readings)
    return [
        one.model_copy(update={"turns": corrected[one.interview_id]})
        if one.interview_id in corrected
        else one
        for one in interviews
    ]


def _participations(interviews: Sequence[UpsertInterview]) -> dict[UUID, Participation]:
    return {
        one.interview_id: Participation(
            participants=participants(one.turns or (), one.participants), attributes=one.attributes
        )
        for one in interviews
    }


def _erased(tombstone: UUID) -> Refusal:
    remedy = f"`theme-scan import --restore-erased {tombstone}` lets it in again."
    return Refusal(code=INTERVIEW_ERASED, message=f"This interview was erased. {remedy}")


@tool(
    "interviews.restore_erased",
    version=1,
    arguments=RestoreErased,
    writes=True,
    identity=lambda arguments: arguments.interview_id,
)
def restore_erased(batch: Batch[RestoreErased]) -> Sequence[Outcome[RestoredInterview]]:
    """Remove the tombstones of erased interviews, so that imports store them again."""
    outcomes: list[Outcome[RestoredInterview]] = []
    for call in batch.calls:
        id_ = call.arguments.interview_id
        batch.attribute_writes_to({id_: call.id})
        if unbury(batch.connection, id_):
            write = Write(table="erased_interviews", row_id=id_, operation="delete")
            restored = RestoredInterview(interview_id=id_)
            outcomes.append(Success(restored, "Imports store the interview again.", (write,)))
        else:
            outcomes.append(NOT_ERASED)
    return outcomes


def _mend_quotes(
    connection: Connection, changed: Sequence[UUID], writes: dict[UUID, list[Write]]
) -> Sequence[Row[Any]]:
    """Move quotes with their transcripts; return those that were dropped."""
    for row in connection.execute(MOVE_QUOTES, {"interviews": changed}):
        writes[row.interview_id].append(Write(table="interview_quotes", row_id=row.id, operation="update"))
    dropped = connection.execute(DROP_QUOTES, {"interviews": changed}).all()
    for row in dropped:
        writes[row.interview_id].append(Write(table="interview_quotes", row_id=row.id, operation="delete"))
    return dropped


def _mend_themes(
    batch: Batch[UpsertInterview],
    calls: Mapping[UUID, UUID],
    dropped: Sequence[Row[Any]],
    writes: dict[UUID, list[Write]],
) -> None:
    mended = mended_themes(batch.connection, dropped, batch.context.minimum)
    if mended:
        batch.attribute_writes_to({one.theme.id: calls[one.interview] for one in mended})
        write_themes(batch.connection, [one.theme for one in mended], batch.context.actor)
    for theme, interview in mended:
        writes[interview].append(Write(table="themes", row_id=theme.id, operation="update"))


def _upserted(
    id_: UUID, created: Mapping[UUID, bool], writes: Mapping[UUID, Sequence[Write]]
) -> Success[StoredInterview]:
    action: RowAction = "created" if created.get(id_) else "updated" if writes.get(id_) else "unchanged"
    dropped = sum(
        (write.table, write.operation) == ("interview_quotes", "delete") for write in writes.get(id_, ())
    )
    return Success(
        data=StoredInterview(id=id_, action=action, quotes_dropped=dropped),
        explanation=f"The interview is {action}."
        + (f" It no longer holds {counted(dropped, 'quote')}." if dropped else ""),
        writes=tuple(writes.get(id_, ())),
    )


QUOTED_PLACES = statement("interviews/quotes_at_places")
ADD_QUOTES = statement("interviews/add_quotes")


@tool(
    "interviews.add_quote",
    version=2,
    arguments=AddQuote,
    writes=True,
    identity=lambda quote: (quote.interview_id, quote.start_offset, quote.end_offset),
)
def add_quote(batch: Batch[AddQuote]) -> Sequence[Outcome[StoredRow]]:
    """Store quotes. A place that is quoted already keeps its quote, to which a topic is given anew."""
    rows: list[dict[str, Any]] = []
    for position, call in enumerate(batch.calls):
        quote = call.arguments
        id_ = ids.quote_id(quote.interview_id, quote.start_offset, quote.end_offset, quote.quote)
        rows.append({"position": position, "id": id_} | quote.model_dump())
    hold_interviews(batch.connection, {row["interview_id"] for row in rows})
    for row in batch.connection.execute(QUOTED_PLACES, {"rows": as_json(rows)}):
        # A quote that moved away when its transcript changed took its id along.
        rows[row.position]["id"] = row.id if row.stands_there else uuid4()
    batch.attribute_writes_to({row["id"]: call.id for row, call in zip(rows, batch.calls, strict=True)})
    found = batch.connection.execute(ADD_QUOTES, {"rows": as_json(rows), "actor": batch.context.actor})
    return [_added(row) for row in found]


_ACTIONS: Mapping[bool | None, RowAction] = {True: "created", False: "updated", None: "unchanged"}
"""What came of a quote, by whether its row was made; None where nothing was done."""


def _added(row: Row[Any]) -> Outcome[StoredRow]:
    if not row.known:
        return INTERVIEW_NOT_FOUND
    if not row.verbatim:
        return Refusal(code="QUOTE_NOT_FOUND", message="The transcript does not read so at these offsets.")
    return stored("interview_quotes", row.quote_id, _ACTIONS[row.created], "quote")
