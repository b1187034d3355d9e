"""The audit of tool calls: one row a call, chained per organisation by the database.

The hash of a row covers the hash of the row before it, so that an edit, a deletion or a reordering
breaks every later link. ``digest`` computes in Python what ``tool_call_digest`` does in SQL, so that
``verify`` does not take the database's word for it.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Connection, text

from executor.context import ToolContext
from executor.tool import Outcome, Refusal, Success, Tool
from themes.models import Frozen

APPEND = text("select call_id, chain_seq, chain_hash from append_tool_calls(cast(:calls as jsonb))")
CHAIN = text(
    "select *, (extract(epoch from called_at) * 1000000)::bigint as called_at_us,"
    " changes_digest(org_id, id) as current_changes_hash from tool_calls order by seq"
)


class CallRecord(Frozen):
    """What the audit keeps of one call: names, versions and hashes, no text."""

    id: UUID
    run_id: UUID
    actor: str
    job: str
    tool: str
    tool_version: int
    dry_run: bool
    outcome: str
    error_code: str
    arguments_hash: str
    result_hash: str
    writes: int
    duration_us: int


class Verdict(Frozen):
    """The result of walking a chain. ``broken_at`` is the first position whose link does not hold."""

    length: int
    head: str
    broken_at: int | None = None
    fault: str | None = None


def record(
    context: ToolContext, tool: Tool[Any], call_id: UUID, arguments: Any, outcome: Outcome, duration_us: int
) -> CallRecord:
    """Describe one call for the audit."""
    return CallRecord(
        id=call_id,
        run_id=context.run_id,
        actor=context.actor,
        job=context.job,
        tool=tool.name,
        tool_version=tool.version,
        dry_run=context.dry_run,
        outcome="refused" if isinstance(outcome, Refusal) else "succeeded",
        error_code=outcome.code if isinstance(outcome, Refusal) else "",
        arguments_hash=content_hash(arguments),
        result_hash=content_hash(outcome),
        writes=len(outcome.writes) if isinstance(outcome, Success) else 0,
        duration_us=duration_us,
    )


def content_hash(value: Any) -> str:
    """SHA-256 of a value's canonical JSON, in hexadecimal."""
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def append(connection: Connection, records: Sequence[CallRecord]) -> str:
    """Append the calls to the organisation's chain and return its new head."""
    calls = json.dumps([entry.model_dump(mode="json") for entry in records])
    return str(connection.execute(APPEND, {"calls": calls}).all()[-1].chain_hash)


def verify(connection: Connection) -> Verdict:
    """Walk the chain of the transaction's organisation from its first call to its head."""
    previous, length = "", 0
    with connection.execute(CHAIN, execution_options={"yield_per": 1000}) as rows:
        for row in rows:
            fault = _fault(row, previous, length + 1)
            if fault:
                return Verdict(length=length, head=previous, broken_at=length + 1, fault=fault)
            previous, length = row.hash, length + 1
    head = connection.execute(text("select seq, hash from audit_heads")).one_or_none()
    if (head.seq, head.hash) != (length, previous) if head else length:
        return Verdict(
            length=length, head=previous, broken_at=length + 1, fault="The end of the chain is missing."
        )
    return Verdict(length=length, head=previous)


def _fault(row: Any, previous: str, position: int) -> str | None:
    if row.seq != position:
        return f"Call {position} is missing."
    if row.previous_hash != previous:
        return f"Call {position} does not follow the call before it."
    if row.hash != digest(row):
        return f"Call {position} was altered."
    if row.changes_hash != row.current_changes_hash:
        return f"The row changes of call {position} were altered."
    return None


def digest(row: Any) -> str:
    """The hash of a chained row; the same fields in the same order as ``tool_call_digest`` in SQL."""
    fields = (
        row.previous_hash, row.org_id, row.seq, row.id, row.run_id, row.actor, row.job, row.tool,
        row.tool_version, "t" if row.dry_run else "f", row.outcome, row.error_code, row.arguments_hash,
        row.result_hash, row.writes, row.changes_hash, row.duration_us, row.called_at_us,
    )  # fmt: skip
    return hashlib.sha256("\n".join(map(str, fields)).encode()).hexdigest()
