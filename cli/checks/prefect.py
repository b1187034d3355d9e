"""Checks of Prefect that nightly scans need: server, work pool, deployments, worker."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any

import httpx
import yaml

from cli.checks.check import Check
from cli.checks.nights import nights_check
from cli.stack.prefect_worker import WORK_POOL
from cli.stack.programs import StackError
from cli.stack.stack import PROJECT, known_api, known_login, server_advice
from flows.runtime.prefect_client import Advice, PrefectError, prefect_client
from settings import Settings

_NOT_PREFECT = (
    "Nothing of Prefect answers there: check PREFECT_API_URL; the address of a server mostly ends in /api."
)
_HEARTBEAT_SECONDS = 30
"""How often a worker is due that does not say so itself: Prefect's own default."""
_LATE = 1.5
"""How many times that a worker may be silent: a living one varies it by 0.3, and Prefect waits for three."""


def prefect_checks(settings: Settings) -> Iterator[Check]:
    """Check the Prefect server, the work pool, the deployments and whether a worker serves them."""
    try:
        api = known_api(settings)
    except StackError as error:
        yield Check(name="prefect", ok=False, told=str(error))
        return
    if api is None:
        told = "None runs: start one with `make up`, or set PREFECT_API_URL to the address of yours."
        yield Check(name="prefect", ok=False, told=told)
        return
    try:
        client = prefect_client(api, known_login(settings))
    except PrefectError as error:
        yield Check(name="prefect", ok=False, told=str(error))
        return
    helps = server_advice(settings)
    with client:
        server = _asked("prefect", _server, client, helps)
        yield server
        if server.ok:
            yield _asked("work pool", _pool, client, helps)
            yield _asked("deployments", _deployments, client, helps)
            yield _asked("nights", nights_check, client, helps)
            yield _asked("worker", _worker, client, helps)


def _asked(name: str, check: Callable[[httpx.Client], Check], client: httpx.Client, helps: Advice) -> Check:
    """Carry a check out; an answer that cannot be had, or is none of Prefect's, is a fault like any other."""
    try:
        return check(client)
    except httpx.HTTPStatusError as error:
        told = f"The server answers with status {error.response.status_code}: see {helps.log}."
    except httpx.HTTPError as error:
        told = f"Nobody answers ({type(error).__name__}): {helps.away}."
    except (ValueError, TypeError, KeyError, AttributeError):
        told = _NOT_PREFECT
    return Check(name=name, ok=False, told=told)


def _server(client: httpx.Client) -> Check:
    answer = client.get("/admin/version")
    if not answer.is_success:
        return _versionless(client)
    theirs, ours = answer.json(), version("prefect")
    if theirs.rpartition(".")[0] != ours.rpartition(".")[0]:
        told = f"It is version {theirs} and this program uses {ours}: install the same on both."
        return Check(name="prefect", ok=False, told=told)
    return Check(name="prefect", ok=True, told=f"Answers, version {theirs}.")


def _versionless(client: httpx.Client) -> Check:
    """Judge a server that tells no version, as Prefect Cloud, by whether it lists work pools."""
    answer = client.post("/work_pools/filter", json={"limit": 1})
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        told = "It refuses the login: set PREFECT_API_KEY or PREFECT_API_AUTH_STRING as it asks for."
        return Check(name="prefect", ok=False, told=told)
    if answer.is_server_error:
        answer.raise_for_status()
    if answer.is_success and isinstance(answer.json(), list):
        return Check(name="prefect", ok=True, told="Answers.")
    return Check(name="prefect", ok=False, told=_NOT_PREFECT)


def _pool(client: httpx.Client) -> Check:
    answer = client.get(f"/work_pools/{WORK_POOL}")
    if answer.status_code == httpx.codes.NOT_FOUND:
        told = (
            f"There is no work pool {WORK_POOL}: run `prefect work-pool create {WORK_POOL} --type process`."
        )
        return Check(name="work pool", ok=False, told=told)
    if answer.raise_for_status().json().get("is_paused"):
        told = f"{WORK_POOL} is paused: run `prefect work-pool resume {WORK_POOL}`."
        return Check(name="work pool", ok=False, told=told)
    return Check(name="work pool", ok=True, told=f"{WORK_POOL} takes runs.")


def _deployments(client: httpx.Client) -> Check:
    declared = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    wanted = {deployment["name"] for deployment in declared}
    found: list[dict[str, Any]] = client.post("/deployments/filter", json={}).raise_for_status().json()
    missing = sorted(wanted - {deployment["name"] for deployment in found})
    paused = sorted(one["name"] for one in found if one["name"] in wanted and one.get("paused"))
    if missing:
        told = f"Missing: {', '.join(missing)}. Run `prefect deploy --all`."
    elif paused:
        told = f"Paused, so that no schedule starts them: {', '.join(paused)}. Resume them in the Prefect UI."
    else:
        return Check(name="deployments", ok=True, told=f"All {len(wanted)} of prefect.yaml are there.")
    return Check(name="deployments", ok=False, told=told)


def _worker(client: httpx.Client) -> Check:
    answer = client.post(f"/work_pools/{WORK_POOL}/workers/filter", json={})
    workers = [] if answer.status_code == httpx.codes.NOT_FOUND else answer.raise_for_status().json()
    online = [one for one in workers if one.get("status") == "ONLINE"]
    start = f"run `prefect worker start --pool {WORK_POOL}`"
    if not online:
        return Check(name="worker", ok=False, told=f"None serves the pool: {start}.")
    last = max(online, key=lambda one: str(one.get("last_heartbeat_time") or ""))
    silent = _silence(last)
    heard = "" if silent is None else f", last heard of {silent.total_seconds():.0f} s ago"
    due = last.get("heartbeat_interval_seconds") or _HEARTBEAT_SECONDS
    if silent is not None and silent > timedelta(seconds=due * _LATE):
        told = f"{len(online)} online by Prefect's count{heard}, though due every {due} s: is it running?"
        return Check(name="worker", ok=False, told=f"{told} If not, {start}, or `make up` anew.")
    return Check(name="worker", ok=True, told=f"{len(online)} online{heard}.")


def _silence(worker: Mapping[str, Any]) -> timedelta | None:
    """Since when nothing has been heard of a worker, if Prefect says so."""
    moment = worker.get("last_heartbeat_time")
    return max(datetime.now(UTC) - datetime.fromisoformat(moment), timedelta()) if moment else None
