"""Runs of our deployments on a Prefect server: started, followed and read through its HTTP API."""

import base64
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

import httpx

from cli.processes import StackError

_POLL_SECONDS = 0.5
_ENDED = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})


class Ended(NamedTuple):
    """How a flow run ended: ``state`` as Prefect names it, and the message of that state."""

    state: str
    message: str

    @property
    def completed(self) -> bool:
        """Whether the run did its work."""
        return self.state == "COMPLETED"


class Advance(NamedTuple):
    """How far a run has come: the share of its interviews (0 to 1), and the same in words."""

    share: float
    told: str


class FlowRuns:
    """The flow runs of one Prefect server."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def start(self, deployment: str, parameters: Mapping[str, Any]) -> UUID:
        """Start a run of ``flow/deployment`` and return its id.

        Raises StackError, with what Prefect says, when there is no such deployment or it refuses the
        parameters.
        """
        found = self._client.get(f"/deployments/name/{deployment}")
        if found.status_code == httpx.codes.NOT_FOUND:
            raise StackError(
                f"The Prefect server has no deployment {deployment}: run `prefect deploy --all`."
            )
        deployment_id = found.raise_for_status().json()["id"]
        answer = self._client.post(
            f"/deployments/{deployment_id}/create_flow_run", json={"parameters": dict(parameters)}
        )
        if answer.status_code in (httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY):
            raise StackError(f"Prefect refuses to start the run: {answer.json().get('detail')}")
        return UUID(answer.raise_for_status().json()["id"])

    def follow(self, run_id: UUID, tell: Callable[[str, Advance | None], None]) -> Ended:
        """Wait until the run ends, telling its state and how far it has come, once it says so."""
        while True:
            run = self._client.get(f"/flow_runs/{run_id}").raise_for_status().json()
            state = run.get("state") or {}
            tell(state.get("name") or "Scheduled", self._progress(run_id))
            if state.get("type") in _ENDED:
                return Ended(state["type"], state.get("message") or "")
            time.sleep(_POLL_SECONDS)

    def _progress(self, run_id: UUID) -> Advance | None:
        wanted = {"artifacts": {"flow_run_id": {"any_": [str(run_id)]}, "type": {"any_": ["progress"]}}}
        found = self._client.post("/artifacts/filter", json=wanted).raise_for_status().json()
        told = (Advance(float(one["data"]) / 100, one.get("description") or "") for one in found)
        return max(told, default=None)


@contextmanager
def flow_runs(api: str, environment: Mapping[str, str] = os.environ) -> Iterator[FlowRuns]:
    """Open the runs of the Prefect server whose API is at this address.

    The environment may hold what the server or Prefect Cloud asks for: PREFECT_API_AUTH_STRING or
    PREFECT_API_KEY. Raises StackError when the server cannot be reached or refuses.
    """
    try:
        with httpx.Client(base_url=api, timeout=30, headers=_authorization(environment)) as client:
            yield FlowRuns(client)
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        raise StackError(
            f"The Prefect server at {api} answers with status {status}: see its log, and check "
            "PREFECT_API_KEY or PREFECT_API_AUTH_STRING if it asks for one."
        ) from None
    except httpx.HTTPError:
        raise StackError(
            f"The Prefect server at {api} cannot be reached: check PREFECT_API_URL and that it runs."
        ) from None


def _authorization(environment: Mapping[str, str]) -> dict[str, str]:
    if key := environment.get("PREFECT_API_KEY"):
        return {"Authorization": f"Bearer {key}"}
    if login := environment.get("PREFECT_API_AUTH_STRING"):
        return {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}
    return {}
