"""The reports of reverts and erasures, as their runs record them."""

from uuid import UUID

from executor.tools.erase_interview import ErasedInterview
from executor.tools.revert_run import RevertedRun


class RevertReport(RevertedRun):
    """The report of a run that reverted another."""

    dry_run: bool
    reverted_run: UUID
    audit_head: str | None


class ErasureReport(ErasedInterview):
    """The report of a run that erased an interview."""

    dry_run: bool
    erased_interview: UUID
    artifacts: int
    """Summaries of scans that Prefect held."""
    audit_head: str | None
