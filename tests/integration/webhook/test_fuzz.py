"""The endpoint is as its OpenAPI document says, whatever it is sent."""

import os
import sys
from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from executor.database.connection import Database
from flows.runtime.prefect_client import FlowRuns
from tests.support.endpoint import PREVIOUS, endpoint_settings
from tests.support.fake_prefect import FakePrefect
from webhook.app import create_app

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3"))
"""Examples per operation and kind, each sent twice; ``make fuzz`` sends more."""
LEAST = int(os.environ.get("FUZZ_LEAST", "60"))
"""Requests that must have been sent for the outcome to mean anything."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    positive_data_acceptance,
]


def test_every_answer_is_one_that_the_document_promises(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the secret it is 401, and never is it a fault of the server. The figures are printed."""
    app = create_app(endpoint_settings(job_wait_seconds=0), FlowRuns(FakePrefect().client()), database)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    statuses: Counter[tuple[bool, int]] = Counter()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), "the document describes each operation"
        for mode in GenerationMode:
            fuzz(found.ok(), mode, statuses)
    sent = statuses.total()
    faults = sum(count for (_, status), count in statuses.items() if status >= 500)
    # 404 is a path with what is no run id.
    accepted = sum(n for (known, status), n in statuses.items() if not known and status not in (401, 404))
    with capsys.disabled():
        sys.stdout.write(
            f"\n{sent} fuzzed requests: {faults} answers of 5xx, {accepted} accepted without the secret. "
            f"With it: {told(statuses, known=True)}; without: {told(statuses, known=False)}.\n"
        )
    assert sent >= LEAST
    assert faults == 0
    assert accepted == 0
    assert statuses[True, 202] > 0
    assert statuses[True, 400] > 0


def told(statuses: Counter[tuple[bool, int]], *, known: bool) -> str:
    """The answers that requests with or without the secret got."""
    return ", ".join(f"{count} × {status}" for (k, status), count in sorted(statuses.items()) if k is known)


def fuzz(operation: Any, mode: GenerationMode, statuses: Counter[tuple[bool, int]]) -> None:
    """Send what fits the document, or what does not, with the secret and without."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def send(case: "schemathesis.Case[Any]") -> None:
        case.headers.pop("X-Internal-Secret", None)
        case.headers.pop("Authorization", None)
        anybody = case.call()
        statuses[False, anybody.status_code] += 1
        response = case.call(headers={"X-Internal-Secret": PREVIOUS})
        statuses[True, response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    send()
