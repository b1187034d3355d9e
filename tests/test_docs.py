"""What the documentation says to type can be typed; what it says to read with is run for real."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml
from prefect.events.schemas.automations import AutomationCore
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from cli.main import app
from executor.execute import Executor
from tests.panel import Finds, Panel

PROJECT = Path(__file__).parents[1]
PAGES = sorted([*(PROJECT / "docs").glob("*.md"), *(PROJECT / "docs" / "scheduling").glob("*.md")])
FINDS: Finds = {
    key: ["Slow export", "High price", "Endless onboarding", "Small talk"] for key in ("ann", "ben")
}
_MENTIONED = re.compile(r"`theme-scan ([a-z][a-z-]+)")
_BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^(?:\$ )?(?:\S*/)?theme-scan ((?:.*\\\n)*.*)$", re.MULTILINE)
_IDS = re.compile(r"\b(?:ORG|RUN|INTERVIEW|YOUR_ORG|ORG_ID)\b|\$(?:ORG|RUN)\b")


def commands(page: Path, org: UUID) -> Iterator[list[str]]:
    """The words after ``theme-scan`` of each command in a page's blocks of code."""
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        for command in _COMMAND.findall(block):
            line = re.split(r"\s[|>&#]\s?", command.replace("\\\n", " "))[0]
            yield shlex.split(_IDS.sub(str(org), line))


def parse(words: Sequence[str], command: Any = None, name: str = "theme-scan", parent: Any = None) -> None:
    """Parse a command down to its last word, without carrying it out; a wrong word raises."""
    command = command or get_command(app)
    context = command.make_context(name, list(words), parent=parent)
    if isinstance(command, TyperGroup):
        sub, found, left = command.resolve_command(context, [*context._protected_args, *context.args])
        parse(left, found, sub or "", context)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_in_the_docs_is_one_that_there_is(page: Path) -> None:
    for words in commands(page, uuid4()):
        parse(words)
    for word in _MENTIONED.findall(page.read_text(encoding="utf-8")):
        assert word in get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words", [["themess"], ["themes", "--orgg", "x"], ["audit", "verifyy"], ["show", "x"]]
)
def test_a_command_that_there_is_not_would_be_found(words: list[str]) -> None:
    with pytest.raises(Exception, match=r"No such|Missing"):
        parse(words)


def test_the_page_on_reading_and_deciding_works_as_printed(
    executor: Executor,
    org_id: UUID,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    panel = Panel(executor, org_id)
    panel.add(*FINDS)
    panel.scan(FINDS)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    ran = list(commands(PROJECT / "docs" / "read-and-decide.md", org_id))
    for words in ran:
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, (words, done.output, done.exception)
    assert len(ran) >= 12
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "report.md", "quotes.csv"}


def test_the_example_alert_is_one_that_prefect_takes() -> None:
    written = (PROJECT / "docs" / "alerts" / "failed-scans.yaml").read_text(encoding="utf-8")
    automations = [AutomationCore.model_validate(one) for one in yaml.safe_load(written)["automations"]]
    assert [len(automation.actions) for automation in automations] == [1, 1]


def test_every_page_of_the_site_is_in_its_menu() -> None:
    """So that nobody has to guess a page's address."""
    menu = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if str(page.relative_to(PROJECT / "docs")) not in menu] == []
