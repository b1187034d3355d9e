"""Twenty triggers of one organisation at the same moment: one scan, and an answer for everybody."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from executor import leases
from executor.context import ToolContext
from executor.database.connection import Database
from executor.exceptions import AlreadyRunningError
from executor.tools import finish_run, start_run
from executor.unit_of_work import Executor
from flows.runtime.prefect_client import FlowRuns
from tests.support.endpoint import KNOWN, SCAN, endpoint_settings, serving
from tests.support.fake_prefect import FakePrefect
from tests.support.waiting import patience
from webhook.app import create_app

TRIGGERS = 20


class Worker:
    """Takes runs as they are started and does what a job's run does about its claim and its record.

    Whoever gets the organisation works on it until all others have tried to.
    """

    def __init__(self, fake_prefect: FakePrefect, database: Database) -> None:
        self._prefect = fake_prefect
        self._database = database
        self._all_tried = threading.Barrier(TRIGGERS, timeout=patience(60))
        self._runs = ThreadPoolExecutor(TRIGGERS)
        self.ended: list[Any] = []

    def take(self, run: dict[str, Any]) -> None:
        """Begin the run, without waiting for it."""
        self.ended.append(self._runs.submit(self._work, run))

    def _work(self, run: dict[str, Any]) -> None:
        parameters = {name: value for name, value in run["parameters"].items() if name != "org_id"}
        context = ToolContext(
            org_id=UUID(run["parameters"]["org_id"]),
            run_id=UUID(run["id"]),
            actor="system:theme-scan",
            job="theme-scan",
            rules_version="1",
        )
        try:
            with self._database.org_transaction(context.org_id) as connection:
                leases.acquire(connection, context.job, context.run_id, 60)
        except AlreadyRunningError as taken:
            self._prefect.move(run["id"], "CANCELLED", "AlreadyRunning", str(taken))
            self._all_tried.wait()
            return
        executor = Executor(self._database)
        with executor.unit(context) as unit:
            unit.call(start_run, [{"parameters": parameters}])
        self._all_tried.wait()
        with executor.unit(context) as unit:
            unit.call(finish_run, [{"status": "finished", "report": {"run_id": run["id"]}}])
        with self._database.org_transaction(context.org_id) as connection:
            leases.release(connection, context.job, context.run_id)
        self._prefect.move(run["id"], "COMPLETED", "Completed")


@pytest.mark.parametrize(
    ("setting", "answers"), [("join", {200: TRIGGERS}), ("refuse", {200: 1, 409: TRIGGERS - 1})]
)
def test_one_scans_and_everyone_else_joins_or_is_told_that_it_is_being_done(
    fake_prefect: FakePrefect,
    database: Database,
    owner: psycopg.Connection,
    setting: str,
    answers: dict[int, int],
) -> None:
    worker = Worker(fake_prefect, database)
    fake_prefect.on_start = worker.take
    settings = endpoint_settings(already_running=setting, job_wait_seconds=60)
    body = {"org_id": str(uuid4())}
    with serving(create_app(settings, FlowRuns(fake_prefect.client()), database)) as endpoint:

        def trigger(_: int) -> httpx.Response:
            return endpoint.post(SCAN, json=body, headers=KNOWN)

        with ThreadPoolExecutor(TRIGGERS) as callers:
            answered = list(callers.map(trigger, range(TRIGGERS)))
    for run in worker.ended:
        run.result()
    assert Counter(answer.status_code for answer in answered) == answers
    (scanned,) = owner.execute("select id::text from job_runs").fetchall()
    for answer in answered:
        told = answer.json()
        if answer.status_code == 200:
            assert told["result"]["run_id"] == scanned[0]
        else:
            assert f"is being worked on by run {scanned[0]}" in told["error"]
