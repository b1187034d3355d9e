"""The routes: what jobs there are, starting one, and looking where a run stands."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from flows.jobs import JOBS, Job
from settings import Settings
from themes.models import Frozen
from webhook import openapi
from webhook.body import BadRequest, parse
from webhook.guards import Guards, read_body
from webhook.responses import Failed, Finished, JobDescription, JobList, Running, RunStatus
from webhook.runs import Runs

_KEY = re.compile(r"[!-~]{1,255}")


@dataclass(frozen=True)
class JobRoutes:
    """The routes of one job, below ``prefix``."""

    job: Job
    settings: Settings
    runs: Runs
    guards: Guards
    prefix: str

    def add_to(self, app: APIRouter) -> None:
        """Add them to an application."""
        path = f"{self.prefix}/{self.job.name}"
        known, known_or_cron = Depends(self.guards.shared), Depends(self.guards.shared_or_cron)
        app.add_api_route(
            path,
            self.start,
            methods=["POST"],
            name=f"Start {self.job.name}",
            dependencies=[known],
            response_model=None,
            responses=openapi.STARTED,
            openapi_extra=openapi.call_of(self.job),
        )
        app.add_api_route(
            path,
            self.describe,
            name=f"Describe {self.job.name}",
            dependencies=[known_or_cron],
            response_model=JobDescription,
            responses={
                **openapi.ACCEPTED,
                **openapi.NO_ORGANISATION,
                **openapi.UNAUTHORIZED,
                **openapi.UNAVAILABLE,
            },
        )
        app.add_api_route(
            f"{path}/runs/{{run_id:uuid}}",
            self.status,
            name=f"Status of {self.job.name}",
            dependencies=[known],
            response_model=RunStatus,
            responses={**openapi.UNAUTHORIZED, **openapi.NOT_FOUND, **openapi.UNAVAILABLE},
            openapi_extra=openapi.RUN_ID,
        )

    async def start(self, request: Request) -> JSONResponse:
        """Start the job for an organisation, and wait some time for its report."""
        parameters = parse(await read_body(request), self.job.parameters)
        asked = asyncio.get_running_loop().time()
        run_id = await self.runs.start(self.job.deployment, parameters, _key(request))
        if _wants_no_wait(request):
            return self._accepted(run_id)
        return await self._outcome(run_id, parameters, asked)

    async def describe(self, request: Request) -> Any:
        """Describe the job; with the scheduler's bearer token, start it instead."""
        if not request.state.by_scheduler:
            return self.job.describe(self.settings)
        org_id = self.settings.cron_org_id
        if org_id:
            parameters = self.job.parameters.model_validate({"org_id": org_id}).model_dump(mode="json")
            return self._accepted(await self.runs.start(self.job.deployment, parameters))
        if self.job.deployment_for_all is None:
            raise BadRequest("CRON_ORG_ID is not set, and this job does not run for all organisations")
        return self._accepted(await self.runs.start(self.job.deployment_for_all, {}))

    async def status(self, request: Request) -> RunStatus:
        """Where a run of the job stands, and its report once it has ended."""
        found = await self.runs.status(self.job, request.path_params["run_id"])
        if found is None:
            raise HTTPException(404, "There is no such run of this job.")
        return found

    async def _outcome(self, run_id: UUID, parameters: dict[str, Any], asked: float) -> JSONResponse:
        """Wait for the run, or for the one it had to give way to, and say how it ended."""
        org_id = UUID(parameters["org_id"])
        until = asked + self.settings.job_wait_seconds
        ended = await self.runs.wait(self.job, run_id, org_id, until)
        if ended and ended.status == "already_running" and self.settings.already_running == "join":
            twin = await self.runs.twin(self.job, org_id, parameters, asked)
            if twin:
                run_id, ended = twin, await self.runs.wait(self.job, twin, org_id, until)
        if ended is None:
            return self._accepted(run_id)
        if ended.status == "already_running":
            return _json(409, Failed(error=ended.error or "This organisation is being worked on."))
        if ended.status == "finished" and ended.result is not None:
            return _json(200, Finished(result=ended.result))
        missing = "The run left no record here: give worker and endpoint the same DATABASE_URL."
        return _json(500, Failed(error=ended.error or missing))

    def _accepted(self, run_id: UUID) -> JSONResponse:
        url = f"{self.prefix}/{self.job.name}/runs/{run_id}"
        return _json(202, Running(run_id=run_id, status_url=url), location=url)


def list_jobs(app: APIRouter, guards: Guards, settings: Settings, path: str) -> None:
    """Add the route that lists all jobs."""

    async def jobs() -> JobList:
        """All jobs, with their parameters and caps."""
        described = (JobDescription.model_validate(job.describe(settings)) for job in JOBS.values())
        return JobList(jobs=tuple(described))

    app.add_api_route(
        path, jobs, name="List jobs", dependencies=[Depends(guards.shared)], responses=openapi.UNAUTHORIZED
    )


def _json(status: int, answer: Frozen, **headers: str) -> JSONResponse:
    return JSONResponse(answer.model_dump(mode="json"), status, headers)


def _wants_no_wait(request: Request) -> bool:
    preferences = ",".join(request.headers.getlist("prefer")).lower().split(",")
    return "respond-async" in map(str.strip, preferences)


def _key(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise BadRequest("Idempotency-Key must be 1 to 255 printable ASCII characters without spaces")
    return key
