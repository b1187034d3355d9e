"""What came of running a job for every organisation: which run each had, or why it needed none."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from flows.runtime.prefect_client import ALREADY_RUNNING
from themes.models import Frozen
from themes.text.plurals import counted

_NOT_FAILED = frozenset({"Completed", ALREADY_RUNNING})
_NAMED = 3
_LISTED = 2000
"""Organisations that the page names; those that failed come first."""


class OrgRun(Frozen):
    """The run of one organisation and the name of the state it ended in; no id if it could not be started."""

    org_id: UUID
    run_id: UUID | None
    state: str
    message: str = ""

    @property
    def failed(self) -> bool:
        """Whether its work was not done, by it or by another run."""
        return self.state not in _NOT_FAILED


Start = Callable[[UUID], Awaitable[OrgRun]]
"""Runs the job for an organisation, and says how that ended."""


def attempted(start: Start) -> Start:
    """The same, but a run that cannot be started or followed is reported in place of an error."""

    async def attempt(org_id: UUID) -> OrgRun:
        try:
            return await start(org_id)
        except Exception as fault:  # noqa: BLE001 (the other organisations go on)
            message = f"The run could not be started or followed ({type(fault).__name__})."
            return OrgRun(org_id=org_id, run_id=None, state="Lost", message=message)

    return attempt


class FanOutReport(Frozen):
    """One run over all organisations."""

    job: str
    runs: tuple[OrgRun, ...]
    skipped: Mapping[UUID, str]
    """Organisations for which there was nothing to do, each with how that is known."""

    @property
    def failed(self) -> tuple[OrgRun, ...]:
        """The runs that failed."""
        return tuple(run for run in self.runs if run.failed)

    def has_failed(self, tolerated: float) -> bool:
        """Whether more than the share ``tolerated`` (0 to 1) of the runs failed."""
        return len(self.failed) > tolerated * len(self.runs)

    @property
    def told(self) -> str:
        """All of it in one sentence, with the first organisations that failed."""
        states = sorted(Counter(run.state for run in self.runs).items())
        counts = [f"{count} {state}" for state, count in states]
        if self.skipped:
            counts.insert(0, f"{len(self.skipped)} with nothing to do")
        named = ", ".join(str(run.org_id) for run in self.failed[:_NAMED])
        more = ", …" if len(self.failed) > _NAMED else ""
        failures = f" Failed: {named}{more}." if named else ""
        total = len(self.runs) + len(self.skipped)
        whom = counted(total, "organisation")
        return f"{self.job} for {whom}: {', '.join(counts) or 'none to do'}.{failures}"

    def summary(self) -> dict[str, Any]:
        """The figures, and the runs that failed by organisation, as plain JSON."""
        return {
            "organisations": len(self.runs) + len(self.skipped),
            "started": len(self.runs),
            "nothing_to_do": len(self.skipped),
            "states": dict(Counter(run.state for run in self.runs)),
            "failed": [run.model_dump(mode="json", exclude={"message"}) for run in self.failed],
        }

    def page(self) -> str:
        """The page of the run: every organisation by its id, those that failed first."""
        done = sorted(self.runs, key=lambda run: (not run.failed, run.org_id))
        skipped = (f"- `{org_id}`: {why}" for org_id, why in sorted(self.skipped.items()))
        lines = [*map(_line, done), *skipped]
        if more := lines[_LISTED:]:
            lines[_LISTED:] = [f"- {len(more)} more"]
        return "\n".join([self.told, "", *lines])


def _line(run: OrgRun) -> str:
    # Of a run that crashed, further lines are a trace.
    said = run.message.partition("\n")[0].replace("`", "'")
    ended = f"**{run.state}**: `{said}`" if run.failed else run.state
    return f"- `{run.org_id}`: {ended} (run `{run.run_id}`)"
