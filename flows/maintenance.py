"""Taking things back: reverting a run, and erasing an interview."""

from typing import Annotated, Any
from uuid import UUID

from prefect import flow
from prefect.states import Completed
from pydantic import Field

from flows.parameters import DryRun, OrgId, RequestedBy, id_field
from flows.runtime.job_run import final_state, job_run
from flows.theme_scan import JOB as SCAN
from settings import load_settings
from tasks.maintenance import erase, forget, revert, tell
from tasks.maintenance_reports import ErasureReport, RevertReport
from themes.text.plurals import counted

RULES_VERSION = "1"


@flow(name="revert-run", flow_run_name="revert-run-{org_id}", persist_result=False, log_prints=False)
async def revert_run(
    org_id: OrgId,
    run_id: Annotated[UUID, id_field("The run to take back: a scan, an import or a revert.")],
    dry_run: DryRun = False,
    requested_by: RequestedBy = None,
) -> Any:
    """Return every row that a run created, changed or removed to what it was.

    Rows that a later run changed, or that later rows depend on, are left, and named in the report.
    """
    parameters = {"run_id": str(run_id), "dry_run": dry_run}
    try:
        async with job_run(
            load_settings(),
            "revert-run",
            org_id,
            parameters,
            RULES_VERSION,
            lease_job=SCAN,
            requested_by=requested_by,
        ) as run:
            undone = await revert(run.executor, run.context, run_id)
            report = RevertReport(
                **dict(undone.data), dry_run=dry_run, reverted_run=run_id, audit_head=undone.audit_head
            )
            run.report = report.model_dump(mode="json")
            await tell(org_id, "revert-run", run.report | {"rows": report.put_back})
        rows, left = counted(report.put_back, "row"), len(report.left)
        return Completed(message=f"{rows} put back, {left} left as now.", data=run.report)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)


@flow(
    name="erase-interview", flow_run_name="erase-interview-{org_id}", persist_result=False, log_prints=False
)
async def erase_interview(
    org_id: OrgId,
    interview_id: Annotated[UUID, id_field("The interview to erase, for good.")],
    dry_run: DryRun = False,
    study: Annotated[bool, Field(description="Remove words of the interview from the study too.")] = False,
    requested_by: RequestedBy = None,
) -> Any:
    """Erase an interview and every trace of its text, in the database and in Prefect's artifacts.

    Themes it supported are recomputed; one left below the minimum support is retired.
    """
    parameters = {"interview_id": str(interview_id), "dry_run": dry_run, "study": study}
    try:
        async with job_run(
            load_settings(),
            "erase-interview",
            org_id,
            parameters,
            RULES_VERSION,
            lease_job=SCAN,
            requested_by=requested_by,
        ) as run:
            try:
                undone = await erase(run.executor, run.context, interview_id, study=study)
            finally:
                # Even if the database has forgotten it: an earlier try may have ended between the two.
                artifacts = 0 if dry_run else await forget(run.org, SCAN)
            report = ErasureReport(
                **dict(undone.data),
                dry_run=dry_run,
                erased_interview=interview_id,
                artifacts=artifacts,
                audit_head=undone.audit_head,
            )
            run.report = report.model_dump(mode="json")
            await tell(org_id, "erase-interview", run.report)
        return Completed(message="Nothing was erased: dry run." if dry_run else "Erased.", data=run.report)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)
