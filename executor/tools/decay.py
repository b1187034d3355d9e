"""The tool that writes how themes stand as their evidence ages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from executor.sql.loader import as_json, statement
from executor.tool import Batch, Outcome, Refusal, tool
from executor.tools import ids
from executor.tools.stored_row import StoredRow, stored
from themes.models import Confidence, Frozen
from themes.over_time.decay import DecayState, ScoredTheme

THEMES_TO_DECAY = statement("themes/themes_to_decay")
SET_DECAY_STATES = statement("themes/set_decay")


class SetDecayState(Frozen):
    """Say how a theme stands; its own row, and with it what a scan compares, stays untouched."""

    theme_id: UUID
    state: DecayState
    confidence: Confidence


def themes_to_decay(connection: Connection) -> tuple[ScoredTheme, ...]:
    """The themes that people are shown, with their scores and standings, by slug."""
    return tuple(
        ScoredTheme.model_validate(dict(row)) for row in connection.execute(THEMES_TO_DECAY).mappings()
    )


@tool(
    "themes.set_decay_state",
    version=1,
    arguments=SetDecayState,
    writes=True,
    identity=lambda arguments: arguments.theme_id,
)
def set_decay_state(batch: Batch[SetDecayState]) -> Sequence[Outcome[StoredRow]]:
    """Store how themes stand; what is already so stays untouched."""
    rows: list[dict[str, Any]] = []
    for position, call in enumerate(batch.calls):
        id_ = ids.decay_state_id(call.arguments.theme_id)
        rows.append({"position": position, "id": id_} | call.arguments.model_dump(mode="json"))
    batch.attribute_writes_to({row["id"]: call.id for row, call in zip(rows, batch.calls, strict=True)})
    parameters = {"rows": as_json(rows), "rules": batch.context.rules_version, "actor": batch.context.actor}
    return [_set(row) for row in batch.connection.execute(SET_DECAY_STATES, parameters)]


def _set(row: Row[Any]) -> Outcome[StoredRow]:
    if not row.known:
        return Refusal(code="THEME_NOT_FOUND", message="There is no such theme.")
    return stored("theme_standings", row.id, row.action, "decay state")
