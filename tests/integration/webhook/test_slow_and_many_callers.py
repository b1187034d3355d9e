"""Callers who wait, who send slowly or who know no secret take nothing from the others."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest

from executor.database.connection import Database
from flows.runtime.prefect_client import FlowRuns
from tests.support.endpoint import KNOWN, SCAN, SECRET, endpoint_settings, serving
from tests.support.fake_prefect import FakePrefect
from tests.support.waiting import eventually, patience
from webhook.app import create_app
from webhook.slow_clients import ImpatientProtocol

WAITING = 100
AT_ONCE = {**KNOWN, b"Prefer": b"respond-async"}
ELSEWHERE = {**KNOWN, b"Host": b"elsewhere.example"}


class Impatient(ImpatientProtocol):
    """So impatient that a test need not wait for long."""

    request_seconds = 0.3


def test_a_hundred_waiting_callers_do_not_slow_the_start_of_another_organisation(
    database: Database, fake_prefect: FakePrefect
) -> None:
    """Of a Prefect that takes half a second for each answer."""
    fake_prefect.latency_seconds = 0.5
    app = create_app(endpoint_settings(job_wait_seconds=30), FlowRuns(fake_prefect.client()), database)
    many = httpx.Limits(max_connections=WAITING)
    with (
        serving(app) as endpoint,
        httpx.Client(base_url=endpoint.base_url, limits=many, timeout=patience(60), headers=KNOWN) as others,
        ThreadPoolExecutor(WAITING) as callers,
    ):

        def wait_for_a_scan(_: int) -> httpx.Response:
            return others.post(SCAN, json={"org_id": str(uuid4())})

        waiting = [callers.submit(wait_for_a_scan, number) for number in range(WAITING)]
        assert eventually(lambda: len(fake_prefect.runs) == WAITING, 30)
        began = time.monotonic()
        started = endpoint.post(SCAN, json={"org_id": str(uuid4())}, headers=AT_ONCE)
        took = time.monotonic() - began
        for run_id in list(fake_prefect.runs):
            fake_prefect.move(run_id, "CRASHED", "Crashed")
        ended = [call.result().status_code for call in waiting]
    assert started.status_code == 202
    assert took < patience(1.5)
    assert ended == [500] * WAITING


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "GET /health HTTP/1.1\r\nHost: a\r\n",
        f"POST {SCAN} HTTP/1.1\r\nHost: a\r\nX-Internal-Secret: {SECRET}\r\nContent-Length: 9\r\n\r\n{{",
    ],
    ids=["nothing", "half of the headers", "half of the body"],
)
def test_a_connection_whose_request_does_not_come_to_its_end_is_closed(
    database: Database, fake_prefect: FakePrefect, sent: str
) -> None:
    app = create_app(endpoint_settings(), FlowRuns(fake_prefect.client()), database)
    with serving(app, Impatient) as endpoint:
        address = (endpoint.base_url.host, endpoint.base_url.port or 0)
        with socket.create_connection(address, timeout=20) as caller:
            caller.sendall(sent.encode())
            assert caller.recv(1) == b""


def test_a_caller_who_waits_for_longer_than_a_request_may_take_is_not_cut_off(
    database: Database, fake_prefect: FakePrefect
) -> None:
    app = create_app(endpoint_settings(job_wait_seconds=1), FlowRuns(fake_prefect.client()), database)
    with serving(app, Impatient) as endpoint:
        answer = endpoint.post(SCAN, json={"org_id": str(uuid4())}, headers=KNOWN)
    assert answer.status_code == 202


def test_health_needs_no_secret_and_tells_nothing(endpoint: httpx.Client, fake_prefect: FakePrefect) -> None:
    fake_prefect.away = True
    answer = endpoint.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert fake_prefect.requests == 0


@pytest.mark.parametrize("path", [f"{SCAN}/", "/api/internal/jobs/", "/health/"])
def test_a_trailing_slash_is_another_path_and_leads_nowhere(endpoint: httpx.Client, path: str) -> None:
    """A redirect would lead to whichever host the caller named."""
    answer = endpoint.get(path, headers=ELSEWHERE)
    assert (answer.status_code, "location" in answer.headers) == (404, False)
    assert json.loads(answer.content) == {"error": "Not Found"}
