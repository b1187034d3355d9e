"""The outcome of a run, in a sentence: its changes, or the cause of its failure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from executor.reads.run_history import CRASHED, RunRecord
from tasks.curate import JOB as CURATE
from tasks.importing.import_interviews import JOB as IMPORT
from tasks.maintenance_reports import ErasureReport, RevertReport
from themes.text.plurals import counted

Report = Mapping[str, Any]
_DECIDED = {
    "themes.rename_theme": "Renamed",
    "themes.merge_themes": "Merged",
    "themes.reject_theme": "Rejected",
    "themes.restore_theme": "Restored",
    "themes.pin_theme": "Pinned",
}
_STAY = "stay; start it again, nothing is stored twice."
_GONE = "a theme that is gone"


def themes_of(run: RunRecord) -> tuple[UUID, ...]:
    """The ids of the themes that a person decided about, whose slugs ``what_came_of`` wants to know."""
    about, into, made = _themes(run)
    return tuple(map(UUID, (*about, *into, *made)))


def is_cut_off_import(run: RunRecord) -> bool:
    """Whether it is an import without a report, of which only the audit knows how far it came."""
    return run.job == IMPORT and run.status == CRASHED


def what_came_of(run: RunRecord, slugs: Mapping[UUID, str], stored: Mapping[UUID, int]) -> str:
    """A sentence or a few; empty while the run is at work, and of a job that does not tell its changes.

    ``stored`` has the interviews that each import stored which was cut off.
    """
    if is_cut_off_import(run):
        came = counted(stored.get(run.id, 0), "interview")
        return f"Its process or machine went away. {came} stored by then {_STAY}"
    if run.status == CRASHED:
        return "Its process or machine went away, and nothing of it was half written: start it again."
    if run.error and run.job == IMPORT and run.report:
        return f"{run.error} {stored_by_then(run.report)}"
    if run.error or run.report is None:
        return run.error or ""
    if run.job == CURATE:
        return _decision(run, slugs)
    told = _TOLD.get(run.job, _changes)
    return told(run.report)


def _themes(run: RunRecord) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The themes that a person decided about, the theme they became part of, and the themes made."""
    if run.job != CURATE:
        return (), (), ()
    into = run.parameters.get("into")
    made = (run.report or {}).get("themes_made", ())
    return run.parameters.get("themes", ()), (into,) if into else (), made


def _decision(run: RunRecord, slugs: Mapping[UUID, str]) -> str:
    about, into, made = (", ".join(slugs.get(UUID(id_), _GONE) for id_ in ids_) for ids_ in _themes(run))
    if made:
        return f"Split {made} off {about}."
    done = f"{_DECIDED.get(run.parameters.get('tool', ''), 'Decided on')} {about}"
    same = "" if (run.report or {}).get("themes_changed") else ", as before"
    return f"{done} into {into}{same}." if into else f"{done}{same}."


def _changes(report: Report) -> str:
    return " ".join(report.get("changes", ()))


def _imported(report: Report) -> str:
    faults = f"; {report['faults']} could not be read" if report["faults"] else ""
    quotes = f"; {counted(report['quotes_created'], 'quote')} stored" if report["quotes_created"] else ""
    if report.get("quotes_updated"):  # older records lack it
        quotes += f"; {counted(report['quotes_updated'], 'quote')} given another topic"
    created = counted(report["created"], "interview")
    return f"{created} created, {report['updated']} updated, {report['unchanged']} unchanged{quotes}{faults}."


def stored_by_then(report: Report) -> str:
    """How far an import came that did not come to its end."""
    if not any(report[what] for what in ("created", "updated", "quotes_created")):
        return "Nothing was stored by then; start it again."
    return f"By then: {_imported(report)} They {_STAY}"


def _study(report: Report) -> str:
    return ", ".join(f"{what} {action}" for what, action in report.items()).capitalize() + "."


def _reverted(report: Report) -> str:
    reverted = RevertReport.model_validate(report)
    return f"{counted(reverted.put_back, 'row')} put back, {len(reverted.left)} left as now."


def _erased(report: Report) -> str:
    erased = ErasureReport.model_validate(report)
    return f"An interview with {counted(erased.quotes, 'quote')} and {counted(erased.links, 'link')}."


def _decayed(report: Report) -> str:
    states = ", ".join(f"{report[state]} {state}" for state in ("active", "fading", "dormant"))
    return f"{counted(report['themes_changed'], 'theme')} changed: {states}."


def _speakers(report: Report) -> str:
    return f"Speakers corrected; {counted(report['quotes_dropped'], 'quote')} of interviewers removed."


_TOLD: Mapping[str, Callable[[Report], str]] = {
    IMPORT: _imported,
    "study": _study,
    "revert-run": _reverted,
    "erase-interview": _erased,
    "confidence-decay": _decayed,
    "speakers": _speakers,
}
