"""The page that people send around: one file, inert whatever was said, readable everywhere."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import Result
from playwright.sync_api import Browser, Page, sync_playwright
from typer.testing import CliRunner

from cli.main import app
from executor.execute import Executor
from executor.tools import ids, upsert_interview
from tests.panel import SENTENCES, Finds, Panel

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
HOSTILE = '<script src="https://evil.example/x.js">alert(1)</script>'
FINDS: Finds = {
    "ann": ["Slow export", HOSTILE, "=HYPERLINK(1)"],
    "ben": ["Slow export", HOSTILE, "=HYPERLINK(1)"],
    "cleo": ["Slow export"],
}
Report = Callable[[str], Path]


@pytest.fixture
def report(
    database_url: str, org_id: UUID, executor: Executor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Report:
    """Writes the page of an organisation with hostile themes, and an interview that gives nothing."""
    panel = Panel(executor, org_id)
    panel.add(*FINDS, days=0)
    panel.add("dan", days=60)
    title = {
        "interview_id": ids.interview_id(org_id, "dan"),
        "title": f"Dan {HOSTILE}",
        "transcript": "Dan: Hm.",
    }
    with executor.unit(panel.context()) as unit:
        unit.call(upsert_interview, [title])
    panel.scan({**FINDS, "dan": []})
    panel.add("eve", days=61)
    monkeypatch.setenv("DATABASE_URL", database_url)

    def write(name: str) -> Path:
        done = run(org_id, tmp_path / name)
        assert done.exit_code == 0, done.output
        return tmp_path / name

    return write


def run(org_id: UUID, output: Path) -> Result:
    return CliRunner().invoke(app, ["report", "--org", str(org_id), "-o", str(output)])


def test_html_is_one_inert_file(report: Report) -> None:
    page = report("page.html").read_text()
    assert "<script" not in page
    assert "&lt;script src=" in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert not re.search(r"url\(|@import", page)


def test_the_page_holds_changes_trends_quotes_in_context_coverage_and_the_audit_head(
    report: Report, executor: Executor, org_id: UUID
) -> None:
    page = report("page.html").read_text()
    with executor.database.org_transaction(org_id) as connection:
        (head,) = connection.exec_driver_sql("select hash from audit_heads").scalars()
    assert f"<mark>{SENTENCES[0]}</mark>  {SENTENCES[1]}" in page
    assert "3 of 5 interviews support a theme; 1 gave nothing that recurs; 1 no scan has read" in page
    assert "Interviews per week from 2026-W02 to 2026-W10: 3, 0, 0, 0, 0, 0, 0, 0, 0" in page
    assert head in page


def test_markdown_takes_no_markup_from_interviews(report: Report) -> None:
    page = report("page.md").read_text()
    assert "<script" not in page.replace("\\<script", "")
    assert f"**{SENTENCES[0]}**" in page.replace("\\", "")


def test_csv_has_a_row_per_quote_and_no_formula(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(report("page.csv").read_text())))
    assert len(rows) == 7
    assert {row["theme"] for row in rows} == {"Slow export", HOSTILE, "'=HYPERLINK(1)"}
    assert {row["quote"] for row in rows if row["theme"] == "Slow export"} == {SENTENCES[0]}


def test_a_file_that_cannot_be_written_is_told_by_its_option(
    report: Report, org_id: UUID, tmp_path: Path
) -> None:
    for output in (tmp_path / "page.docx", tmp_path / "no-folder" / "page.html"):
        done = run(org_id, output)
        assert done.exit_code == 2
        assert "-o" in done.stderr


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("No Chromium is installed: apt-get install chromium.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 390)], ids=["light", "dark", "phone"])
def opened(browser: Browser, report: Report, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width = request.param
    size = {"width": width, "height": 900}
    # The page's own policy would keep axe out, as it keeps out everything else.
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(report("page.html").as_uri())
    assert len(requested) == 1  # the file itself
    yield page
    context.close()


def test_in_a_browser_it_is_accessible_and_fits_the_width(opened: Page) -> None:
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(opened).response["violations"]
    assert [(fault["id"], fault["impact"]) for fault in found] == []
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_paper_the_folded_quotes_are_unfolded(opened: Page) -> None:
    opened.emulate_media(media="print")
    folded = "getComputedStyle(document.querySelector('details'), '::details-content').contentVisibility"
    assert opened.evaluate(folded) == "visible"
