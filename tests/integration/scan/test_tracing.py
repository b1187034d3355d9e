"""OpenTelemetry spans: they say what failed where, and nothing of what anybody said."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import entry_points
from threading import Thread
from uuid import UUID

import pytest
from openai import InternalServerError
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import tracing
from executor.tools import link_to_interview, upsert_interview
from executor.unit_of_work import Executor
from tests.support.spans import CANARY, recorded_spans
from themes.llm.budget import Budget
from themes.llm.config import ModelConfig
from themes.llm.http import Endpoint
from themes.llm.usage_meter import Meter
from tools.testbed.model_server import Fault, ModelServer, always
from tools.testbed.scan_harness import run_of
from tools.testbed.study_state import WHEN


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    return recorded_spans(monkeypatch)


def named(spans: InMemorySpanExporter, name: str) -> list[ReadableSpan]:
    return [span for span in spans.get_finished_spans() if span.name == name]


def told(spans: InMemorySpanExporter) -> str:
    return " ".join(span.to_json() for span in spans.get_finished_spans())


def attributes(span: ReadableSpan) -> dict[str, object]:
    return {name.removeprefix("theme_scan."): value for name, value in (span.attributes or {}).items()}


def test_a_unit_of_tool_calls_tells_whose_it_was_and_what_came_of_it(
    executor: Executor, org_id: UUID, spans: InMemorySpanExporter
) -> None:
    context = run_of(org_id, job="import")
    interview = {"title": CANARY, "transcript": CANARY, "created_at": WHEN}
    with executor.unit(context) as unit:
        unit.call(upsert_interview, [interview | {"interview_id": UUID(int=n)} for n in (1, 2)])
        unit.call(link_to_interview, [{"theme_id": UUID(int=3), "interview_id": UUID(int=1)}])
    (span,) = named(spans, "executor unit")
    assert attributes(span) == {
        "run.id": str(context.run_id),
        "org.id": str(org_id),
        "job": "import",
        "dry_run": False,
        "tools": ("interviews.upsert_interview", "themes.link_to_interview"),
        "calls": 3,
        "refused": 1,
        "writes": 2,
    }
    assert span.status.is_unset
    assert CANARY not in told(spans)


def test_a_fault_is_told_by_its_kind_alone(
    executor: Executor, org_id: UUID, spans: InMemorySpanExporter
) -> None:
    with suppress(ValueError), executor.unit(run_of(org_id)):
        raise ValueError(CANARY)
    (span,) = named(spans, "executor unit")
    assert (attributes(span)["error.type"], span.status.status_code.name) == ("ValueError", "ERROR")
    assert (span.status.description, span.events) == (None, ())
    with suppress(ValueError), tracing.span("wait", {}, harmless=(ValueError,)):
        raise ValueError(CANARY)
    assert named(spans, "wait")[0].status.is_unset


async def test_each_request_to_the_model_is_a_span_with_its_tokens_or_its_fault(
    spans: InMemorySpanExporter,
) -> None:
    request = {"model": "small", "messages": [{"role": "user", "content": CANARY}]}
    meter = Meter()
    with ModelServer() as model:
        endpoint = Endpoint(ModelConfig(model="small", base_url=model.base_url), Budget())
        with tracing.span("outer", {}):
            await endpoint.send(request, meter)
        model.faults = always(Fault("status", 500))
        with suppress(InternalServerError):
            await endpoint.send(request, meter)
        await endpoint.aclose()
    answered, failed = named(spans, "model request")
    assert answered.parent == named(spans, "outer")[0].context
    assert attributes(answered) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "small",
        "gen_ai.usage.input_tokens": meter.usage.prompt_tokens,
        "gen_ai.usage.output_tokens": meter.usage.completion_tokens,
    }
    assert meter.usage.prompt_tokens > 0
    assert attributes(failed)["http.response.status_code"] == 500
    assert (attributes(failed)["error.type"], failed.events) == ("InternalServerError", ())
    assert CANARY not in told(spans)


class Collector(HTTPServer):
    """Takes what is sent to it by OTLP."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[tuple[str, bytes]] = []


class Taking(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        self.server.taken.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_variables_of_the_docs_send_spans_to_a_collector(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = entry_points(group="opentelemetry_tracer_provider", name="theme_scan")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{collector.server_port}")
    monkeypatch.setenv("OTEL_SERVICE_NAME", "theme-scanner")
    made = found.load()()
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", made)
    with tracing.span("job theme-scan", {}):
        pass
    made.shutdown()
    ((path, body),) = collector.taken
    assert path == "/v1/traces"
    assert b"job theme-scan" in body
    assert b"theme-scanner" in body


def test_without_the_libraries_a_warning_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    assert isinstance(tracing.provider(), trace.NoOpTracerProvider)
    assert "install theme-scanner[otel]" in caplog.text


def test_where_nothing_is_configured_nothing_is_loaded() -> None:
    """Not even the interface, for a command that only reads."""
    code = (
        "import sys, tracing\n"
        "assert 'opentelemetry' not in sys.modules\n"
        "with tracing.span('x', {}): pass\n"
        "sys.exit(bool({'opentelemetry.sdk', 'opentelemetry.exporter'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
