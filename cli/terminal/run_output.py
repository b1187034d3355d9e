"""The record of a run: how long it took, and all that is on record of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cli.terminal.screen import Screen, escape
from executor.reads.run_history import RunRecord


def took(run: RunRecord) -> str:
    """How long an ended run took; empty for others."""
    if run.finished_at is None:
        return ""
    minutes, seconds = divmod(round((run.finished_at - run.started_at).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def print_record(screen: Screen, run: RunRecord, told: str) -> None:
    """Print all that is on record of a run, after the sentence that tells what came of it."""
    rehearsal = ", dry run" if run.dry_run else ""
    lasted = f", took {took(run)}" if run.finished_at else ""
    screen.print(f"[b]Run {run.id}[/b]: {escape(run.job)}{rehearsal}, {run.status}", soft_wrap=True)
    screen.print(f"Began {run.started_at:%Y-%m-%d %H:%M:%S} UTC{lasted}, by {escape(run.actor)}")
    if told:
        screen.print(escape(told))
    _print_part(screen, "parameters", run.parameters)
    report = run.report or {}
    _print_part(screen, "report", {name: value for name, value in report.items() if not _is_part(value)})
    for name, value in report.items():
        if _is_part(value):
            _print_part(screen, name, value)


def _is_part(value: Any) -> bool:
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str)


def _print_part(screen: Screen, name: str, part: Mapping[str, Any] | Sequence[Any]) -> None:
    """Print named values, or a list, under its name; nothing if there is nothing in it."""
    if not part:
        return
    screen.print()
    if isinstance(part, Mapping):
        screen.print(f"[b]{escape(name)}[/b]")
        for key, value in part.items():
            if value is not None:
                screen.print(f"  {escape(key)}: {escape(_cell(value))}", soft_wrap=True)
        return
    screen.print(f"[b]{escape(name)}[/b] ({len(part)})")
    if all(isinstance(entry, Mapping) for entry in part):
        columns = list(dict.fromkeys(key for entry in part for key in entry))
        screen.table(columns, [[_cell(entry.get(column)) for column in columns] for entry in part])
        return
    for entry in part:
        screen.indented(escape(_cell(entry)), 2)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
