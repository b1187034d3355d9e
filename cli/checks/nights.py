"""Whether the nights that were due did run, by the flow runs that Prefect scheduled for them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import yaml

from cli.checks.check import Check
from cli.stack.stack import PROJECT

GRACE = timedelta(minutes=15)
"""How late a night may begin before it counts as one that did not."""
_DONE = frozenset({"COMPLETED", "RUNNING", "PENDING"})
_NOT_NEEDED = "AlreadyRunning"


def nightly_deployments() -> list[str]:
    """The deployments of prefect.yaml that have a schedule."""
    declared = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    return [one["name"] for one in declared if one.get("schedules")]


def nights_check(client: httpx.Client) -> Check:
    """Look at the last due night of each scheduled deployment, at its next one, and at its old limit."""
    faults = [fault for name in nightly_deployments() for fault in _faults(client, name)]
    told = " ".join(faults) or "Every night that was due did run, or none was due yet."
    return Check(name="nights", ok=not faults, told=told)


def _faults(client: httpx.Client, name: str) -> Iterator[str]:
    found = client.get(f"/deployments/name/{name}/{name}")
    if found.status_code == httpx.codes.NOT_FOUND:
        return  # the check of the deployments says so
    deployment: dict[str, Any] = found.raise_for_status().json()
    if deployment.get("global_concurrency_limit"):
        yield (
            f"{name} still has a concurrency limit, of which a crash can keep the slot for ever: run "
            "`prefect --no-prompt deploy --all`."
        )
    now = datetime.now(UTC)
    last = _runs(client, deployment["id"], {"before_": (now - GRACE).isoformat()}, "DESC")
    if last and (fault := _fault(name, last[0])):
        yield fault
    coming = _runs(client, deployment["id"], {"after_": now.isoformat()}, "ASC")
    active = any(one.get("active") for one in deployment.get("schedules") or ())
    if active and not coming and not deployment.get("paused"):
        yield f"{name} has a schedule, and no night of it is planned: see the log of the Prefect server."


def _runs(
    client: httpx.Client, deployment_id: str, when: Mapping[str, str], order: str
) -> list[dict[str, Any]]:
    wanted = {
        "flow_runs": {
            "deployment_id": {"any_": [deployment_id]},
            "expected_start_time": when,
            "tags": {"all_": ["auto-scheduled"]},
        },
        "sort": f"EXPECTED_START_TIME_{order}" if order == "DESC" else "NEXT_SCHEDULED_START_TIME_ASC",
        "limit": 1,
    }
    found: list[dict[str, Any]] = client.post("/flow_runs/filter", json=wanted).raise_for_status().json()
    return found


def _fault(name: str, run: Mapping[str, Any]) -> str | None:
    """Say of the last due night what became of it, unless it did its work or is at it."""
    state = run.get("state") or {}
    if state.get("type") in _DONE or state.get("name") == _NOT_NEEDED:
        return None
    due = str(run.get("expected_start_time"))[:16].replace("T", " ")
    again = f"mend the cause, then run `prefect deployment run {name}/{name}`"
    if state.get("type") in ("SCHEDULED", None):
        return (
            f"{name} was due at {due} UTC and did not run: is a worker running? It begins once one takes it."
        )
    said = str(state.get("message") or "").partition("\n")[0][:300]
    return f"{name} of {due} UTC ended as {state.get('name')}. {said} {again[0].upper()}{again[1:]}."
