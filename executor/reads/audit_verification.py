"""Verifying the audit of an organisation: is every call there, unaltered and in its place?

The walk trusts no function that an owner of the tables could replace. It fetches plain columns with
``pg_catalog`` alone in the search path, and computes every hash in Python.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from executor.reads.audit_digest import call_digest, changes_digest, sha256
from executor.sql.loader import statement
from themes.models import Frozen

PAGE = 200
FIRST = -(2**63)
SEARCH_PATH = text("select current_setting('search_path') as before, set_config('search_path', :path, true)")
CATALOG = "pg_catalog, pg_temp"
CALLS = statement("audit/calls_after")
CHANGES = statement("audit/changes_of_calls")
HEAD = text("select seq, hash from theme_scan.audit_heads where org_id = current_setting('app.org_id')::uuid")
GOVERNED = text(
    "select relname::text from pg_class c where relnamespace = 'theme_scan'::regnamespace and relkind = 'r'"
    " and exists (select from pg_trigger where tgrelid = c.oid and tgname = 'capture_update')"
)
ORPHANS = text(
    "select count(*) from theme_scan.row_changes r where org_id = current_setting('app.org_id')::uuid"
    " and not exists (select from theme_scan.tool_calls t where t.org_id = r.org_id and t.id = r.call_id)"
)
# A run's report is written after the calls it tells of, and holds the chain's head of that moment.
RECORDED_HEADS = text(
    "select id, report ->> 'audit_head' as head from theme_scan.job_runs"
    " where org_id = current_setting('app.org_id')::uuid and report ->> 'audit_head' is not null"
    " order by started_at"
)
UNACCOUNTED_RUNS = text(
    "select r.id from theme_scan.job_runs r where r.org_id = current_setting('app.org_id')::uuid"
    " and not exists (select from theme_scan.tool_calls t"
    "  where t.org_id = r.org_id and t.run_id = r.id and t.outcome = 'succeeded'"
    "  and t.tool = case r.status when 'running' then 'runs.start_run' else 'runs.finish_run' end)"
    " order by r.started_at limit 1"
)
TAIL_MISSING = "The end of the chain is missing."
ERASING = "interviews.erase_interview"
TOMBSTONES = "erased_interviews"
_HASH = re.compile(r"[0-9a-f]{64}")
_HASHED = {"insert": (False, True), "update": (True, True), "delete": (True, False), "erase": (True, False)}
"""By operation, whether a change has the hash of the row before it and of the row after it."""


class Verdict(Frozen):
    """The result of walking a chain. ``broken_at`` is the first position whose link does not hold."""

    length: int
    head: str
    broken_at: int | None = None
    fault: str | None = None


def verify(connection: Connection, expected_head: str | None = None) -> Verdict:
    """Walk the chain of the transaction's organisation from its first call to its head.

    The transaction must see the database as of one moment, or nobody may write meanwhile. A chain whose end
    was cut off is whole in itself. So it must hold the head that every run's report recorded, and the calls
    that opened and closed every run. It must also hold ``expected_head``, if given: a head that was kept
    outside this database.
    """
    with _catalog_alone(connection):
        walk = _Walk(connection, expected_head)
        fault = walk.fault() or walk.fault_of_the_end()
    return Verdict(
        length=walk.length, head=walk.head, broken_at=walk.length + 1 if fault else None, fault=fault
    )


@contextmanager
def _catalog_alone(connection: Connection) -> Iterator[None]:
    """Let names without a schema mean what Postgres itself defines."""
    before = connection.execute(SEARCH_PATH, {"path": CATALOG}).one().before
    yield
    connection.execute(SEARCH_PATH, {"path": before})


class _Walk:
    """One walk, as far as it has come: ``length`` calls, of which the last has the hash ``head``."""

    def __init__(self, connection: Connection, expected_head: str | None) -> None:
        self.length = 0
        self.head = ""
        self._version = 1
        self._connection = connection
        self._expected = expected_head
        self._recorded = {row.head: row.id for row in connection.execute(RECORDED_HEADS)}
        self._governed = frozenset(connection.execute(GOVERNED).scalars())

    def fault(self) -> str | None:
        """Walk to the first call that is not as the chain says, and say what is wrong with it."""
        after = FIRST
        while page := self._connection.execute(CALLS, {"after": after, "page": PAGE}).all():
            changes = self._changes([call.id for call in page])
            for call in page:
                if fault := self._fault_of(call, changes[call.id]):
                    return fault
                self._pass(call)
            after = page[-1].seq
        return None

    def _changes(self, calls: Sequence[UUID]) -> dict[UUID, list[Any]]:
        found: dict[UUID, list[Any]] = defaultdict(list)
        for change in self._connection.execute(CHANGES, {"calls": calls}):
            found[change.call_id].append(change)
        return found

    def _pass(self, call: Any) -> None:
        self.length, self.head, self._version = self.length + 1, call.hash, call.chain_version
        self._recorded.pop(call.hash, None)
        if call.hash == self._expected:
            self._expected = None

    def _fault_of(self, call: Any, changes: Sequence[Any]) -> str | None:
        position = self.length + 1
        if call.seq != position:
            return f"Call {position} is missing."
        if call.previous_hash != self.head:
            return f"Call {position} does not follow the call before it."
        hashes = (call.hash, call.arguments_hash, call.result_hash, call.changes_hash)
        if call.hash != call_digest(call) or not all(map(_HASH.fullmatch, hashes)):
            return f"Call {position} was altered."
        if call.chain_version < self._version or (call.chain_version == 1 and call.transaction_id):
            return f"Call {position} was altered: its version of the chain was no longer in use."
        if call.changes_hash != changes_digest(call.chain_version, changes) or len(changes) != (
            0 if call.dry_run else call.writes
        ):
            return f"The row changes of call {position} were altered."
        return self._fault_of_changes(call, changes, position)

    def _fault_of_changes(self, call: Any, changes: Sequence[Any], position: int) -> str | None:
        if not all(change.table_name in self._governed and _well_formed(change) for change in changes):
            return f"A row change of call {position} is none that a call can make."
        if any(change.operation == "erase" for change in changes) and not _erases(call, changes):
            return f"Call {position} removed what the audit keeps, and erased no interview."
        if not all(map(_kept, changes)):
            return f"What the row changes of call {position} keep of earlier rows was altered or removed."
        return None

    def fault_of_the_end(self) -> str | None:
        """What is wrong with a chain all of whose calls are as it says, or None."""
        stored = self._connection.execute(HEAD).one_or_none()
        if (stored.seq, stored.hash) != (self.length, self.head) if stored else self.length:
            return TAIL_MISSING
        if self._recorded:
            run = next(iter(self._recorded.values()))
            return f"{TAIL_MISSING} The report of run {run} recorded a head that the chain does not hold."
        if run := self._connection.scalar(UNACCOUNTED_RUNS):
            return f"{TAIL_MISSING} The call that opened or closed run {run} is not in the chain."
        if self._connection.scalar(ORPHANS):
            return "There are row changes that belong to no call."
        if self._expected is not None:
            return (
                f"The chain does not hold the head {self._expected}: that call or calls after it are missing."
            )
        return None


def _well_formed(change: Any) -> bool:
    hashes = (change.before_hash, change.after_hash)
    return (
        all(
            bool(_HASH.fullmatch(hash_)) if hashed else hash_ == ""
            for hash_, hashed in zip(hashes, _HASHED.get(change.operation, (True, True)), strict=True)
        )
        and change.operation in _HASHED
    )


def _erases(call: Any, changes: Sequence[Any]) -> bool:
    """Whether a call may remove what the audit keeps: from version 2 on it leaves a tombstone."""
    buried = any(one.table_name == TOMBSTONES and one.operation in ("insert", "update") for one in changes)
    return call.tool == ERASING and (buried or call.chain_version == 1)


def _kept(change: Any) -> bool:
    """Whether the row as it was before is still what it was, or is gone by an erasure."""
    if change.before is not None:
        return sha256(change.before) == str(change.before_hash)
    return change.operation == "erase" or change.before_hash == "" or bool(change.accounted)
