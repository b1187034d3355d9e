"""Tools that write what an organisation says of its research."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field, field_validator

from executor.sql.loader import as_json, statement
from executor.tool import Batch, Outcome, tool
from executor.tools import ids
from executor.tools.stored_row import RowAction, StoredRow, stored
from themes.codebooks.study import MAX_CONTEXT_CHARACTERS, Codes, check_codes
from themes.models import Frozen


class SetContext(Frozen):
    """Say what the organisation's study is about; an empty context says nothing."""

    context: str = Field(max_length=MAX_CONTEXT_CHARACTERS, pattern=r"^[^\x00]*$")


class SetCodebook(Frozen):
    """Replace the organisation's codebook; without codes it has none."""

    codes: Codes

    @field_validator("codes")
    @classmethod
    def _fit(cls, codes: Codes) -> Codes:
        check_codes(codes)
        return codes


SET_STUDY = statement("study/set_study")


@tool("studies.set_context", version=1, arguments=SetContext, writes=True, identity=lambda _: "study")
def set_context(batch: Batch[SetContext]) -> Sequence[Outcome[StoredRow]]:
    """Store the context of the organisation's study."""
    (call,) = batch.calls
    return [_set(batch, call.id, "context", call.arguments.context.strip(), None)]


@tool("studies.set_codebook", version=1, arguments=SetCodebook, writes=True, identity=lambda _: "study")
def set_codebook(batch: Batch[SetCodebook]) -> Sequence[Outcome[StoredRow]]:
    """Store the organisation's codebook."""
    (call,) = batch.calls
    return [_set(batch, call.id, "codebook", None, as_json(call.arguments.codes))]


def _set(
    batch: Batch[SetContext] | Batch[SetCodebook],
    call_id: UUID,
    what: str,
    context: str | None,
    codebook: str | None,
) -> Outcome[StoredRow]:
    id_ = ids.study_id(batch.context.org_id)
    batch.attribute_writes_to({id_: call_id})
    parameters = {"id": id_, "context": context, "codebook": codebook, "actor": batch.context.actor}
    row = batch.connection.execute(SET_STUDY, parameters).one_or_none()
    action: RowAction = "unchanged" if row is None else "created" if row.created else "updated"
    return stored("studies", id_, action, what)
