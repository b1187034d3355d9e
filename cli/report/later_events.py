"""Events after the scan that the page shows: decisions, imports, reverts and failures."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from cli.terminal.run_summary import themes_of, what_came_of
from executor.reads.run_history import CRASHED, RunRecord
from tasks.curate import JOB as CURATE
from tasks.curate import SCAN
from tasks.importing.import_interviews import JOB as IMPORT
from themes.models import Frozen

MOST_TOLD = 20
_REVERT = "revert-run"
_CHANGED: Mapping[str, tuple[str, ...]] = {
    CURATE: ("themes_changed",),
    _REVERT: ("rows",),
    "erase-interview": ("erased_interview",),
    IMPORT: ("created", "updated"),
}
"""The jobs that change what stands on the page, with what their reports hold if they did."""
JOBS = (*_CHANGED, SCAN)
"""The jobs whose runs may be news."""
_HEADINGS = {"erase-interview": "Erased: ", IMPORT: "Imported: "}
_FAILED = {IMPORT: "An import failed: ", SCAN: "A scan failed: "}
_BADLY = ("failed", CRASHED)
"""How runs stand that came to a bad end."""
_CALLED = {CURATE: "decision", SCAN: "scan", _REVERT: "revert"}


class Event(Frozen):
    """The outcome of one run, in a sentence or a few."""

    at: datetime
    told: str


class Since(Frozen):
    """The newest MOST_TOLD events, oldest first, and how many older ones there are."""

    events: tuple[Event, ...]
    untold: int


def since(
    runs: Sequence[RunRecord],
    stored: Mapping[UUID, int],
    names_of: Callable[[Sequence[UUID]], Mapping[UUID, str]],
    run_of: Callable[[UUID], RunRecord | None],
) -> Since:
    """Tell which of the runs since the scan changed the page; of scans that failed, only the newest.

    ``runs`` are those of JOBS as they stand, oldest first. ``stored`` counts the interviews that
    interrupted imports stored. The functions look up names of themes and records of runs.
    """
    failed = [run for run in runs if run.job == SCAN and run.status in _BADLY][-1:]
    counting = [run for run in runs if run in failed or run.id in stored or _changed(run)]
    told = counting[-MOST_TOLD:]
    found = names_of([id_ for run in told for id_ in themes_of(run)])
    names = {id_: f"“{name}”" for id_, name in found.items()}
    events = tuple(
        Event(at=run.started_at, told=_heading(run, run_of) + what_came_of(run, names, stored))
        for run in told
    )
    return Since(events=events, untold=len(counting) - len(told))


def _changed(run: RunRecord) -> bool:
    """Whether its report tells of something; that of an import does so too if it failed halfway."""
    report = run.report or {}
    return any(report.get(key) for key in _CHANGED.get(run.job, ()))


def _heading(run: RunRecord, run_of: Callable[[UUID], RunRecord | None]) -> str:
    if run.status in _BADLY:
        return _FAILED.get(run.job, "")
    if run.job != _REVERT:
        return _HEADINGS.get(run.job, "")
    reverted = run_of(UUID(run.parameters["run_id"]))
    if reverted is None:
        return "Reverted: "
    called = _CALLED.get(reverted.job, reverted.job)
    return f"Reverted the {called} of {reverted.started_at:%-d %B %Y, %H:%M} UTC: "
