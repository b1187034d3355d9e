"""Parts of the OpenAPI document beyond the routes' types: answers, headers and bodies."""

from typing import Any

from flows.jobs import Job
from webhook.responses import Failed, Fault, Finished, Running

Answers = dict[int | str, dict[str, Any]]

_LOCATION = {"Location": {"description": "Where the run stands.", "schema": {"type": "string"}}}
_RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}

UNAUTHORIZED: Answers = {401: {"model": Fault, "description": "The secret is missing or wrong."}}
UNAVAILABLE: Answers = {
    503: {"model": Fault, "description": "Prefect or the database is away.", "headers": _RETRY}
}
ACCEPTED: Answers = {202: {"model": Running, "description": "The run goes on.", "headers": _LOCATION}}
NOT_FOUND: Answers = {404: {"model": Fault, "description": "The job has no such run."}}
NO_ORGANISATION: Answers = {
    400: {"model": Fault, "description": "The scheduler's call lacks an organisation."}
}
STARTED: Answers = {
    200: {"model": Finished, "description": "The run finished in time; its report."},
    **ACCEPTED,
    400: {"model": Fault, "description": "The body, a field or a header is wrong."},
    **UNAUTHORIZED,
    409: {"model": Failed | Fault, "description": "The key has another body, or the organisation is taken."},
    413: {"model": Fault, "description": "The body is too large."},
    500: {"model": Failed, "description": "The run failed."},
    **UNAVAILABLE,
}
RUN_ID = {
    "parameters": [
        {"name": "run_id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    ]
}


def call_of(job: Job) -> dict[str, Any]:
    """The body and headers of a call that starts a job."""
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": job.parameters.model_json_schema()}},
        },
        "parameters": [
            _header("Prefer", "`respond-async` asks for an answer at once.", {"type": "string"}),
            _header(
                "Idempotency-Key",
                "Calls with the same key start one run.",
                {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
            ),
        ],
    }


def _header(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": description, "schema": schema}
