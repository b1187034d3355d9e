"""Scan with a small real model: ``python -m tools.small_model FOLDER``.

FOLDER holds what ``make eval-llm`` sets up. Ends with a sentence and status 1 if a promise is broken: a
stored quote that is not in its transcript, or an interview neither read nor reported. A model that reads
badly breaks none.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from executor.database.connection import Database
from executor.database.migrate import migrate
from executor.local_postgres.server import embedded_postgres
from executor.unit_of_work import Executor
from tools.eval import sample
from tools.small_model.judging import Verdict
from tools.small_model.server import served
from tools.small_model.trial import Trial, tried
from tools.testbed.databases import ROLE

_WIDTH = 140
"""Characters of a line, so that a table in a log is as wide as one on a screen."""
_FIGURES = Verdict._fields[: Verdict._fields.index("names")]


def main() -> None:
    """Serve the model, scan the shortest interviews of the sample study and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the server and the model are")
    parser.add_argument("--interviews", type=int, default=3)
    parser.add_argument("--answer-tokens", type=int, default=700, help="at which an answer is cut off")
    parser.add_argument("--output", choices=["auto", "tools", "json_schema", "json"], default="auto")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="1 on a busy machine")
    arguments = parser.parse_args()
    shortest = sorted(sample.load().interviews, key=lambda one: len(one.text))[: arguments.interviews]
    with served(arguments.folder, arguments.threads) as address, _executor() as executor:
        chosen = {"model_output": arguments.output, "model_answer_tokens": arguments.answer_tokens}
        trial = asyncio.run(tried(executor, shortest, address, **chosen))
    console = Console(width=_WIDTH)
    _print_answers(console, trial)
    _print_outcome(console, trial)
    if trial.invalid or trial.lost:
        sys.exit(f"{trial.invalid} invalid quotes were stored and {trial.lost} interviews were lost.")


@contextmanager
def _executor() -> Iterator[Executor]:
    with tempfile.TemporaryDirectory() as folder, embedded_postgres(Path(folder), fast=True) as postgres:
        postgres.ensure_database("trial")
        migrate(postgres.url("trial"), ROLE)
        database = Database(postgres.url("trial"), ROLE)
        yield Executor(database)
        database.close()


def _print_answers(console: Console, trial: Trial) -> None:
    table = Table("interview", *(name.replace("_", " ") for name in _FIGURES), "refused")
    for interview, verdict in zip(trial.interviews.values(), trial.verdicts, strict=True):
        table.add_row(interview.title, *_cells(verdict))
    console.print(table)
    for interview, verdict in zip(trial.interviews.values(), trial.verdicts, strict=True):
        console.print(f"{interview.title}: {'; '.join(verdict.names)}")
    ends = Counter((one.output, one.ended, one.transcript is None) for one in trial.heard)
    for (output, ended, is_grouping), count in ends.items():
        subject = "names to group" if is_grouping else "an interview"
        console.print(f"{count} requests by {output} about {subject} ended with {ended}.")
    faults = Counter(fault for verdict in trial.verdicts for fault in verdict.faults)
    for fault, count in faults.most_common():
        console.print(f"{count} passages were {fault}.")
    console.print(f"{sum(verdict.wild for verdict in trial.verdicts)} confidences were no share of 1.")


def _cells(verdict: Verdict) -> list[str]:
    refused = verdict.passages - verdict.grounded
    return [f"{figure:.0f}" for figure in (*verdict[: len(_FIGURES)], refused)]


def _print_outcome(console: Console, trial: Trial) -> None:
    report = trial.report
    for note in report.notes:
        console.print(note)
    for theme in report.themes:
        console.print(f"{theme.name}: {theme.interviews} interviews, {theme.occurrences} passages")
    console.print(
        f"{report.interviews_scanned} interviews read, {report.interviews_failed} reported as unread,"
        f" {trial.lost} lost. {len(report.themes)} themes, {len(trial.quotes)} quotes stored,"
        f" {trial.invalid} of them invalid. {report.prompt_tokens} tokens of prompts and"
        f" {report.completion_tokens} of answers."
    )


if __name__ == "__main__":
    main()
