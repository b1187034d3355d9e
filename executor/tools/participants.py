"""The tool that stores what is told of a person, whatever interviews the person gave."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from executor.sql.loader import as_json, statement
from executor.tool import Batch, Outcome, Refusal, tool
from executor.tools import ids
from executor.tools.participation import Attributes, Name
from executor.tools.stored_row import StoredRow, stored
from themes.models import Frozen

DESCRIBE = statement("interviews/describe_participants")
NOT_FOUND = Refusal(code="PARTICIPANT_NOT_FOUND", message="No interview has a participant of this name.")


class DescribeParticipant(Frozen):
    """Say what there is to tell of a person, in place of what was told before."""

    name: Name
    """The name or code by which interviews state the person."""
    attributes: Attributes


def _id(org_id: UUID, arguments: DescribeParticipant) -> UUID:
    return ids.participant_id(org_id, org_id, arguments.name, identified=True)


@tool(
    "participants.describe_participant",
    version=1,
    arguments=DescribeParticipant,
    writes=True,
    identity=lambda arguments: " ".join(arguments.name.casefold().split()),
)
def describe_participant(batch: Batch[DescribeParticipant]) -> Sequence[Outcome[StoredRow]]:
    """Store attributes of participants. They hold before those that an interview's file tells."""
    calls = {_id(batch.context.org_id, call.arguments): call for call in batch.calls}
    rows = [
        {"position": position, "id": id_, "attributes": dict(call.arguments.attributes)}
        for position, (id_, call) in enumerate(calls.items())
    ]
    batch.attribute_writes_to({id_: call.id for id_, call in calls.items()})
    return [_described(row) for row in batch.connection.execute(DESCRIBE, {"rows": as_json(rows)})]


def _described(row: Row[Any]) -> Outcome[StoredRow]:
    if not row.known:
        return NOT_FOUND
    return stored("participants", row.id, "updated" if row.changed else "unchanged", "participant")
