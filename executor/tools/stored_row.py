"""What the tools that store one row a call answer."""

from typing import Literal
from uuid import UUID

from executor.tool import Success, Write
from themes.models import Frozen

RowAction = Literal["created", "updated", "unchanged"]
_OPERATIONS: dict[RowAction, Literal["insert", "update"]] = {"created": "insert", "updated": "update"}


class StoredRow(Frozen):
    """The row that a call stored, and what became of it."""

    id: UUID
    action: RowAction


def stored(table: str, id_: UUID, action: RowAction, noun: str) -> Success[StoredRow]:
    """Answer a call that stored this one row; an unchanged row was not written."""
    operation = _OPERATIONS.get(action)
    return Success(
        data=StoredRow(id=id_, action=action),
        explanation=f"The {noun} is {action}.",
        writes=(Write(table=table, row_id=id_, operation=operation),) if operation else (),
    )
