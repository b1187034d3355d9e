"""Verifying the audit of an organisation: is every call there, unaltered and in its place?

``digest`` and ``changes_digest`` compute in Python what the functions of the same purpose do in SQL, so
that the walk does not take the database's word for it.
"""

import hashlib
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from executor.sql.loader import statement
from themes.models import Frozen

CHAIN = statement("audit/audit_chain")
HEAD = text("select seq, hash from audit_heads where org_id = (select current_org())")
ORPHANS = text(
    "select count(*) from row_changes r where org_id = (select current_org()) and not exists ("
    "  select from tool_calls t where t.org_id = r.org_id and t.id = r.call_id)"
)
# A run's report is written after the calls it tells of, and holds the chain's head of that moment.
RECORDED_HEADS = text(
    "select id, report ->> 'audit_head' as head from job_runs"
    " where org_id = (select current_org()) and report ->> 'audit_head' is not null order by started_at"
)
UNACCOUNTED_RUNS = text(
    "select r.id from job_runs r where r.org_id = (select current_org()) and not exists ("
    "  select from tool_calls t where t.org_id = r.org_id and t.run_id = r.id and t.outcome = 'succeeded'"
    "  and t.tool = case r.status when 'running' then 'runs.start_run' else 'runs.finish_run' end)"
    " order by r.started_at limit 1"
)
TAIL_MISSING = "The end of the chain is missing."


class Verdict(Frozen):
    """The result of walking a chain. ``broken_at`` is the first position whose link does not hold."""

    length: int
    head: str
    broken_at: int | None = None
    fault: str | None = None


def verify(connection: Connection, expected_head: str | None = None) -> Verdict:
    """Walk the chain of the transaction's organisation from its first call to its head.

    A chain whose end was cut off is whole in itself. So it must hold the head that every run's report
    recorded, the calls that opened and closed every run, and ``expected_head`` where one is given: a head
    that was kept outside this database.
    """
    previous, length = "", 0
    missing = {row.head: row.id for row in connection.execute(RECORDED_HEADS)}
    outside = expected_head is not None
    with connection.execute(CHAIN, execution_options={"yield_per": 1000}) as rows:
        for row in rows:
            if fault := _fault(row, previous, length + 1):
                return Verdict(length=length, head=previous, broken_at=length + 1, fault=fault)
            previous, length = row.hash, length + 1
            missing.pop(row.hash, None)
            outside = outside and row.hash != expected_head
    fault = _fault_of_the_end(connection, length, previous, missing)
    if fault is None and outside:
        fault = (
            f"The chain does not hold the head {expected_head}: calls after it, or it itself, are missing."
        )
    return Verdict(length=length, head=previous, broken_at=length + 1 if fault else None, fault=fault)


def _fault(row: Any, previous: str, position: int) -> str | None:
    if row.seq != position:
        return f"Call {position} is missing."
    if row.previous_hash != previous:
        return f"Call {position} does not follow the call before it."
    if row.hash != digest(row):
        return f"Call {position} was altered."
    if row.changes_hash != changes_digest(row.changes):
        return f"The row changes of call {position} were altered."
    if row.altered:
        return f"What the row changes of call {position} keep of earlier rows was altered or removed."
    return None


def _fault_of_the_end(connection: Connection, length: int, head: str, missing: dict[str, UUID]) -> str | None:
    stored = connection.execute(HEAD).one_or_none()
    if (stored.seq, stored.hash) != (length, head) if stored else length:
        return TAIL_MISSING
    if missing:
        run = next(iter(missing.values()))
        return f"{TAIL_MISSING} The report of run {run} recorded a head that the chain does not hold."
    if run := connection.scalar(UNACCOUNTED_RUNS):
        return f"{TAIL_MISSING} The call that opened or closed run {run} is not in the chain."
    if connection.scalar(ORPHANS):
        return "There are row changes that belong to no call."
    return None


def digest(row: Any) -> str:
    """The hash of a chained row; the same fields in the same order as ``tool_call_digest`` in SQL."""
    fields = (
        row.previous_hash, row.org_id, row.seq, row.id, row.run_id, row.actor, row.job, row.tool,
        row.tool_version, "t" if row.dry_run else "f", row.outcome, row.error_code, row.arguments_hash,
        row.result_hash, row.writes, row.changes_hash, row.duration_us, row.called_at_us,
    )  # fmt: skip
    return _sha256("\n".join(map(str, fields)))


def changes_digest(changes: str | None) -> str:
    """The hash of the rows a call changed, given as ``changes_digest`` in SQL joins them."""
    return _sha256(changes or "")


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
