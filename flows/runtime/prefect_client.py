"""Runs of our deployments on a Prefect server: started, followed and read through its HTTP API.

PrefectError                    the server refuses
 ├── PrefectUnreachableError    nobody answers, or not in a way that Prefect would
 └── KeyReusedError             the idempotency key belongs to a run with other parameters
"""

import base64
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

import httpx

from errors import UserFacingError

_POLL_SECONDS = 0.5
_TIMEOUT_SECONDS = 30
_MOST_LISTED = 200
"""Runs that a server lists in one answer."""
_ENDED = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
ALREADY_RUNNING = "AlreadyRunning"
"""How a run's last state is called when another run held its organisation (see ``flows.runtime.job_run``)."""


class PrefectError(UserFacingError):
    """The Prefect server did not do what it was asked; the message says why and what helps."""


class PrefectUnreachableError(PrefectError):
    """The Prefect server cannot be reached, or answers with a fault of its own."""


class KeyReusedError(PrefectError):
    """An earlier run was started under the same idempotency key with other parameters."""


class Ended(NamedTuple):
    """How a flow run ended: ``state`` is one of Prefect's types, ``name`` what the flow calls it."""

    state: str
    name: str
    message: str

    @property
    def completed(self) -> bool:
        """Whether the run did its work."""
        return self.state == "COMPLETED"

    @property
    def already_running(self) -> bool:
        """Whether it did nothing because another run held its organisation."""
        return self.name == ALREADY_RUNNING


class Advance(NamedTuple):
    """How far a run has come: the share of its interviews (0 to 1), and the same in words."""

    share: float
    told: str


class FlowRun(NamedTuple):
    """A flow run as Prefect sees it: ``state`` is one of Prefect's types, ``name`` what the flow calls it."""

    deployment_id: UUID | None
    parameters: dict[str, Any]
    state: str
    name: str
    message: str

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in _ENDED


class Advice(NamedTuple):
    """What helps with a Prefect server, in the words of an error: when it is away, and where its log is."""

    away: str = "check PREFECT_API_URL and that it runs"
    log: str = "its log"


ADVICE = Advice()
"""For a server of which nothing more is known."""


class FlowRuns:
    """The flow runs of one Prefect server. Every method raises PrefectUnreachableError when it is away."""

    def __init__(self, client: httpx.Client, advice: Advice = ADVICE) -> None:
        self._client = client
        self._advice = advice
        self._deployments: dict[str, UUID] = {}

    def start(
        self, deployment: str, parameters: Mapping[str, Any], idempotency_key: str | None = None
    ) -> UUID:
        """Start a run of ``flow/deployment`` and return its id; of a repeated key, that of the first run.

        Raises PrefectError, with Prefect's reason, when the deployment does not exist or the
        parameters are refused. Raises KeyReusedError when the key was used with other parameters.
        """
        wanted = {"parameters": dict(parameters), "idempotency_key": idempotency_key}
        answer = self._create(deployment, wanted)
        if answer.status_code in (httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY):
            raise PrefectError(f"Prefect refuses to start the run: {answer.json().get('detail')}")
        run = self._read(answer)
        same = all(run["parameters"].get(name) == value for name, value in parameters.items())
        if idempotency_key and not same:
            raise KeyReusedError("This key was used before, for a run with other parameters: use a new key.")
        return UUID(run["id"])

    def _create(self, deployment: str, wanted: Mapping[str, Any]) -> httpx.Response:
        """Ask for a run of a deployment, whose id is remembered until the server knows it no more."""
        if known := self._deployments.get(deployment):
            answer = self._ask("POST", f"/deployments/{known}/create_flow_run", wanted)
            if answer.status_code != httpx.codes.NOT_FOUND:
                return answer
        known = self._deployments[deployment] = self.deployment_id(deployment)
        return self._ask("POST", f"/deployments/{known}/create_flow_run", wanted)

    def deployment_id(self, deployment: str) -> UUID:
        """The id of ``flow/deployment``. Raises PrefectError when there is none of this name."""
        found = self.find_deployment(deployment)
        if found is None:
            raise PrefectError(
                f"The Prefect server has no deployment {deployment}: run `prefect deploy --all`."
            )
        return found

    def find_deployment(self, deployment: str) -> UUID | None:
        """The id of ``flow/deployment``, or None if the server has none of this name."""
        found = self._ask("GET", f"/deployments/name/{deployment}")
        if found.status_code == httpx.codes.NOT_FOUND:
            if "/api" not in self._address.path:
                raise self._not_prefect()
            return None
        return UUID(self._read(found)["id"])

    def find(self, run_id: UUID) -> FlowRun | None:
        """The run, or None if the server knows no such run."""
        found = self._ask("GET", f"/flow_runs/{run_id}")
        if found.status_code == httpx.codes.NOT_FOUND:
            return None
        return _flow_run(self._read(found))

    def find_all(self, run_ids: Sequence[UUID]) -> dict[UUID, FlowRun]:
        """Those of the runs that the server knows, by their ids, in a request for every 200 of them."""
        known: dict[UUID, FlowRun] = {}
        for start in range(0, len(run_ids), _MOST_LISTED):
            asked = [str(run_id) for run_id in run_ids[start : start + _MOST_LISTED]]
            wanted = {"flow_runs": {"id": {"any_": asked}}, "limit": _MOST_LISTED}
            found = self._read(self._ask("POST", "/flow_runs/filter", wanted))
            known |= {UUID(run["id"]): _flow_run(run) for run in found}
        return known

    def follow(self, run_id: UUID, tell: Callable[[str, Advance | None], None]) -> Ended:
        """Wait until the run ends, telling its state and how far it has come, once it says so.

        Raises PrefectError when the server knows no such run.
        """
        while True:
            run = self.find(run_id)
            if run is None:
                raise PrefectError(f"The Prefect server has no run {run_id}: was it deleted?")
            tell(run.name, self.progress(run_id))
            if run.ended:
                return Ended(run.state, run.name, run.message)
            time.sleep(_POLL_SECONDS)

    def progress(self, run_id: UUID) -> Advance | None:
        """How far the run has come, or None where it does not tell."""
        wanted = {"artifacts": {"flow_run_id": {"any_": [str(run_id)]}, "type": {"any_": ["progress"]}}}
        found = self._read(self._ask("POST", "/artifacts/filter", wanted))
        told = (Advance(float(one["data"]) / 100, one.get("description") or "") for one in found)
        return max(told, default=None)

    @property
    def _address(self) -> httpx.URL:
        return self._client.base_url.copy_with(username=None, password=None)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> httpx.Response:
        try:
            answer = self._client.request(method, path, json=body)
        except httpx.HTTPError:
            raise PrefectUnreachableError(
                f"The Prefect server at {self._address} cannot be reached: {self._advice.away}."
            ) from None
        return self._checked(answer) if answer.is_server_error else answer

    def _read(self, answer: httpx.Response) -> Any:
        try:
            return self._checked(answer).json()
        except ValueError:
            raise self._not_prefect() from None

    def _not_prefect(self) -> PrefectUnreachableError:
        return PrefectUnreachableError(
            f"Nothing of Prefect answers at {self._address}: check PREFECT_API_URL; the address of a server "
            "mostly ends in /api."
        )

    def _checked(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_success:
            return answer
        refused = answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)
        helps = "check PREFECT_API_KEY or PREFECT_API_AUTH_STRING" if refused else f"see {self._advice.log}"
        raise PrefectUnreachableError(
            f"The Prefect server at {self._address} answers with status {answer.status_code}: {helps}."
        )


def _flow_run(run: Mapping[str, Any]) -> FlowRun:
    state = run.get("state") or {}
    return FlowRun(
        deployment_id=UUID(run["deployment_id"]) if run.get("deployment_id") else None,
        parameters=run["parameters"],
        state=state.get("type") or "SCHEDULED",
        name=state.get("name") or "Scheduled",
        message=state.get("message") or "",
    )


@contextmanager
def flow_runs(
    api: str, environment: Mapping[str, str] = os.environ, advice: Advice = ADVICE
) -> Iterator[FlowRuns]:
    """Open the runs of the Prefect server whose API is at this address.

    The environment may hold what the server or Prefect Cloud asks for: PREFECT_API_AUTH_STRING or
    PREFECT_API_KEY. Errors give the advice.
    """
    with prefect_client(api, environment) as client:
        yield FlowRuns(client, advice)


def prefect_client(api: str, environment: Mapping[str, str] = os.environ) -> httpx.Client:
    """Make a client of a Prefect server's API, with the authorization that the environment holds.

    Raises PrefectError when ``api`` is no address.
    """
    try:
        return httpx.Client(base_url=api, timeout=_TIMEOUT_SECONDS, headers=_authorization(environment))
    except httpx.InvalidURL:
        raise PrefectError("PREFECT_API_URL: not an address; write it as https://HOST/api.") from None


def _authorization(environment: Mapping[str, str]) -> dict[str, str]:
    if key := environment.get("PREFECT_API_KEY"):
        return {"Authorization": f"Bearer {key}"}
    if login := environment.get("PREFECT_API_AUTH_STRING"):
        return {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}
    return {}
