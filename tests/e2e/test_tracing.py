"""The spans of a whole scan lie within each other, and within those of Prefect."""

from uuid import UUID

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from executor.unit_of_work import Executor
from flows.theme_scan import theme_scan
from tests.support.spans import CANARY, recorded_spans
from tools.testbed.model_server import Fault, ModelServer, always
from tools.testbed.scan_harness import add_interviews

pytestmark = [
    pytest.mark.e2e,
    # Prefect's clients leave their connections to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]
TEXTS = [f"Ann: The support took weeks, said {CANARY}." for _ in range(2)]


async def test_a_scan_is_one_trace_from_the_flow_to_each_request(
    executor: Executor, org_id: UUID, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = recorded_spans(monkeypatch)
    add_interviews(executor, org_id, TEXTS)
    spans.clear()
    state = await theme_scan(org_id=org_id, return_state=True)
    ways = {way(span, spans) for span in spans.get_finished_spans()}
    job = f"theme-scan-{org_id} > job theme-scan"
    assert {f"{job} > {step} > step {step}" for step in ("fetch", "extract", "merge", "write")} <= ways
    assert f"{job} > extract > step extract > model request" in ways
    assert f"{job} > write > step write > executor unit" in ways
    (ran,) = (span for span in spans.get_finished_spans() if span.name == "job theme-scan")
    report = await state.aresult()
    assert (
        dict(ran.attributes or {}).items()
        >= {
            "theme_scan.run.id": report["run_id"],
            "theme_scan.dry_run": False,
            "theme_scan.report.themes_created": report["themes_created"],
            "theme_scan.report.model_calls": model.calls,
        }.items()
    )
    assert CANARY not in everything(spans)


async def test_a_step_that_failed_is_marked_and_its_message_kept_out(
    executor: Executor, org_id: UUID, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of Prefect's own spans nothing is asked here but that they hold no text."""
    add_interviews(executor, org_id, TEXTS[:1])  # a second one's step would be cancelled
    model.faults = always(Fault("status", 401))
    spans = recorded_spans(monkeypatch)
    await theme_scan(org_id=org_id, return_state=True)
    failed = {
        span.name: (span.attributes or {}).get("error.type")
        for span in spans.get_finished_spans()
        if span.status.status_code.name == "ERROR" and "prefect.run.type" not in (span.attributes or {})
    }
    assert failed == {
        "model request": "AuthenticationError",
        "step extract": "ModelRefusedError",
        "job theme-scan": "StepFailedError",
    }
    assert CANARY not in everything(spans)


def way(span: ReadableSpan, spans: InMemorySpanExporter) -> str:
    """The names from the outermost span to this one; of Prefect's tasks without their random ends."""
    by_id = {one.context.span_id: one for one in spans.get_finished_spans()}
    kind = (span.attributes or {}).get("prefect.run.type")
    name = span.name.rpartition("-")[0] if kind == "task" else span.name
    above = by_id.get(span.parent.span_id) if span.parent else None
    return f"{way(above, spans)} > {name}" if above else name


def everything(spans: InMemorySpanExporter) -> str:
    return " ".join(span.to_json() for span in spans.get_finished_spans())
