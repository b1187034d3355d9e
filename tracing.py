"""OpenTelemetry spans: how long the steps of a job took, and which of them failed.

Prefect makes a span for each run of a flow or task once a tracer provider is configured; ours lie
within them. Without one, a span costs a few microseconds and goes nowhere. Attributes are ids,
numbers and names of steps. No attribute holds an interview's text, a theme's name, or an error's
message, which may quote either.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Prefect has it loaded where jobs run; commands that only read do without
    from opentelemetry.trace import Span, SpanKind, TracerProvider

_log = logging.getLogger(__name__)


@contextmanager
def span(
    name: str,
    attributes: Mapping[str, str | int | float | bool],
    *,
    kind: "SpanKind | None" = None,
    harmless: tuple[type[Exception], ...] = (),
) -> "Iterator[Span]":
    """Open a span around a block. An error that leaves it marks it as failed, unless it is harmless.

    Being cancelled, because something else failed, is not a failure.
    """
    from opentelemetry import trace

    with trace.get_tracer("theme-scanner").start_as_current_span(
        name,
        kind=kind or trace.SpanKind.INTERNAL,
        attributes=attributes,
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield current
        except BaseException as fault:
            current.set_attribute("error.type", type(fault).__name__)
            if isinstance(fault, Exception) and not isinstance(fault, harmless):
                current.set_status(trace.StatusCode.ERROR)
            raise


def provider() -> "TracerProvider":
    """The tracer provider that OTEL_PYTHON_TRACER_PROVIDER=theme_scan names.

    The provider sends spans by OTLP over HTTP to the collector that the standard
    OTEL_EXPORTER_OTLP_* variables name. A scan does not fail for want of a library: then a warning
    says what to install.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        from opentelemetry.trace import NoOpTracerProvider

        _log.warning("No spans are sent: install theme-scanner[otel], or unset OTEL_PYTHON_TRACER_PROVIDER.")
        return NoOpTracerProvider()
    made = TracerProvider()
    made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return made
