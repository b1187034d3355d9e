"""Checks of the database and the models that nightly scans need, one after the other.

A check says what it found, and of a fault what to do about it. None tells a secret.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx

from cli.checks.check import Check
from cli.checks.interviews import interviews_check
from cli.checks.prefect import prefect_checks
from cli.stack.database_choice import command_settings
from executor.database.opening import open_database
from executor.exceptions import (
    ExecutorError,
    MissingRightsError,
    SchemaNotMigratedError,
    UnusableRoleError,
)
from settings import Settings, SettingsError
from tasks.scan.model_wiring import embedding_config, model_config
from themes.llm.config import OPENAI_ADDRESS, ModelConfig

_MODEL_SECONDS = 10
_NO_SUCH_ROUTE = (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED)
_VERSIONED = re.compile(r"/v\d")
_UNLISTED = "The endpoint answers; it does not list its models."


def checks(settings: Settings, org: UUID | None = None) -> Iterator[Check]:
    """Check everything in the order in which it is needed; what depends on a fault is left out."""
    try:
        settings = command_settings()
    except SettingsError as error:
        yield Check(name="database", ok=False, told=str(error))
    else:
        yield from database_checks(settings, org)
    yield from prefect_checks(settings)
    yield model_check(settings)
    yield from embedding_checks(settings)


def database_checks(settings: Settings, org: UUID | None = None) -> Iterator[Check]:
    """Check that the database answers, its role is bound by row-level security, and its tables are ours.

    At last say how it stands with the interviews, of all organisations or of one.
    """
    steps = {
        "database": "Answers." if settings.database_url else "The embedded Postgres starts.",
        "role": f"{settings.database_role} is bound by row-level security.",
        "rights": f"{settings.database_role} has every right that it needs, and no other is asked for.",
        "migrations": "The tables are those this program needs.",
    }
    faults = {UnusableRoleError: 1, MissingRightsError: 2, SchemaNotMigratedError: 3}
    fault, told, interviews = len(steps), "", None
    try:
        with open_database(settings) as database:
            database.check_rights()
            interviews = interviews_check(database, org)
    except ExecutorError as error:
        fault, told = faults.get(type(error), 0), str(error)
    for position, (name, well) in enumerate(steps.items()):
        if position <= fault:
            yield Check(name=name, ok=position < fault, told=well if position < fault else told)
    if interviews:
        yield interviews


def model_check(settings: Settings) -> Check:
    """Check that the model's endpoint answers, takes the key and has the model; without asking the model."""
    if not settings.uses_model:
        return Check(name="model", ok=True, told="None is configured: the embedded extractor reads.")
    return _endpoint_check("model", model_config(settings), "OPENAI")


def embedding_checks(settings: Settings) -> Iterator[Check]:
    """Check the same of the embedding model, where one is named."""
    if settings.embedding_model:
        yield _endpoint_check("embeddings", embedding_config(settings), "EMBEDDING")


def _endpoint_check(name: str, config: ModelConfig, settings: str) -> Check:
    """Ask an endpoint for its models; ``settings`` is how the names of its settings begin."""
    key = config.api_key.get_secret_value() if config.api_key else ""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    base = config.base_url.rstrip("/")
    try:
        answer = httpx.get(base + "/models", headers=headers, timeout=_MODEL_SECONDS)
        if answer.status_code in _NO_SUCH_ROUTE and not _VERSIONED.search(base):
            elsewhere = httpx.get(base + "/v1/models", headers=headers, timeout=_MODEL_SECONDS)
            if elsewhere.status_code not in _NO_SUCH_ROUTE:
                return Check(name=name, ok=False, told=_no_list(answer, settings))
    except httpx.HTTPError as error:
        at_openai = config.base_url == OPENAI_ADDRESS
        where = f"{OPENAI_ADDRESS}, where OpenAI is" if at_openai else f"{settings}_BASE_URL"
        told = (
            f"Nobody answers at {where} ({type(error).__name__}): check {settings}_BASE_URL and the network."
        )
        return Check(name=name, ok=False, told=told)
    ok, told = _judged(answer, config.model, settings)
    return Check(name=name, ok=ok, told=told)


def _judged(answer: httpx.Response, model: str, settings: str) -> tuple[bool, str]:
    """Whether the answer is that of an OpenAI-compatible endpoint, with what is to be told of it."""
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return False, f"The endpoint refuses {settings}_API_KEY: set one that it takes."
    if answer.is_server_error:
        return False, f"The endpoint answers with status {answer.status_code}: see its log."
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return (
            False,
            f"The endpoint's rate or quota is used up (status 429): see the account of {settings}_API_KEY.",
        )
    said = _json_object(answer)
    listed = said.get("data")
    if answer.is_success and isinstance(listed, list):
        known = {str(entry["id"]) for entry in listed if isinstance(entry, dict) and "id" in entry}
        if model in known:
            return True, f"The endpoint has {model}."
        if known:
            return False, f"The endpoint has no model {model}: set {settings}_MODEL to one it has."
        return True, _UNLISTED
    if answer.status_code in _NO_SUCH_ROUTE and said.get("error"):
        return True, _UNLISTED
    return False, _no_list(answer, settings)


def _json_object(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _no_list(answer: httpx.Response, settings: str) -> str:
    found = "something else" if answer.is_success else f"status {answer.status_code}"
    return (
        f"The endpoint answers with {found} where its list of models is expected: check {settings}_BASE_URL, "
        "which mostly ends in /v1."
    )
