"""What the documentation says to type can be typed, and each command is run by a test.

Here those that need no Prefect server; ELSEWHERE says where the others are.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import prefect.cli  # noqa: F401  (which gives Prefect's app its commands)
import pytest
import yaml
from prefect.cli._app import _app as prefect_app
from prefect.events.schemas.automations import AutomationCore
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from cli.main import app
from executor.tools import finish_run, start_run
from executor.tools.runs import FinishRun, StartRun
from executor.unit_of_work import Executor
from tests.support.documented_commands import (
    DOCS,
    EVERY_PAGE,
    PAGES,
    PROJECT,
    Command,
    Known,
    commands,
)
from tools.testbed.organisation import Finds, Panel

FINDS: Finds = {
    key: ["Slow export", "High price", "Endless onboarding", "Small talk"] for key in ("ann", "ben")
}
STACK = "tests/e2e/test_documented_commands.py"
ELSEWHERE: Mapping[str, str] = {
    "theme-scan scan": "tests/e2e/test_cli.py::test_import_scan_and_themes_lead_from_a_file_to_its_quotes",
    "theme-scan run ": "tests/e2e/test_maintenance.py::test_an_erased_interview_leaves_no_trace",
    "theme-scan erase": "tests/e2e/test_maintenance.py::test_an_erased_interview_leaves_no_trace",
    "theme-scan revert": "tests/e2e/test_maintenance.py::test_an_erased_interview_leaves_no_trace",
    "theme-scan doctor": f"{STACK}::test_the_doctor",
    "theme-scan serve": f"{STACK}::test_the_endpoint",
    "prefect gcl create": f"{STACK}::test_what_the_pages_ask_of_prefect",
    "prefect work-pool": f"{STACK}::test_what_the_pages_ask_of_prefect",
    "prefect --no-prompt deploy --all": "tests/e2e/test_every_trigger.py::test_deploying_again",
    "prefect deploy --all": "tests/e2e/test_every_trigger.py::test_deploying_again",
    # By the stack itself, which the end-to-end tests run on.
    "prefect server start": "tests/e2e/test_stack.py::test_the_server_works_on_our_postgres",
    "prefect worker start": "tests/e2e/test_stack.py::test_the_doctor_finds_the_local_stack",
    "prefect deployment run": "tests/e2e/test_demo.py::test_the_demo_ends_with_themes",
    "curl --fail-with-body": "tests/docs/test_scheduling.py::test_",
    "curl -s": "tests/docs/test_curl_examples.py::test_the_document_shows_what_happens",
    "curl -X POST http://127.0.0.1:8000": "tests/docs/test_curl_examples.py::test_the_command",
    "curl -X POST $PREFECT_API_URL/events": "tests/e2e/test_every_trigger.py::test_the_event_starts_a_scan",
    "dask ": "tests/e2e/test_dask.py::test_the_commands_of_the_page_start_a_cluster",
    "psql": "tests/docs/test_sql.py::test_the_query",
    # What make starts takes minutes: here it says what it would do, and these try that in the small.
    "make demo": "tests/e2e/test_demo.py::test_the_demo_ends_with_themes",
    "make up": f"{STACK}::test_the_endpoint",
    "make schema": "tests/integration/executor/test_migrations.py::test_the_schema_file",
    "make sweep": "tests/tools/test_crash_sweep.py::test_",
    "make eval ": "tests/tools/test_quality.py::test_",
    "make eval-llm": "tests/tools/test_small_model.py::test_",
    "make judge": "tests/tools/test_judge.py::test_",
    "pg_dump": "tests/docs/test_sql.py::test_a_backup_is_taken",
    "psql --set": "tests/docs/test_sql.py::test_a_backup_is_taken",
    "python3 -m venv": "tests/docs/test_commands.py::test_setting_up_without_make",
    "python -m pip install": "tests/docs/test_commands.py::test_setting_up_without_make",
}
"""Beginnings of commands, and the tests that run them for real."""
NOT_RUN: Mapping[str, str] = {
    "prefect cloud login": "asks for an account of the hosted service",
    "prefect cloud webhook create": "asks for the hosted service; its template has a test of its own",
    "curl -X POST https://api.prefect.cloud": "calls the hosted service",
    "ollama": "another program, with models of gigabytes",
    "vllm": "another program, which wants a graphics card",
    "llama-server": "another program; make eval-llm runs its like",
    "openssl": "another program, of which only a random text is wanted",
    "export": "sets variables of the shell that goes on",
    "make test": "would begin anew what is under way; make says here what it would do",
    "make check": "would begin anew what is under way; make says here what it would do",
    "make clean": "would remove the state of whoever runs the tests; make says here what it would do",
    "make bench": "measures for long, and writes a page; make says here what it would do",
    "make .venv/": "would set up anew what runs the tests; make says here what it would do",
    "theme-scan up": "runs until Ctrl-C; make up, whose parts other tests start, is this command",
    "python -m tools.bench": "measures for long",
    "theme-scan --install-completion": "writes into the start-up file of the shell that runs it",
}
"""Beginnings of commands that no test runs, and why."""


def parse(command: Command) -> None:
    """Parse a command to its last word, without carrying it out; a wrong word raises."""
    parsers = {"theme-scan": parse_ours, "prefect": parse_prefects, "make": parse_make}
    if command.program in parsers:
        parsers[command.program](command.words)


def typed(page: Path, known: Known | None = None) -> list[Command]:
    """What a page says to type; not what its prose mentions by a part. A wrong word raises."""
    return [command for command in commands(page, known) if not _is_part(command)]


def _is_part(command: Command) -> bool:
    try:
        parse(command)
    except Exception as fault:
        if command.in_block or not type(fault).__name__.startswith("Missing"):
            raise
        return True
    return False


def parse_ours(
    words: Sequence[str], command: Any = None, name: str = "theme-scan", parent: Any = None
) -> None:
    command = command or get_command(app)
    if list(words) == ["--install-completion"]:  # which parsing would carry out
        assert any("--install-completion" in option.opts for option in command.params)
        return
    context = command.make_context(name, list(words), parent=parent)
    if isinstance(command, TyperGroup):
        sub, found, left = command.resolve_command(context, [*context._protected_args, *context.args])
        parse_ours(left, found, sub or "", context)


def parse_prefects(words: Sequence[str]) -> None:
    ours = [word for word in words if word != "--no-prompt"]  # which belongs to no command
    prefect_app.parse_args(ours, exit_on_error=False, print_error=False)


def parse_make(words: Sequence[str]) -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8").replace("$(VENV)", ".venv")
    for word in words:
        name, variable, _ = word.strip("[]").partition("=")
        known = rf"\$\([^)]*\b{name}\b" if variable else rf"^{name}:"
        assert re.search(known, makefile, re.MULTILINE), f"No such target or variable: {word}"


def page_name(page: Path) -> str:
    return str(page.relative_to(PROJECT))


@pytest.mark.parametrize("page", EVERY_PAGE, ids=page_name)
def test_every_command_in_the_docs_is_one_that_there_is(page: Path) -> None:
    assert all(command.program for command in typed(page))


@pytest.mark.parametrize(
    "line",
    [
        "theme-scan themess",
        "theme-scan themes --orgg x",
        "theme-scan audit verifyy",
        "theme-scan show x",
        "prefect wrker start",
        "prefect worker start --poool x",
        "prefect work-pool inspect",
        "make demoo",
        "make new-job NAMES=x",
    ],
)
def test_a_command_that_there_is_not_would_be_found(line: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Type\n\n   ```\n   $ {line}  # and see\n   ```\n", encoding="utf-8")
    (command,) = commands(page)
    with pytest.raises(Exception, match=r"No such|Missing|Unknown|requires an argument"):
        parse(command)


def beginnings_of(command: Command) -> list[str]:
    """The entries of the lists that a command begins with."""
    return [start for start in (*ELSEWHERE, *NOT_RUN) if f"{command.line} ".startswith(start)]


@pytest.mark.parametrize("page", EVERY_PAGE, ids=page_name)
def test_each_command_is_run_here_or_named_in_a_list(page: Path) -> None:
    unknown = [one.line for one in typed(page) if one.program not in RUNNERS and not beginnings_of(one)]
    assert unknown == []


def test_the_lists_name_only_what_the_pages_say_and_tests_that_there_are() -> None:
    said = {start for page in EVERY_PAGE for command in typed(page) for start in beginnings_of(command)}
    assert {*ELSEWHERE, *NOT_RUN} - said == set()
    for test in ELSEWHERE.values():
        file, _, name = test.partition("::")
        assert f"def {name}" in (PROJECT / file).read_text(encoding="utf-8"), test


@pytest.fixture
def known(
    executor: Executor, org_id: UUID, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> dict[str, object]:
    """A place where the commands of the docs find what they name; what their placeholders stand for."""
    panel = Panel(executor, org_id)
    panel.add(*FINDS)
    context = panel.context()
    with executor.unit(context) as unit:
        unit.call(start_run, [StartRun(parameters={})])
    report = panel.scan(FINDS, context=context)
    with executor.unit(context) as unit:
        unit.call(finish_run, [FinishRun(status="finished", report=report.model_dump(mode="json"))])
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    for folder in ("interviews", "my-interviews"):
        shutil.copytree(DOCS / "sample-study" / "interviews", tmp_path / folder)
    codes = re.findall(
        r"^```yaml\n(.*?)^```", (DOCS / "how-to" / "codebooks.md").read_text(), re.MULTILINE | re.DOTALL
    )
    (tmp_path / "codes.yaml").write_text(codes[0], encoding="utf-8")
    known = {"ORG": org_id, "RUN": report.run_id, "HEAD_FROM_PREFECT": report.audit_head}
    return {**known, "YOUR_FOLDER": "interviews"}


def run_ours(words: Sequence[str]) -> None:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, (words, done.output, done.exception)


def run_python(words: Sequence[str]) -> None:
    """Run a line of Python; of tests, which make test runs, there must be the files."""
    if words[:2] == ["-m", "pytest"]:
        assert all((PROJECT / file).exists() for file in words[2:]), words
    else:
        subprocess.run([sys.executable, *words], check=True, capture_output=True)


RUNNERS = {"theme-scan": run_ours, "python": run_python, "python3": run_python}


WITH_ANY = [page for page in EVERY_PAGE if any(command.program in RUNNERS for command in commands(page))]


@pytest.mark.parametrize("page", WITH_ANY, ids=page_name)
def test_what_a_page_says_works_as_printed(known: dict[str, object], page: Path, tmp_path: Path) -> None:
    for command in typed(page, known):
        if command.program in RUNNERS and not beginnings_of(command):
            RUNNERS[command.program](command.words)
    if page.stem == "read-and-decide":
        made = {path.name for path in tmp_path.iterdir() if path.is_file()} - {"codes.yaml"}
        assert made == {"report.html", "report.md", "quotes.csv"}


@pytest.mark.skipif(not shutil.which("make"), reason="make is what runs them")
def test_make_can_say_what_it_would_do_for_each_target_of_the_pages() -> None:
    targets = {one.words[0] for page in EVERY_PAGE for one in typed(page) if one.program == "make"}
    done = subprocess.run(["make", "-n", *sorted(targets)], cwd=PROJECT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("make"), reason="make is what says it")
def test_setting_up_without_make_is_what_make_does() -> None:
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", ".venv/.runtime"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        text=True,
    )
    said = [
        " ".join(one.words).removeprefix("-m pip ")
        for one in commands(DOCS / "how-to" / "operations.md")
        if one.words[:2] in (["-m", "venv"], ["-m", "pip"])
    ]
    assert [words in done.stdout for words in said] == [True] * 3, said


def test_the_example_alert_is_one_that_prefect_takes() -> None:
    written = (DOCS / "how-to" / "alerts" / "failed-scans.yaml").read_text(encoding="utf-8")
    automations = [AutomationCore.model_validate(one) for one in yaml.safe_load(written)["automations"]]
    assert [len(automation.actions) for automation in automations] == [1, 1]


def test_every_page_of_the_site_is_in_its_menu() -> None:
    """So that nobody has to guess a page's address."""
    menu = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if str(page.relative_to(DOCS)) not in menu] == []


@pytest.mark.parametrize("start", [PROJECT / "README.md", DOCS / "index.md"], ids=page_name)
def test_every_page_can_be_reached_from_where_a_reader_starts(start: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", start.read_text(encoding="utf-8"))
    linked = {(start.parent / link).resolve() for link in links if "://" not in link}
    assert [page_name(page) for page in PAGES if page not in {*linked, DOCS / "index.md"}] == []
