"""Roles that people gave to speakers: they hold against what an import reads of the same interview."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from themes.models import TurnPlace
from themes.transcripts.corrected_roles import corrected, structure

CORRECTED = text(
    "select id, corrected_roles from interviews"
    " where org_id = (select current_org()) and id = any(:ids) and corrected_roles is not null"
)


class Reading(NamedTuple):
    """A transcript and its turns as an import reads them."""

    transcript: str
    turns: Sequence[TurnPlace] | None


def corrected_turns(
    connection: Connection, readings: Mapping[UUID, Reading]
) -> dict[UUID, tuple[TurnPlace, ...]]:
    """Return, for the interviews whose speakers a person corrected, the turns with the person's roles."""
    found = connection.execute(CORRECTED, {"ids": list(readings)}).all()
    return {row.id: corrected(structure(*readings[row.id]), row.corrected_roles) for row in found}
