"""What has to be in order for scans to run at night, checked one thing after the other.

A check says what it found, and of a fault what to do about it. None tells a secret.
"""

from collections.abc import Iterator
from typing import Any

import httpx

from cli.check import Check
from cli.prefect_checks import prefect_checks
from executor.connect import open_database
from executor.exceptions import (
    DatabaseUnreachableError,
    ExecutorError,
    RoleBypassesSecurityError,
    SchemaNotMigratedError,
)
from flows.reading import model_config
from settings import Settings, SettingsError, load_settings
from themes.extractors.config import OPENAI_ADDRESS

_MODEL_SECONDS = 10


def checks() -> Iterator[Check]:
    """Check everything in the order in which it is needed; what depends on a fault is left out."""
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Check(name="settings", ok=False, told=" ".join(str(error).splitlines()))
        return
    yield Check(name="settings", ok=True, told="Every variable has a value that can be used.")
    yield from database_checks(settings)
    yield from prefect_checks(settings)
    yield model_check(settings)


def database_checks(settings: Settings) -> Iterator[Check]:
    """Check that the database answers, its role is bound by row-level security, and its tables are ours."""
    steps = {
        "database": "Answers." if settings.database_url else "The embedded Postgres starts.",
        "role": f"{settings.database_role} is bound by row-level security.",
        "migrations": "The tables are those this program needs.",
    }
    faults = {DatabaseUnreachableError: 0, RoleBypassesSecurityError: 1, SchemaNotMigratedError: 2}
    fault, told = len(steps), ""
    try:
        with open_database(settings):
            pass
    except ExecutorError as error:
        fault, told = faults.get(type(error), 0), str(error)
    for position, (name, well) in enumerate(steps.items()):
        if position <= fault:
            yield Check(name=name, ok=position < fault, told=well if position < fault else told)


def model_check(settings: Settings) -> Check:
    """Check that the model's endpoint answers, takes the key and has the model; without asking the model."""
    if not settings.uses_model:
        return Check(name="model", ok=True, told="None is configured: the embedded extractor reads.")
    config = model_config(settings)
    key = config.api_key.get_secret_value() if config.api_key else ""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        address = config.base_url.rstrip("/") + "/models"
        answer = httpx.get(address, headers=headers, timeout=_MODEL_SECONDS)
    except httpx.HTTPError as error:
        where = "OPENAI_BASE_URL" if settings.openai_base_url else f"{OPENAI_ADDRESS}, where OpenAI is"
        told = f"Nobody answers at {where} ({type(error).__name__}): check OPENAI_BASE_URL and the network."
        return Check(name="model", ok=False, told=told)
    return Check(name="model", **_judged(answer, config.model))


def _judged(answer: httpx.Response, model: str) -> dict[str, Any]:
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return {"ok": False, "told": "The endpoint refuses OPENAI_API_KEY: set one that it takes."}
    if answer.is_server_error:
        return {"ok": False, "told": f"The endpoint answers with status {answer.status_code}: see its log."}
    try:
        listed = {str(entry["id"]) for entry in answer.json()["data"]}
    except (ValueError, KeyError, TypeError):
        return {"ok": True, "told": "The endpoint answers; it does not list its models."}
    if listed and model not in listed:
        return {"ok": False, "told": f"The endpoint has no model {model}: set OPENAI_MODEL to one it has."}
    return {"ok": True, "told": f"The endpoint has {model}."}
