"""The answers of the endpoint; every model is a row of the documentation."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from themes.models import Frozen

Status = Literal["scheduled", "running", "finished", "failed", "cancelled", "already_running"]


class Finished(Frozen):
    """The run did its work in time; ``result`` is its report."""

    success: Literal[True] = True
    result: dict[str, Any]


class Running(Frozen):
    """The run goes on; ``status_url`` tells how far it is."""

    success: Literal[True] = True
    run_id: UUID
    status: Literal["running"] = "running"
    status_url: str


class Failed(Frozen):
    """The run did not do its work; ``error`` is a sentence."""

    success: Literal[False] = False
    error: str


class Fault(Frozen):
    """The call itself is at fault; ``error`` says why."""

    error: str


class Health(Frozen):
    """The endpoint answers. Whether the database and Prefect do is for those who know the secret."""

    status: Literal["ok"] = "ok"


class RunStatus(Frozen):
    """Where a run stands."""

    run_id: UUID
    job: str
    status: Status
    progress: float | None = Field(None, ge=0, le=1)
    """The share of the work that is done; None where the run does not tell."""
    doing: str | None = None
    """The same in words: how much is done, reused and failed, tokens used and the time left."""
    result: dict[str, Any] | None = None
    error: str | None = None


class JobDescription(Frozen):
    """A job and its parameters. ``parameters`` is a JSON schema, ``caps`` bound what one run may
    do.
    """

    name: str
    version: str
    description: str
    deployment: str
    parameters: dict[str, Any]
    caps: dict[str, int]


class JobList(Frozen):
    """All jobs there are."""

    jobs: tuple[JobDescription, ...]
