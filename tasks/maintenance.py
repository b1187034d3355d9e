"""Taking back what a run did, and erasing an interview: each one call of its tool."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

import httpx
from prefect import get_client
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

from executor.context import ToolContext
from executor.exceptions import RefusedError
from executor.org_database import OrgDatabase
from executor.reads import run_history
from executor.tool import A, D, Refusal, Tool
from executor.tools import erase_interview, revert_run
from executor.tools.erase_interview import ErasedInterview, EraseInterview
from executor.tools.revert_run import RevertedRun, RevertRun
from executor.unit_of_work import Executor
from tasks.artifacts import publish_artifact
from tasks.step import StepFailedError, step

_BATCH = 100
"""Flow runs whose artifacts are asked for at once."""


@dataclass(frozen=True)
class ToolResult(Generic[D]):
    """A tool's answer, and the end of the audit chain after the call."""

    data: D
    audit_head: str | None


@step("revert")
async def revert(executor: Executor, context: ToolContext, run_id: UUID) -> ToolResult[RevertedRun]:
    """Return the rows that a run changed to what they were. Raises RefusedError if there is no such run."""
    return await asyncio.to_thread(call, executor, context, revert_run, RevertRun(run_id=run_id))


@step("erase")
async def erase(
    executor: Executor, context: ToolContext, interview: UUID, *, study: bool = False
) -> ToolResult[ErasedInterview]:
    """Erase an interview from the database; with ``study`` its words go out of the study too.

    Raises RefusedError if there is no such interview.
    """
    wanted = EraseInterview(interview_id=interview, study=study)
    return await asyncio.to_thread(call, executor, context, erase_interview, wanted)


def call(executor: Executor, context: ToolContext, tool: Tool[A, D], arguments: A) -> ToolResult[D]:
    """Call a tool once, blocking. Raises RefusedError with the tool's sentence."""
    with executor.unit(context) as unit:
        (outcome,) = unit.call(tool, [arguments])
    if isinstance(outcome, Refusal):
        raise RefusedError(f"{outcome.message} Check the id and the organisation.")
    return ToolResult(data=outcome.data, audit_head=unit.audit_head)


@step("forget")
async def forget(org: OrgDatabase, job: str) -> int:
    """Delete what an organisation's runs of a job showed in Prefect; return how many artifacts that was.

    Raises StepFailedError where Prefect's server does not do so.
    """

    def runs() -> list[UUID]:
        with org.read() as connection:
            return run_history.ids_of(connection, job)

    ids = await asyncio.to_thread(runs)
    try:
        return await _deleted(ids)
    except httpx.HTTPError as fault:
        raise StepFailedError(
            f"Prefect's server did not delete all summaries of scans ({type(fault).__name__}): once it can "
            "be reached, erase the interview again by its id. That finds no such interview, and deletes them."
        ) from None


async def _deleted(runs: list[UUID]) -> int:
    deleted = 0
    async with get_client() as client:
        for batch in _batches(runs):
            of_runs = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=batch))
            while found := await client.read_artifacts(artifact_filter=of_runs):
                for artifact in found:
                    await client.delete_artifact(artifact.id)
                deleted += len(found)
    return deleted


def _batches(runs: list[UUID]) -> Iterator[list[UUID]]:
    return (runs[start : start + _BATCH] for start in range(0, len(runs), _BATCH))


@step("tell")
async def tell(org_id: UUID, job: str, report: Mapping[str, Any]) -> None:
    """Leave the figures of the report with the run, the audit's head among them."""
    figures = [f"- {name}: {_counted(value)}" for name, value in report.items()]
    page = acreate_markdown_artifact(markdown="\n".join(figures), description=f"{job} of {org_id}")
    await publish_artifact(page)


def _counted(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{count} {what}" for what, count in value.items()) or "none"
    return str(len(value)) if isinstance(value, list) else f"`{value}`"
