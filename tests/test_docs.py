"""What the documentation says to type can be typed; what needs no Prefect server is run for real."""

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import prefect.cli  # noqa: F401  (which gives Prefect's app its commands)
import pytest
import yaml
from prefect.cli._app import _app as prefect_app
from prefect.events.schemas.automations import AutomationCore
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from cli.main import app
from executor.execute import Executor
from tests.panel import Finds, Panel

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *(DOCS / "scheduling").glob("*.md")])
EVERY_PAGE = [*PAGES, PROJECT / "README.md", DOCS / "sample-study" / "README.md"]
FINDS: Finds = {
    key: ["Slow export", "High price", "Endless onboarding", "Small talk"] for key in ("ann", "ben")
}
NEEDS_PREFECT = {"scan", "revert", "erase"}
"""Commands that tests/e2e runs for real."""
_FENCED = re.compile(r"^ *```[a-z]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4}.*$", re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"^ *(?:\$ )?(?:\S*/)?(theme-scan|prefect|make) ((?:.*\\\n)*.*)$", re.MULTILINE)
_END = re.compile(r"\s[|>&#](?:\s|$)")
PLACEHOLDERS = ("ORG", "RUN", "INTERVIEW", "ID", "YOUR_ORG", "ORG_ID", "N", "HEAD_FROM_PREFECT")


class Command(NamedTuple):
    """What a page says to type; only ``whole`` ones have all they need, others are mentioned by a part."""

    program: str
    words: list[str]
    whole: bool


def commands(page: Path, known: Mapping[str, object] | None = None) -> Iterator[Command]:
    """The commands of a page in its order: in its blocks of code, then among its prose."""
    text = page.read_text(encoding="utf-8")
    prose = _FENCED.sub("", text)
    blocks = [*_FENCED.findall(text), *_INDENTED.findall(prose)]
    for code, whole in (
        *((block, True) for block in blocks),
        *((one, False) for one in _INLINE.findall(prose)),
    ):
        for program, rest in _COMMAND.findall(code):
            yield Command(program, _words(rest, known or {}), whole)


def _words(rest: str, known: Mapping[str, object]) -> list[str]:
    line = _END.split(rest.replace("\\\n", " "))[0]
    words = (word.removeprefix("$") for word in shlex.split(line))
    anything: dict[str, object] = dict.fromkeys(PLACEHOLDERS, uuid4()) | {"N": 5}
    return [str((anything | dict(known)).get(word, word)) for word in words]


def parse(command: Command) -> None:
    """Parse a command to its last word, without carrying it out; a wrong word raises."""
    parsers = {"theme-scan": parse_ours, "prefect": parse_prefects, "make": parse_make}
    try:
        parsers[command.program](command.words)
    except Exception as fault:
        if command.whole or not type(fault).__name__.startswith("Missing"):
            raise


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
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for word in words:
        name, variable, _ = word.strip("[]").partition("=")
        known = rf"\$\([^)]*\b{name}\b" if variable else rf"^{name}:"
        assert re.search(known, makefile, re.MULTILINE), f"No such target or variable: {word}"


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_command_in_the_docs_is_one_that_there_is(page: Path) -> None:
    for command in commands(page):
        parse(command)


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


@pytest.fixture
def known(
    executor: Executor, org_id: UUID, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> dict[str, object]:
    """A place where the commands of the docs find what they name; what their placeholders stand for."""
    panel = Panel(executor, org_id)
    panel.add(*FINDS)
    report = panel.scan(FINDS)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    for folder in ("interviews", "my-interviews"):
        shutil.copytree(DOCS / "sample-study" / "interviews", tmp_path / folder)
    codes = re.findall(r"^```yaml\n(.*?)^```", (DOCS / "codebooks.md").read_text(), re.MULTILINE | re.DOTALL)
    (tmp_path / "codes.yaml").write_text(codes[0], encoding="utf-8")
    return {"ORG": org_id, "RUN": report.run_id, "HEAD_FROM_PREFECT": report.audit_head}


@pytest.mark.parametrize(
    ("page", "least"),
    [
        ("read-and-decide", 15),
        ("codebooks", 2),
        ("importing", 1),
        ("audit", 4),
        ("first-scan", 3),
        ("operations", 1),
    ],
)
def test_what_a_page_says_works_as_printed(
    known: dict[str, object], page: str, least: int, tmp_path: Path
) -> None:
    ran = 0
    for command in commands(DOCS / f"{page}.md", known):
        if command.program == "theme-scan" and command.whole and command.words[0] not in NEEDS_PREFECT:
            done = CliRunner().invoke(app, command.words)
            assert done.exit_code == 0, (command.words, done.output, done.exception)
            ran += 1
    assert ran >= least
    if page == "read-and-decide":
        made = {path.name for path in tmp_path.iterdir() if path.is_file()} - {"codes.yaml"}
        assert made == {"report.html", "report.md", "quotes.csv"}


def test_the_example_alert_is_one_that_prefect_takes() -> None:
    written = (DOCS / "alerts" / "failed-scans.yaml").read_text(encoding="utf-8")
    automations = [AutomationCore.model_validate(one) for one in yaml.safe_load(written)["automations"]]
    assert [len(automation.actions) for automation in automations] == [1, 1]


def test_every_page_of_the_site_is_in_its_menu() -> None:
    """So that nobody has to guess a page's address."""
    menu = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if str(page.relative_to(DOCS)) not in menu] == []
