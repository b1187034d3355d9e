"""What the sweep counts, in Jepsen's words, and how it counts it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple

import psycopg

from executor.database.connection import Database
from executor.local_postgres.server import Server
from executor.reads.audit_verification import verify
from tools.crash_sweep.runs import ORG
from tools.testbed.databases import ROLE, as_owner
from tools.testbed.invariants import unaudited
from tools.testbed.study_state import BUSINESS


@dataclass(frozen=True)
class Figures:
    """Counts of one kind of trial; all but the first are faults."""

    tried: int = 0
    lost: int = 0
    """Rows that a clean run leaves and that are missing."""
    stale: int = 0
    """Rows that are not as a clean run leaves them."""
    doubled: int = 0
    """Rows that a clean run does not leave, and changes of rows beyond those that it makes."""
    unaudited: int = 0
    """Rows that are not as the audit says, and audit chains that do not verify."""
    wrong: int = 0
    """Runs that ended otherwise than they must, or without a clear sentence."""

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def faults(self) -> int:
        """All but what was tried."""
        return sum(astuple(self)[1:])


class State(NamedTuple):
    """The business rows by table and id, without the moments of writing, and how often any changed."""

    rows: dict[tuple[str, str], str]
    changes: int


def state(owner: psycopg.Connection) -> State:
    """Read what stands in a database."""
    owner.execute("set timezone = 'UTC'")
    found: dict[tuple[str, str], str] = {}
    for table in BUSINESS:
        moments = "updated_at" if table == "interviews" else "updated_at,created_at"
        query = f"select id::text, (to_jsonb(t) - '{{{moments}}}'::text[])::text from {table} t"
        found |= {(table, id_): row for id_, row in owner.execute(query)}
    changes = "select count(*) from row_changes where table_name = any(%s)"
    row = owner.execute(changes, [list(BUSINESS)]).fetchone()
    assert row
    return State(found, row[0])


def compare(server: Server, database: str, clean: State, *, wrong: int = 0) -> Figures:
    """The figures of one trial: what stands in a database beside what a clean run leaves."""
    with as_owner(server, database) as owner:
        stands = state(owner)
        untold = unaudited(owner)
    return Figures(
        tried=1,
        lost=len(clean.rows.keys() - stands.rows.keys()),
        stale=sum(stands.rows.get(key, row) != row for key, row in clean.rows.items()),
        doubled=len(stands.rows.keys() - clean.rows.keys()) + max(0, stands.changes - clean.changes),
        unaudited=untold + _broken(server, database),
        wrong=wrong,
    )


def _broken(server: Server, database: str) -> int:
    opened = Database(server.url(database), ROLE)
    with opened.org_transaction(ORG) as connection:
        fault = verify(connection).fault
    opened.close()
    return int(fault is not None)


def total(figures: Sequence[Figures]) -> Figures:
    """Add figures up."""
    return sum(figures, Figures())
