"""The SQL that the documentation offers as a check, run as printed."""

import re
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from executor.execute import Executor
from tests.study import Study

DOCS = Path(__file__).parent.parent / "docs"


def printed(page: str) -> str:
    (query,) = re.findall(r"```sql\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    return str(query)


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    study = Study(executor, org_id)
    study.add("ann", "bob", opening="🙂 é — ")
    study.scan(study.theme("Price", {"ann": [0], "bob": [0, 3]}))
    return study


def test_the_query_that_compares_every_quote_with_its_transcript(
    study: Study, owner: psycopg.Connection
) -> None:
    assert owner.execute(printed("audit.md")).fetchone() == (3, 3, 3)
    assert owner.execute(printed("architecture.md")).fetchall() == []
    owner.execute("set session_replication_role = replica")
    owner.execute(
        "update interview_quotes set quote = 'x' || quote where interview_id = %s", [study.id_of("ann")]
    )
    assert owner.execute(printed("audit.md")).fetchone() == (3, 2, 2)
    assert len(owner.execute(printed("architecture.md")).fetchall()) == 1


def test_the_query_that_finds_tables_without_their_guard(owner: psycopg.Connection) -> None:
    assert owner.execute(printed("tenancy.md")).fetchall() == []
    owner.execute("alter table theme_scan.themes no force row level security")
    assert owner.execute(printed("tenancy.md")).fetchall() == [("themes",)]
