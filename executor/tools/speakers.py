"""The tool by which a person says who in an interview asks and who answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import Row, text

from executor.context import SCANNER
from executor.erasure.evidence_repair import repaired
from executor.sql.loader import as_json, attribute_all_writes_to, statement
from executor.tool import Batch, Outcome, Refusal, Success, Write, tool
from executor.tools.participation import Name, Participation, store_participants
from executor.tools.refusals import INTERVIEW_NOT_FOUND
from executor.tools.stored_row import RowAction
from themes.models import Frozen, TurnPlace
from themes.transcripts.corrected_roles import corrected, structure
from themes.transcripts.participants import participants
from themes.transcripts.record import Role
from themes.transcripts.role_words import folded

SPOKEN = text(
    "select i.raw_transcript, i.turns, coalesce(i.corrected_roles, '{}') as roles, array("
    "  select p.name from interview_participants a"
    "  join participants p on p.org_id = a.org_id and p.id = a.participant_id"
    "  where a.org_id = i.org_id and a.interview_id = i.id and a.is_stated order by p.name) as stated,"
    "  coalesce(("
    "  select a.attributes from interview_participants a"
    "  where a.org_id = i.org_id and a.interview_id = i.id limit 1), '{}') as attributes"
    " from interviews i where i.org_id = (select current_org()) and i.id = :interview for update of i"
)
SET_ROLES = statement("interviews/set_speaker_roles")
DROP_EVIDENCE = statement("interviews/drop_evidence_in_turns")


class CorrectSpeakers(Frozen):
    """Say who in an interview asks and who answers, by the speakers' names as the interview labels them."""

    interview_id: UUID
    interviewers: Annotated[tuple[Name, ...], Field(max_length=100)] = ()
    participants: Annotated[tuple[Name, ...], Field(max_length=100)] = ()


class CorrectedSpeakers(Frozen):
    """Who asks and who answers in an interview now."""

    action: RowAction
    quotes_dropped: int
    """Quotes of what interviewers say, which are evidence no more."""
    roles: Mapping[str, Role]
    """By the speakers' names, as the interview labels them."""


@tool(
    "interviews.correct_speakers",
    version=1,
    arguments=CorrectSpeakers,
    writes=True,
    identity=lambda arguments: arguments.interview_id,
)
def correct_speakers(batch: Batch[CorrectSpeakers]) -> Sequence[Outcome[CorrectedSpeakers]]:
    """Correct the roles of speakers, and take what interviewers say out of the evidence."""
    return [_corrected(batch, call.id, call.arguments) for call in batch.calls]


def _corrected(
    batch: Batch[CorrectSpeakers], call_id: UUID, wanted: CorrectSpeakers
) -> Outcome[CorrectedSpeakers]:
    interview = batch.connection.execute(SPOKEN, {"interview": wanted.interview_id}).one_or_none()
    if interview is None:
        return INTERVIEW_NOT_FOUND
    turns = structure(interview.raw_transcript, interview.turns)
    named = _named(turns, wanted)
    if isinstance(named, Refusal):
        return named
    roles: dict[str, Role] = {**interview.roles, **named}
    now = corrected(turns, roles)
    attribute_all_writes_to(batch.connection, call_id)
    writes = _stored(batch, wanted.interview_id, now, roles)
    if writes:
        asking = [turn for turn in now if turn.role == "interviewer"]
        writes += _without_evidence(batch, wanted.interview_id, asking)
        people = Participation(
            participants=participants(now, interview.stated), attributes=interview.attributes
        )
        stored = store_participants(batch, {wanted.interview_id: call_id}, {wanted.interview_id: people})
        writes += stored[wanted.interview_id]
    dropped = sum((write.table, write.operation) == ("interview_quotes", "delete") for write in writes)
    return Success(
        data=CorrectedSpeakers(
            action="updated" if writes else "unchanged", quotes_dropped=dropped, roles=roles
        ),
        explanation="The speakers have these roles; the next scan reads the interview anew.",
        writes=tuple(writes),
    )


def _named(turns: Sequence[TurnPlace], wanted: CorrectSpeakers) -> dict[str, Role] | Refusal:
    """The roles by the labels of the interview."""
    labels = {folded(turn.speaker): turn.speaker for turn in turns if turn.speaker}
    roles: dict[str, Role] = {}
    asked: tuple[tuple[str, Role, Iterable[str]], ...] = (
        ("--interviewer", "interviewer", wanted.interviewers),
        ("--participant", "participant", wanted.participants),
    )
    for option, role, names in asked:
        for name in names:
            label = labels.get(folded(name))
            if label is None:
                return Refusal(
                    code="SPEAKER_NOT_FOUND",
                    message=f"{option}: nobody there has this name; theme-scan speakers lists who speaks.",
                )
            if roles.setdefault(label, role) != role:
                return Refusal(
                    code="TWO_ROLES",
                    message=f"{option}: a speaker is given two roles; give each speaker one.",
                )
    return roles


def _stored(
    batch: Batch[Any], interview: UUID, turns: Sequence[TurnPlace], roles: Mapping[str, Role]
) -> list[Write]:
    rows = [{"interview_id": interview, "turns": turns, "corrected_roles": roles}]
    changed = batch.connection.execute(SET_ROLES, {"rows": as_json(rows)}).scalars()
    return [Write(table="interviews", row_id=id_, operation="update") for id_ in changed]


def _without_evidence(batch: Batch[Any], interview: UUID, asking: Sequence[TurnPlace]) -> list[Write]:
    """Take what interviewers say out of the evidence; themes count what is left."""
    places = [
        {"interview_id": interview, "start_offset": turn.start, "end_offset": turn.end} for turn in asking
    ]
    quoted = batch.connection.execute(DROP_EVIDENCE, {"rows": as_json(places), "scanner": SCANNER}).all()
    writes = [_write("interview_themes", link, "delete") for row in quoted for link in row.links]
    writes += [_write("interview_quotes", row.id, "delete") for row in quoted if row.dropped]
    unlinked: list[Row[Any]] = [row for row in quoted if row.themes]
    mended = repaired(batch.connection, unlinked, batch.context.minimum, batch.context.actor)
    return [*writes, *mended]


def _write(table: str, id_: UUID, operation: Any) -> Write:
    return Write(table=table, row_id=id_, operation=operation)
