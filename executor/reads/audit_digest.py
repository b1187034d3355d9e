"""The hashes of the audit chain, computed outside the database from plain columns.

The database computes the same when it appends a call (``tool_call_digest`` and ``changes_digest`` in SQL).
Version 1 of the chain joined fields by line feeds. Version 2 hashes a JSON array, whose fields stay apart.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
VERSION = 2
"""The version in which the database appends calls."""


def call_digest(call: Any) -> str:
    """The hash of a row of ``tool_calls``, which covers the hash of the row before it."""
    called_at_us = (call.called_at - _EPOCH) // timedelta(microseconds=1)
    fields: list[Any] = [
        call.previous_hash, call.org_id, call.seq, call.id, call.run_id, call.actor, call.job, call.tool,
        call.tool_version, call.dry_run, call.outcome, call.error_code, call.arguments_hash, call.result_hash,
        call.writes, call.changes_hash, call.duration_us, called_at_us,
    ]  # fmt: skip
    if call.chain_version == 1:
        fields[9] = "t" if call.dry_run else "f"
        return sha256("\n".join(map(str, fields)))
    return sha256(_array([VERSION, *fields, call.transaction_id]))


def changes_digest(chain_version: int, changes: Sequence[Any]) -> str:
    """The hash of the rows of ``row_changes`` that belong to one call, in their order."""
    rows = [[c.id, c.table_name, c.row_id, c.operation, c.before_hash, c.after_hash] for c in changes]
    if chain_version == 1:
        return sha256("\n".join("\n".join(map(str, row)) for row in rows))
    return sha256(_array(rows))


def sha256(content: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def _array(value: Sequence[Any]) -> str:
    """JSON as Postgres writes ``jsonb``."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    assert isinstance(value, UUID)
    return str(value)
