"""Storing who takes part in interviews; the tools that write interviews share this."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from executor.sql.loader import as_json, attribute_writes_to, statement
from executor.tool import Batch, Write
from executor.tools import ids
from themes.models import Frozen
from themes.transcripts.participants import Participant

SET_PARTICIPANTS = statement("interviews/set_participants")
REMOVE_UNNEEDED = statement("interviews/remove_unneeded_participants")

Name = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
Attributes = Annotated[Mapping[Name, Name], Field(max_length=200)]
"""What is told of a person, such as role, site or segment."""


class Participation(Frozen):
    """The participants of one interview, and what the interview's file tells of them."""

    participants: tuple[Participant, ...]
    attributes: Mapping[str, str] = {}


def store_participants(
    batch: Batch[Any], calls: Mapping[UUID, UUID], wanted: Mapping[UUID, Participation]
) -> dict[UUID, list[Write]]:
    """Give interviews their participants, by interview; return what was written, by interview.

    ``calls`` names the call that answers for each interview. Whom no interview has any more is removed.
    """
    rows = [row for interview, one in wanted.items() for row in _rows(batch.context.org_id, interview, one)]
    first = {UUID(row["participant_id"]): UUID(row["interview_id"]) for row in reversed(rows)}
    attribute_writes_to(batch.connection, {**calls, **{id_: calls[by] for id_, by in first.items()}})
    parameters = {"rows": as_json(rows), "interviews": list(wanted)}
    writes: dict[UUID, list[Write]] = defaultdict(list)
    left: dict[UUID, UUID] = {}
    for row in batch.connection.execute(SET_PARTICIPANTS, parameters):
        writes[first.get(row.id, row.interview_id)].append(
            Write(table=row.table_name, row_id=row.id, operation=row.operation)
        )
        if row.operation == "delete":
            left[row.participant_id] = row.interview_id
    if left:
        attribute_writes_to(batch.connection, {id_: calls[interview] for id_, interview in left.items()})
        for id_ in batch.connection.execute(REMOVE_UNNEEDED, {"ids": list(left)}).scalars():
            writes[left[id_]].append(Write(table="participants", row_id=id_, operation="delete"))
    return writes


def _rows(org_id: UUID, interview: UUID, one: Participation) -> Sequence[dict[str, Any]]:
    rows: dict[UUID, dict[str, Any]] = {}
    for participant in one.participants:
        name = participant.name
        id_ = ids.participant_id(org_id, interview, name, identified=participant.is_identified)
        row = {"interview_id": str(interview), "participant_id": str(id_), "attributes": dict(one.attributes)}
        row |= participant.model_dump() | {"id": str(ids.participation_id(interview, id_))}
        rows.setdefault(id_, row)
    return list(rows.values())
