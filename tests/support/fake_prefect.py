"""A stand-in for the part of Prefect's HTTP API that starts and shows runs.

That the real server answers alike is shown by ``test_the_stand_in_answers_as_prefect_does``.
"""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx

_NAMES = UUID(int=0)


class FakePrefect:
    """Knows every deployment but those deleted. Runs stay scheduled until ``begin`` or ``end`` is called."""

    def __init__(self) -> None:
        self.runs: dict[str, dict[str, Any]] = {}
        self.requests = 0
        self.away = False
        self.latency_seconds = 0.0
        """How long each answer takes."""
        self.deleted: set[str] = set()
        """Deployments that it does not know any more."""
        self.on_start: Callable[[dict[str, Any]], None] = lambda run: None
        self.on_find: Callable[[dict[str, Any]], None] = lambda run: None
        """Called before a run is shown."""
        self._keys: dict[tuple[str, str], str] = {}

    def client(self) -> httpx.Client:
        return httpx.Client(base_url="http://prefect.test/api", transport=httpx.MockTransport(self._answer))

    def move(self, run_id: str, type_: str, name: str, message: str = "") -> None:
        """Put a run into a state."""
        self.runs[run_id]["state"] = {"type": type_, "name": name, "message": message}

    def _wait(self) -> None:
        # Tests put a stand-in for ``time.sleep`` into the client, which shares the module.
        if self.latency_seconds:
            time.sleep(self.latency_seconds)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        self._wait()
        if self.away:
            raise httpx.ConnectError("away", request=request)
        match request.url.path.removeprefix("/api/").split("/"):
            case ["deployments", "name", *name] if "/".join(name) in self.deleted:
                return httpx.Response(404)
            case ["deployments", "name", *name]:
                return httpx.Response(200, json={"id": str(uuid5(_NAMES, "/".join(name)))})
            case ["deployments", deployment, "create_flow_run"] if deployment in self._gone():
                return httpx.Response(404)
            case ["flow_runs", "filter"]:
                asked = json.loads(request.content)["flow_runs"]["id"]["any_"]
                return httpx.Response(
                    200, json=[self._shown(run_id) for run_id in asked if run_id in self.runs]
                )
            case ["deployments", deployment, "create_flow_run"]:
                return self._start(deployment, json.loads(request.content))
            case ["flow_runs", run_id]:
                if run_id not in self.runs:
                    return httpx.Response(404)
                return httpx.Response(200, json=self._shown(run_id))
            case ["artifacts", "filter"]:
                return httpx.Response(200, json=[])
        return httpx.Response(404)

    def _gone(self) -> set[str]:
        return {str(uuid5(_NAMES, name)) for name in self.deleted}

    def _shown(self, run_id: str) -> dict[str, Any]:
        self.on_find(self.runs[run_id])
        return self.runs[run_id]

    def _start(self, deployment: str, wanted: dict[str, Any]) -> httpx.Response:
        key = (deployment, wanted["idempotency_key"] or str(uuid4()))
        if key in self._keys:
            return httpx.Response(200, json=self.runs[self._keys[key]])
        run = {
            "id": str(uuid4()),
            "deployment_id": deployment,
            "parameters": wanted["parameters"],
            "state": {"type": "SCHEDULED", "name": "Scheduled", "message": ""},
        }
        self._keys[key] = run["id"]
        self.runs[run["id"]] = run
        self.on_start(run)
        return httpx.Response(201, json=run)
