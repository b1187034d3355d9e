"""A scan is a plain function: no flow, no Prefect server."""

from uuid import UUID

from executor.org_database import OrgDatabase
from executor.unit_of_work import Executor
from settings import Settings
from tasks.scan.parameters import ScanParameters
from tasks.scan.scan import Scanned, ScanSetup, scan
from tools.testbed.scan_harness import add_interviews, run_of

TEXTS = ["Ann: The price is far too high for us.", "Ben: The price is far too high for a small team."]


async def test_a_scan_runs_outside_a_flow_and_a_dry_one_reports_what_a_real_one_does(
    executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS)
    org, settings = OrgDatabase(executor.database, org_id), Settings(_env_file=None)

    async def scanned(dry_run: bool) -> Scanned:
        setup = ScanSetup(settings, org, run_of(org_id, dry_run=dry_run))
        return await scan(setup, ScanParameters(dry_run=dry_run), "1")

    dry, real = await scanned(True), await scanned(False)
    assert real.report.interviews_scanned == 2
    assert real.inputs_hash
    told = [(theme.slug, theme.occurrences, theme.confidence_score) for theme in real.report.themes]
    assert [(theme.slug, theme.occurrences, theme.confidence_score) for theme in dry.report.themes] == told
