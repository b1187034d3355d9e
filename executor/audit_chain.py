"""The audit of tool calls: one row a call, chained per organisation by the database.

The hash of a row covers the hash of the row before it, so an edit, a deletion or a reordering
breaks every later link. The module executor.reads.audit_verification walks the chain.
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


class CallRecord(Frozen):
    """The audit's record of one call: names, versions and hashes, no text."""

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


def record(
    context: ToolContext,
    tool: Tool[Any, Any],
    call_id: UUID,
    arguments: Any,
    outcome: Outcome[Any],
    duration_us: int,
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
        result_hash=content_hash(vars(outcome)),
        writes=len(outcome.writes) if isinstance(outcome, Success) else 0,
        duration_us=duration_us,
    )


def content_hash(value: Any) -> str:
    """SHA-256 of a value's canonical JSON, in hexadecimal."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else str(value)


def append(connection: Connection, records: Sequence[CallRecord]) -> str:
    """Append the calls to the organisation's chain and return its new head."""
    calls = json.dumps([entry.model_dump(mode="json") for entry in records])
    return str(connection.execute(APPEND, {"calls": calls}).all()[-1].chain_hash)
