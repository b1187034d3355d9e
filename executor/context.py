"""The caller of the tools, its organisation, and whether it may write."""

from uuid import UUID

from pydantic import Field

from themes.evidence.recurrence import DEFAULT_MINIMUM, MinimumSupport
from themes.models import Frozen

SCANNER = "system:theme-scan"
"""The actor of scans, whose own quotes are not marked by people."""


class ToolContext(Frozen):
    """The circumstances of a run of tool calls; every audit row repeats them."""

    org_id: UUID
    run_id: UUID
    actor: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
    """``system:theme-scan`` or another job, or a person's id."""
    job: str = Field(min_length=1, max_length=100, pattern=r"^[a-z0-9-]+$")
    rules_version: str = Field(min_length=1)
    """The version of the rules that decide what is written; stored with each theme."""
    writes_allowed: bool = True
    dry_run: bool = False
    """Do everything, then roll it back; only the audit of the attempt stays."""
    lease: bool = False
    """Whether the run holds the lease of its job, without which it must not write."""
    lease_job: str | None = None
    """The job whose lease the run takes instead of its own, so that it never meets a run of that job."""

    min_interviews: int = Field(DEFAULT_MINIMUM, ge=1)
    """Interviews that a theme needs; one that falls below is retired."""
    min_participants: int = Field(1, ge=1)
    """People that a theme needs."""

    @property
    def minimum(self) -> MinimumSupport:
        """How much support a theme needs; one that falls below is retired."""
        return MinimumSupport(interviews=self.min_interviews, participants=self.min_participants)

    @property
    def attributes(self) -> dict[str, str | bool]:
        """The circumstances as the attributes of a span."""
        return {
            "theme_scan.run.id": str(self.run_id),
            "theme_scan.org.id": str(self.org_id),
            "theme_scan.job": self.job,
            "theme_scan.dry_run": self.dry_run,
        }

    @property
    def lease_of(self) -> str:
        """The job whose lease the run takes."""
        return self.lease_job or self.job
