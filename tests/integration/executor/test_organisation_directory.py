"""Which organisations there are: what the nightly jobs go by holds whoever writes at the same time."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from executor.tools import upsert_interview
from executor.unit_of_work import Executor
from tests.support.waiting import eventually
from tools.testbed.study_state import WHEN, Study

WAITING = "select exists (select from pg_locks where not granted)"


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    study = Study(executor, org_id)
    study.add("ann")
    return study


def dated(study: Study, key: str, when: datetime) -> None:
    """Import an interview of a date."""
    with study.executor.unit(study.context("import")) as unit:
        unit.call(upsert_interview, [interview(study, key, when)])


def interview(study: Study, key: str, when: datetime) -> dict[str, object]:
    return {"interview_id": study.id_of(key), "title": key, "transcript": key, "created_at": when}


@contextmanager
def importing(study: Study, key: str, when: datetime) -> Iterator[ThreadPoolExecutor]:
    """Import an interview, and commit that only after what is done meanwhile has come to wait."""
    with ThreadPoolExecutor(1) as meanwhile, study.executor.unit(study.context("import")) as unit:
        unit.call(upsert_interview, [interview(study, key, when)])
        yield meanwhile


def newest(owner: psycopg.Connection) -> list[datetime]:
    return [date for (date,) in owner.execute("select newest_interview_at from organisations")]


def waits(owner: psycopg.Connection, done: Future[Any]) -> None:
    assert eventually(lambda: done.done() or owner.execute(WAITING).fetchone() == (True,), 30)


def test_an_organisation_whose_last_interview_is_erased_during_an_import_stays_listed(
    study: Study, owner: psycopg.Connection
) -> None:
    with importing(study, "bob", WHEN) as meanwhile:
        erased = meanwhile.submit(study.erase, "ann")
        waits(owner, erased)
    erased.result()
    assert newest(owner) == [WHEN]


def test_an_interview_that_is_dated_back_during_an_import_does_not_hide_the_newer_one(
    study: Study, owner: psycopg.Connection
) -> None:
    later = WHEN + timedelta(days=9)
    with importing(study, "bob", later) as meanwhile:
        back = meanwhile.submit(dated, study, "ann", WHEN - timedelta(days=900))
        waits(owner, back)
    back.result()
    assert newest(owner) == [later]


def test_the_newest_date_follows_whatever_is_done_to_interviews(
    study: Study, owner: psycopg.Connection
) -> None:
    dated(study, "bob", later := WHEN + timedelta(days=1))
    assert newest(owner) == [later]
    dated(study, "bob", earlier := WHEN - timedelta(days=1))
    assert newest(owner) == [WHEN]
    study.erase("ann")
    assert newest(owner) == [earlier]
    study.erase("bob")
    assert newest(owner) == []
