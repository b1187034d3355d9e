"""The confidence decay: themes that nobody mentions any more lose confidence until somebody does."""

from datetime import UTC, datetime
from typing import Annotated, Any

from prefect import flow
from prefect.states import Completed
from pydantic import Field

from executor.org_database import OrgDatabase
from flows.parameters import DryRun, OrgId
from flows.runtime.fan_out import for_all_orgs
from flows.runtime.job_run import final_state, job_run
from settings import Settings, load_settings
from tasks.decay import decay, nothing_to_decay
from themes.text.plurals import counted

JOB = "confidence-decay"
RULES_VERSION = "1"
"""Raised when the formula in ``themes.over_time.decay`` changes."""

HalfLife = Annotated[
    int, Field(ge=1, le=3650, description="Days without evidence after which half the confidence is left.")
]


@flow(name=JOB, flow_run_name="confidence-decay-{org_id}", persist_result=False, log_prints=False)
async def confidence_decay(
    org_id: OrgId,
    half_life_days: HalfLife = 90,
    dry_run: DryRun = False,
) -> Any:
    """Let themes without new evidence lose confidence and fade, and wake those that have evidence again."""
    parameters = {"half_life_days": half_life_days, "dry_run": dry_run}
    try:
        async with job_run(load_settings(), JOB, org_id, parameters, RULES_VERSION) as run:
            done = await decay(run.executor, run.context, datetime.now(UTC), half_life_days)
            run.report = done.model_dump(mode="json")
        counts = f"{done.active} active, {done.fading} fading, {done.dormant} dormant"
        return Completed(
            message=f"{counted(done.themes_changed, 'theme')} changed: {counts}.", data=run.report
        )
    except Exception as fault:  # noqa: BLE001 (whatever it is, it must not be logged as it is)
        return final_state(fault)


@flow(name="confidence-decay-all-orgs", persist_result=False, log_prints=False)
async def confidence_decay_all_orgs(half_life_days: HalfLife = 90, dry_run: DryRun = False) -> Any:
    """Let the themes of every organisation that has any to change decay, each by a flow run of its own."""

    def skip_reason(_: Settings, org: OrgDatabase) -> str | None:
        unchanged = nothing_to_decay(org, datetime.now(UTC), half_life_days)
        return "no theme would change" if unchanged else None

    return await for_all_orgs(JOB, {"half_life_days": half_life_days, "dry_run": dry_run}, skip_reason)
