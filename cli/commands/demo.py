"""``theme-scan demo``: the main job for real, on the sample study, from nothing to themes with quotes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from uuid import UUID, uuid4

from rich.rule import Rule

from cli.interview_files.importing import import_path
from cli.stack.database_choice import embedded_settings
from cli.stack.follow_run import follow, start_with_prefect
from cli.stack.programs import StackBusyError, StackError
from cli.stack.stack import PROJECT, Stack, environment_of, local_stack
from cli.terminal.scan_output import print_imported, print_report, print_themes
from cli.terminal.screen import Screen, escape
from executor.database.connection import Database
from executor.database.opening import open_database
from executor.org_database import OrgDatabase
from executor.reads import run_history, stored_themes
from executor.reads.run_history import RunRecord
from flows.runtime.prefect_client import flow_runs
from settings import Settings, load_settings
from tasks.importing.import_interviews import ImportOptions
from themes.text.plurals import counted

SAMPLE = PROJECT / "docs" / "sample-study" / "interviews"
_MOST_DEMOS = 100
_MOST_QUOTES = 3


def demo() -> None:
    """Run the whole job on the sample interviews, from nothing, and leave nothing running."""
    run_demo(load_settings(), Screen(plain=False))


def run_demo(settings: Settings, screen: Screen) -> None:
    """Start everything, import, scan twice, print what came out, and stop everything.

    Raises StackError or ExecutorError when a part of it does not work.
    """
    org_id = uuid4()
    with ExitStack() as parts:
        with _part(screen, "Starting Postgres, a Prefect server and a worker"):
            stack, database = _started(settings, parts, screen)
            org = OrgDatabase(database, org_id)
            screen.print(f"The Prefect UI is at {stack.url} while this runs.")
        with _part(screen, "Importing the sample interviews"):
            screen.print(f"For the organisation {org_id}:")
            options = ImportOptions(
                actor="system:demo",
                lease_seconds=settings.lease_seconds,
                min_interviews=settings.min_interviews_per_theme,
                min_participants=settings.min_participants_per_theme,
            )
            imported = import_path(org, SAMPLE, options, console=screen)
            print_imported(screen, imported)
        with _part(screen, "Scanning"):
            report = _scan(stack, org, screen).report or {}
            print_report(screen, report, org_id)
        with _part(screen, "The themes and who said what"):
            _print_evidence(org, [theme["slug"] for theme in report["themes"]], screen)
        with _part(screen, "Scanning again, with nothing new"):
            second = _scan(stack, org, screen)
            _print_second(org, second, screen)
    _say_what_next(stack.state_dir, settings, org_id, screen)


def _started(settings: Settings, parts: ExitStack, screen: Screen) -> tuple[Stack, Database]:
    """Start a stack in the state folder, or in a folder in it if another stack runs there."""
    folders = (settings.state_dir / f"demo-{number}" for number in range(2, _MOST_DEMOS))
    for folder in (settings.state_dir, *folders):
        with suppress(StackBusyError):
            # Never in a database of one's own: what is imported here is made up.
            own = embedded_settings(settings.model_copy(update={"state_dir": folder, "database_url": None}))
            stack = parts.enter_context(local_stack(folder, environment=environment_of(own)))
            parts.callback(screen.print, "Stopping everything …")
            return stack, parts.enter_context(open_database(own))
    raise StackError(f"{_MOST_DEMOS} demos are running on {settings.state_dir}: stop some of them.")


@contextmanager
def _part(screen: Screen, title: str) -> Iterator[None]:
    screen.print(Rule(f"[b]{title}[/b]", align="left"))
    yield


def _scan(stack: Stack, org: OrgDatabase, screen: Screen) -> RunRecord:
    parameters = {"org_id": org.org_id, "lookback_days": 30, "max_interviews": 50}
    run_id = start_with_prefect(stack, parameters, screen)
    with flow_runs(stack.api, stack.environment, stack.advice) as runs:
        ended = follow(runs, run_id, screen)
    if not ended.completed:
        raise StackError(f"The scan did not complete. {ended.message} The worker's log is in {stack.logs}.")
    with org.read() as connection:
        record = run_history.find(connection, run_id)
    if record is None or record.report is None:
        raise StackError(f"The run {run_id} left no record: see the worker's log in {stack.logs}.")
    return record


def _print_evidence(org: OrgDatabase, slugs: list[str], screen: Screen) -> None:
    with org.read() as connection:
        themes = stored_themes.stored_themes(connection, slugs)
        quotes = stored_themes.cited_quotes(connection, slugs)
    by_theme = groupby(quotes, key=attrgetter("theme_slug"))
    print_themes(screen, themes, [quote for _, of_one in by_theme for quote in islice(of_one, _MOST_QUOTES)])
    screen.print(f"These are the {_MOST_QUOTES} strongest quotes of each theme.")


def _print_second(org: OrgDatabase, run: RunRecord, screen: Screen) -> None:
    report = run.report or {}
    with org.read() as connection:
        changed = run_history.rows_changed(connection, run.id)
    extracted = report["interviews_scanned"] - report["interviews_reused"]
    screen.print(
        f"{counted(extracted, 'interview')} extracted, {report['interviews_reused']} out of the cache, "
        f"{counted(report['model_calls'], 'model call')}, {counted(changed, 'row')} changed."
    )


def _say_what_next(state_dir: Path, settings: Settings, org_id: UUID, screen: Screen) -> None:
    elsewhere = "" if state_dir == settings.state_dir.absolute() else escape(f"STATE_DIR={state_dir} ")
    command = f"{elsewhere}.venv/bin/theme-scan"
    screen.print(Rule("[b]Done: everything has stopped[/b]", align="left"))
    screen.print(
        f"The data stay in {escape(str(state_dir))} (make clean removes them). Next:\n"
        f"  {command} themes --org {org_id}\n"
        f"  {command} import YOUR_FOLDER --org {uuid4()}\n"
        "  make up",
        soft_wrap=True,
    )


COMMANDS: dict[Callable[..., None], str] = {demo: "theme-scan demo"}
"""The command, with an example for its help."""
