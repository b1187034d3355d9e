"""The template for a Prefect Cloud webhook, rendered by Prefect's own template environment."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from prefect.server.utilities.user_templates import render_user_template_sync, validate_user_template

TEMPLATE = (Path(__file__).parents[2] / "docs" / "how-to" / "webhook-template.json.j2").read_text()
SECRET = "REPLACE-THIS-SECRET"
ORG = str(uuid4())
REFUSED = {
    "event": "theme-scan.refused",
    "resource": {"prefect.resource.id": "theme-scan.webhook"},
    "payload": {},
}


def event(body: Any, secret: str | None = SECRET) -> dict[str, Any]:
    headers = httpx.Headers({"X-Webhook-Secret": secret} if secret is not None else {})
    context = {"method": "POST", "headers": headers, "body": body}
    made: dict[str, Any] = json.loads(render_user_template_sync(TEMPLATE, context))
    return made


def test_prefect_accepts_the_template() -> None:
    validate_user_template(TEMPLATE)


def test_the_right_secret_makes_an_event_with_the_parameters_and_without_the_secret() -> None:
    made = event({"org_id": ORG, "lookback_days": 7})
    assert made["event"] == "theme-scan.requested"
    assert made["resource"] == {"prefect.resource.id": f"theme-scan.org.{ORG}"}
    assert made["payload"] == {"org_id": ORG, "lookback_days": 7, "max_interviews": 50, "dry_run": False}
    assert SECRET not in json.dumps(made)


def test_a_parameter_of_null_has_its_default() -> None:
    made = event({"org_id": ORG, "lookback_days": None, "max_interviews": None, "dry_run": None})
    assert made["payload"] == {"org_id": ORG, "lookback_days": 30, "max_interviews": 50, "dry_run": False}


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET.lower()])
def test_without_the_secret_nothing_of_the_call_is_kept(secret: str | None) -> None:
    assert event({"org_id": ORG}, secret) == REFUSED


@pytest.mark.parametrize("body", [{}, {"org_id": None}, {"org_id": 7}, [], "text", None])
def test_a_call_without_an_organisation_starts_nothing(body: Any) -> None:
    assert event(body) == REFUSED


@pytest.mark.parametrize("more", ["dryRun", "lookback", ""])
def test_a_field_that_is_no_parameter_is_not_passed_over(more: str) -> None:
    """A call that misspells dry_run must not start a scan that writes."""
    assert event({"org_id": ORG, more: True}) == REFUSED


def test_a_value_cannot_add_to_the_event() -> None:
    hostile = 'x"}, "event": "prefect.flow-run.Cancelled", "a": {"b": "{{ headers }}'
    made = event({"org_id": hostile})
    assert made["event"] == "theme-scan.requested"
    assert made["payload"]["org_id"] == hostile
    assert set(made["payload"]) == {"org_id", "lookback_days", "max_interviews", "dry_run"}
