"""A connection that breaks before any statement of a scan's writes, a revert or an erasure does no harm."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from executor.database.connection import Database
from executor.exceptions import ExecutorError
from executor.reads.audit_verification import verify
from executor.unit_of_work import Executor
from tests.support.lost_connections import breaking
from tools.testbed.study_state import BUSINESS, Study, rows

Work = Callable[[], Any]


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    study = Study(executor, org_id)
    study.add("ann", "bob", "cyd")
    return study


@pytest.mark.parametrize("kind", ["scan", "revert", "erasure"])
def test_broken_before_any_statement_it_changes_nothing_and_done_again_it_is_whole(
    study: Study, owner: psycopg.Connection, database: Database, kind: str
) -> None:
    found = study.theme("Price", {"ann": [0, 1], "bob": [0], "cyd": [2]}, aliases=["Cost"])
    scanned = study.scan(found)[0] if kind != "scan" else None
    work: dict[str, Work] = {
        "scan": lambda: study.scan(found),
        "revert": lambda: study.revert(scanned) if scanned else None,
        "erasure": lambda: study.erase("ann"),
    }
    before, point = rows(owner, (*BUSINESS, "row_changes")), 0
    while True:
        point += 1
        try:
            with breaking(owner, point) as counted:
                work[kind]()
            break
        except ExecutorError:
            assert rows(owner, (*BUSINESS, "row_changes")) == before, point
    assert (point, len(counted)) == (len(counted) + 1, point - 1)
    assert point > 10
    assert rows(owner) != {table: before[table] for table in BUSINESS}
    with database.org_transaction(study.org_id) as connection:
        assert verify(connection).fault is None
