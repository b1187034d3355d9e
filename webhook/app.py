"""The endpoint as an application: routes for every job, and one way to answer each fault."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from executor.database.connection import Database
from executor.exceptions import ExecutorError
from flows.jobs import JOBS
from flows.runtime.prefect_client import FlowRuns, KeyReusedError, PrefectError
from settings import Settings
from webhook.auth import Secrets
from webhook.body import BadRequest
from webhook.guards import Guards, Unauthorized
from webhook.responses import Fault, Health
from webhook.routes import JobRoutes, list_jobs
from webhook.runs import Runs

PREFIX = "/api/internal/jobs"
RETRY_AFTER_SECONDS = 10
Handler = Callable[[Request, Exception], Awaitable[Response]]


def create_app(settings: Settings, flow_runs: FlowRuns, database: Database) -> FastAPI:
    """Make the application. Raises ValueError without INTERNAL_SHARED_SECRET."""
    guards = _guards(settings)
    runs = Runs(flow_runs, database)

    # A redirect would be built of the Host header, which is whatever the caller sent.
    app = FastAPI(title="Theme Scanner jobs", docs_url=None, redoc_url=None, redirect_slashes=False)
    app.add_api_route("/health", health, name="Health", include_in_schema=False)
    list_jobs(app.router, guards, settings, PREFIX)
    for job in JOBS.values():
        JobRoutes(job, settings, runs, guards, PREFIX).add_to(app.router)
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app


async def health() -> Health:
    """Say that the endpoint answers, and nothing else; no secret is needed."""
    return Health()


def _guards(settings: Settings) -> Guards:
    current, previous = settings.internal_shared_secret, settings.internal_shared_secret_previous
    if current is None:
        raise ValueError("INTERNAL_SHARED_SECRET: not set.")
    live = [secret.get_secret_value() for secret in (current, previous) if secret]
    cron = settings.cron_secret
    return Guards(Secrets(*live), Secrets(cron.get_secret_value()) if cron else Secrets())


def _answering(status: HTTPStatus, **headers: str) -> Handler:
    async def handler(_: Request, fault: Exception) -> Response:
        return _answer(status, str(fault), headers)

    return handler


async def _http_fault(_: Request, fault: Exception) -> Response:
    """Answer calls that the framework itself refuses: an unknown path, or a method that a path does
    not have.
    """
    assert isinstance(fault, HTTPException)
    return _answer(fault.status_code, str(fault.detail), fault.headers)


def _answer(status: int, error: str, headers: Any) -> Response:
    return JSONResponse(Fault(error=error).model_dump(), status, headers)


_LATER = {"retry-after": str(RETRY_AFTER_SECONDS)}
_HANDLERS: dict[Any, Handler] = {
    Unauthorized: _answering(HTTPStatus.UNAUTHORIZED),
    BadRequest: _answering(HTTPStatus.BAD_REQUEST),
    KeyReusedError: _answering(HTTPStatus.CONFLICT),
    PrefectError: _answering(HTTPStatus.SERVICE_UNAVAILABLE, **_LATER),
    ExecutorError: _answering(HTTPStatus.SERVICE_UNAVAILABLE, **_LATER),
    HTTPException: _http_fault,
    ClientDisconnect: _answering(HTTPStatus.BAD_REQUEST),  # who no longer hears it
}
