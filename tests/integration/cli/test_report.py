"""The page that people send around: one file, inert whatever was said, readable everywhere."""

import codecs
import csv
import html
import io
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Connection
from typer.testing import CliRunner, Result

from cli.interview_files.documents import read_file
from cli.main import app
from cli.report import content
from cli.report.later_events import MOST_TOLD
from cli.report.methodology import STATES
from executor import leases
from executor.context import ToolContext
from executor.org_database import OrgDatabase
from executor.reads import run_history, stored_themes
from executor.reads.trends import trends
from executor.tool import Success, Tool
from executor.tools import (
    erase_interview,
    finish_run,
    ids,
    link_to_interview,
    revert_run,
    start_run,
    upsert_interview,
)
from executor.unit_of_work import Executor
from themes.over_time.trend import Trend, TrendState
from themes.transcripts.document import Unreadable
from tools.testbed.organisation import SENTENCES, START, Finds, Panel

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
HOSTILE = '<script src="https://evil.example/x.js">alert(1)</script>'
FINDS: Finds = {
    "ann": ["Slow export", HOSTILE, "=HYPERLINK(1)"],
    "ben": ["Slow export", HOSTILE, "=HYPERLINK(1)"],
    "cleo": ["Slow export"],
    "dan": [],
}
HEBREW = "איטי מאוד"
Report = Callable[[str], Path]


@pytest.fixture
def panel(database_url: str, org_id: UUID, executor: Executor, monkeypatch: pytest.MonkeyPatch) -> Panel:
    """An organisation with interviews that nobody has scanned, one of which will give nothing."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    panel = Panel(executor, org_id)
    panel.add("ann", "ben", "cleo", days=0)
    panel.add("dan", days=60)
    title = {
        "interview_id": ids.interview_id(org_id, "dan"),
        "title": f"Dan {HOSTILE}",
        "transcript": "Dan: Hm.",
    }
    with executor.unit(panel.context()) as unit:
        unit.call(upsert_interview, [title])
    return panel


@pytest.fixture
def report(panel: Panel, tmp_path: Path) -> Report:
    """Writes the page of an organisation that was scanned and has hostile themes."""
    scan(panel, FINDS)
    return writer(panel, tmp_path)


def writer(panel: Panel, folder: Path) -> Report:
    def write(name: str) -> Path:
        done = run(panel.org_id, "report", "-o", str(folder / name))
        assert done.exit_code == 0, done.output
        return folder / name

    return write


def run(org_id: UUID, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--org", str(org_id)])


def scan(panel: Panel, finds: Finds, **told: object) -> UUID:
    """Scan, and record the run as the flow does; ``told`` is what its report says besides."""
    context = panel.context()
    report = panel.scan(finds, context=context).model_dump(mode="json") | told
    record(panel, context, {}, status="finished", report=report)
    return context.run_id


def record(panel: Panel, context: ToolContext, parameters: dict[str, str], **end: object) -> None:
    with panel.executor.unit(context) as unit:
        unit.call(start_run, [{"parameters": parameters}])
    with panel.executor.unit(context) as unit:
        unit.call(finish_run, [end])


def take_back(panel: Panel, tool: Tool[Any, Any], arguments: Mapping[str, UUID], **report: Any) -> None:
    """Revert or erase as the flow of that name does, which is also its report's."""
    job, key = tool.name.partition(".")[2].replace("_", "-"), next(iter(arguments))
    context = panel.context().model_copy(update={"job": job})
    with panel.executor.unit(context) as unit:
        (done,) = unit.call(tool, [arguments])
    assert isinstance(done, Success)
    figures = {"dry_run": False, "audit_head": None} | report | done.data.model_dump(mode="json")
    record(panel, context, {key: str(arguments[key])}, status="finished", report=figures)


def test_html_is_one_inert_file(report: Report) -> None:
    page = report("page.html").read_text()
    assert "<script" not in page
    assert "&lt;script src=" in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert not re.search(r"url\(|@import", page)


def test_the_page_holds_changes_trends_quotes_in_context_coverage_and_the_audit_head(
    report: Report, panel: Panel, executor: Executor, org_id: UUID
) -> None:
    panel.add("eve", days=61)
    page = report("page.html").read_text()
    with executor.database.org_transaction(org_id) as connection:
        (head,) = connection.exec_driver_sql("select hash from audit_heads").scalars()
    assert f"“<mark>{SENTENCES[0]}</mark>” {SENTENCES[1]}" in page
    assert "3 of 5 interviews support a theme, 1 none; 1 no scan has read" in page
    assert "Interviews per week from 2026-W02 to 2026-W10: 3, 0, 0, 0, 0, 0, 0, 0, 0" in page
    assert head in page


@pytest.mark.parametrize("name", ["page.html", "page.md", "page.csv"])
def test_a_report_with_pseudonyms_names_nobody_and_is_the_same_each_time(
    panel: Panel, tmp_path: Path, name: str
) -> None:
    scan(panel, FINDS)
    written = []
    for _ in range(2):
        done = run(panel.org_id, "report", "--pseudonyms", "-o", str(tmp_path / name))
        assert done.exit_code == 0, done.output
        written.append((tmp_path / name).read_text(encoding="utf-8"))
    assert not re.search(r"\b(?:Ann|Ben|Cleo|Dan)\b", written[0])
    told = [set(re.findall(r"(?:Person|Interview) [0-9a-f]{6}\b", one)) for one in written]
    assert told[0] == told[1] != set()


def test_the_heading_speaks_of_the_interviews_that_were_read(report: Report, panel: Panel) -> None:
    """Else a scan of the newest few would look like one of a whole archive."""
    panel.add("old", days=-3000)
    page = readable(report("page.html").read_text())
    assert "Themes in 4 interviews\n  Interviews from 5 January 2026 to 6 March 2026." in page
    assert "Interviews with a theme3 of 4" in page
    page = report("page.md").read_text()
    assert page.startswith("# Themes in 4 interviews\n")
    assert "interviews from 2026-01-05 to 2026-03-06." in page


@pytest.mark.parametrize(("found", "told"), [(["Slow export"], "4 of 5"), ([], "3 of 5")])
def test_an_interview_whose_date_lies_in_the_future_counts_in_the_coverage_as_any_other(
    panel: Panel, tmp_path: Path, found: list[str], told: str
) -> None:
    panel.add("zed", days=9999)
    scan(panel, {**FINDS, "zed": found})
    page = writer(panel, tmp_path)("page.md").read_text()
    assert f"{told} interviews support a theme, {1 if found else 2} none." in page


def test_the_page_is_as_the_database_was_at_one_moment(
    report: Report, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, moving = content.gather(OrgDatabase(panel.executor.database, panel.org_id)), trends

    def meanwhile(connection: Connection, slugs: Sequence[str]) -> Mapping[str, Trend]:
        scan(panel, {"ann": ["Crashes"], "ben": ["Crashes"]})
        return moving(connection, slugs)

    monkeypatch.setattr("cli.report.content.trends", meanwhile)
    page = content.gather(OrgDatabase(panel.executor.database, panel.org_id))
    assert page == before.model_copy(update={"made_at": page.made_at})


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_the_page_tells_what_was_decided_and_taken_back_since_the_scan(
    report: Report, panel: Panel, name: str
) -> None:
    for words in (("reject", "slow-export"), ("pin", "hyperlink-1"), ("pin", "hyperlink-1")):
        assert run(panel.org_id, *words).exit_code == 0
    with panel.executor.database.org_transaction(panel.org_id) as connection:
        (rejected,) = (
            run.id for run in run_history.newest(connection, 3) if "reject" in run.parameters["tool"]
        )
    take_back(panel, revert_run, {"run_id": rejected}, reverted_run=str(rejected))
    record(panel, panel.context(), {}, status="failed", error="The model cannot be reached.")
    page = report(name).read_text()
    told = (
        "Rejected “Slow export”.",
        "Pinned “=HYPERLINK(1)”.",
        "Reverted the decision of ",
        "A scan failed: The model cannot be reached.",
    )
    places = [readable(page).index(sentence) for sentence in told]
    assert places == sorted(places)
    assert "as before" not in page  # a decision that changed nothing is no news


def test_the_page_tells_which_interviews_came_and_went_since_the_scan(
    report: Report, panel: Panel, tmp_path: Path
) -> None:
    (tmp_path / "eve.txt").write_text("Eve: It is slow.")
    for _ in range(2):
        assert run(panel.org_id, "import", str(tmp_path / "eve.txt")).exit_code == 0
    ann = ids.interview_id(panel.org_id, "ann")
    take_back(panel, erase_interview, {"interview_id": ann}, erased_interview=str(ann), artifacts=0)
    page = report("page.md").read_text()
    assert page.count("Imported: 1 interview created, 0 updated, 0 unchanged.") == 1
    assert "Imported: 0" not in page
    assert "Erased: An interview with 3 quotes and " in page


def test_the_page_tells_of_a_scan_and_an_import_that_came_to_a_bad_end(report: Report, panel: Panel) -> None:
    """An import that failed or was killed changed the page by what it had stored."""
    half = {"created": 3, "updated": 2, "unchanged": 0, "quotes_created": 0, "faults": 0}
    importing = {"job": "import"}
    failed, killed = (panel.context().model_copy(update=importing) for _ in range(2))
    record(panel, failed, {}, status="failed", error="The database went away.", report=half)
    eve = {"interview_id": ids.interview_id(panel.org_id, "eve"), "title": "Eve", "transcript": "Eve: Slow."}
    with panel.executor.unit(killed) as unit:
        unit.call(start_run, [{"parameters": {}}])
        unit.call(upsert_interview, [eve])
    with panel.executor.unit(panel.context()) as unit:
        unit.call(start_run, [{"parameters": {}}])
    page = report("page.md").read_text()
    assert "An import failed: The database went away. By then: 3 interviews created, 2 updated" in page
    assert "An import failed: Its process or machine went away. 1 interview stored by then" in page
    assert "A scan failed: Its process or machine went away" in page


def test_what_is_still_at_work_is_no_news(report: Report, panel: Panel) -> None:
    context = panel.context()
    with panel.executor.database.org_transaction(panel.org_id) as connection:
        leases.acquire(connection, context.job, context.run_id, 60)
    with panel.executor.unit(context) as unit:
        unit.call(start_run, [{"parameters": {}}])
    assert "Since that scan" not in report("page.md").read_text()


def test_of_many_decisions_the_newest_are_told_and_the_others_counted(report: Report, panel: Panel) -> None:
    for words in [("pin",), ("restore",)] * (MOST_TOLD // 2) + [("reject",)]:
        assert run(panel.org_id, *words, "slow-export").exit_code == 0
    page = report("page.md").read_text()
    assert f"The newest {MOST_TOLD}; 1 earlier one is left out." in page
    assert "Rejected “Slow export”." in page


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_what_a_scan_could_not_read_stands_before_what_changed_and_interviews_have_their_titles(
    panel: Panel, tmp_path: Path, name: str
) -> None:
    ann, dan, gone = (ids.interview_id(panel.org_id, key) for key in ("ann", "dan", "gone"))
    skipped = [
        {"item": f"interview {ann}", "reason": "The model was cut off.", "interview_id": str(ann)},
        {
            "item": f"mention 'Slow' of interview {dan}",
            "reason": "Not in the text.",
            "interview_id": str(dan),
        },
        {"item": f"interview {gone}", "reason": "It has no text.", "interview_id": str(gone)},
    ]
    scan(panel, FINDS, interviews_failed=1, notes=["The names were not grouped."], skipped=skipped)
    page = readable(writer(panel, tmp_path)(name).read_text())
    assert page.index("1 of 5 interviews could not be read") < page.index("What changed with the scan of")
    assert page.index("The names were not grouped.") < page.index("What changed with the scan of")
    assert "Talk with ann: The model was cut off." in page
    assert f"mention 'Slow' of Dan {HOSTILE}: Not in the text." in page
    assert f"interview {gone}: It has no text." in page


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_after_a_scan_of_which_nothing_was_new_the_page_still_tells_what_changed_before(
    panel: Panel, tmp_path: Path, name: str
) -> None:
    first = scan(panel, FINDS, changes=["2 new themes: Crashes, Slow export."])
    scan(panel, FINDS, changes=["Nothing changed since the last scan."], repeats=str(first))
    page = readable(writer(panel, tmp_path)(name).read_text())
    assert page.index("Nothing is new since the scan of ") < page.index("2 new themes: Crashes, Slow export.")
    assert "Nothing changed since the last scan." not in page


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_a_page_without_themes_says_why_and_has_no_table(panel: Panel, tmp_path: Path, name: str) -> None:
    write = writer(panel, tmp_path)
    assert "This organisation has not been scanned yet." in write(name).read_text()
    scan(panel, {"ann": ["Slow export"], "ben": ["Crashes"]})
    page = write(name).read_text()
    assert "No theme recurs yet: of 2 interviews read, too few speak of the same." in page
    assert "At a glance" not in page
    scan(panel, FINDS)
    assert "3 of 4 interviews support a theme, 1 none." in write(name).read_text()
    for theme in content.gather(OrgDatabase(panel.executor.database, panel.org_id)).themes:
        run(panel.org_id, "reject", theme.theme.slug)
    assert "0 of 4 interviews support a theme, 4 none." in write(name).read_text()
    assert "None of the last scan's 3 themes is left after later changes." in readable(
        write(name).read_text()
    )
    scan(panel, FINDS)
    page = write(name).read_text()
    assert (
        "Of 4 interviews read no other theme recurs; 3 themes that somebody rejected are held back." in page
    )
    assert "too few speak of the same" not in page
    scan(panel, {})
    assert "The last scan found no theme, and no interview to read in its lookback" in write(name).read_text()


def test_a_theme_of_whose_last_scan_nobody_is_left_is_not_called_unsure(panel: Panel, tmp_path: Path) -> None:
    """A confidence of 0.00 would be that of a theme which nobody speaks of."""
    scan(panel, FINDS)
    scan(panel, {"cleo": ["Slow export"]})
    cleo = ids.interview_id(panel.org_id, "cleo")
    take_back(panel, erase_interview, {"interview_id": cleo}, erased_interview=str(cleo), artifacts=0)
    write = writer(panel, tmp_path)
    assert "2 interviews · 2 quotes · confidence – · last heard" in readable(write("page.html").read_text())
    assert "| Slow export | 2 | 2 | 2 | – |" in write("page.md").read_text()
    assert {row["confidence"] for row in table(write("page.csv")) if row["slug"] == "slow-export"} == {""}
    assert (
        "Confidence unknown: the interviews it was computed from are gone."
        in run(panel.org_id, "show", "slow-export").output
    )


def test_a_quote_that_supports_two_themes_is_counted_as_one(panel: Panel, tmp_path: Path) -> None:
    panel.add("eve", "fay")
    scan(panel, {"ann": ["Slow export", "Crashes"], "ben": ["Slow export", "Crashes"]})
    scan(panel, {"eve": ["Crashes"], "fay": ["Crashes"], "ann": ["Crashes"]})
    done = run(panel.org_id, "report", "-o", str(tmp_path / "page.html"))
    assert "2 themes with 6 quotes" in done.output
    assert len({row["quote_id"] for row in table(writer(panel, tmp_path)("page.csv"))}) == 6


def test_the_reason_is_told_as_that_of_one_interview(report: Report) -> None:
    for name in ("page.html", "page.md"):
        told = "Why it was found in the interview that speaks of it most clearly: said so"
        assert told in readable(report(name).read_text())


def test_words_of_any_language_keep_their_direction(panel: Panel, tmp_path: Path) -> None:
    scan(panel, {"ann": [HEBREW], "ben": [HEBREW]})
    page = writer(panel, tmp_path)("page.html").read_text()
    assert f'<h3 dir="auto">{HEBREW}</h3>' in page
    assert '<blockquote dir="auto" lang="">' in page
    assert "<bdi>Ann</bdi>" in page
    assert "<bdi>Talk with ann</bdi>" in page


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_words_that_override_their_direction_are_not_read_backwards(
    panel: Panel, tmp_path: Path, name: str
) -> None:
    """Else a stored "evol" would be read as "love"."""
    panel.add("\u202eevol\u202c")
    scan(panel, {"\u202eevol\u202c": []})
    page = writer(panel, tmp_path)(name).read_text()
    assert "\ufffdevol" in page
    assert not re.search("[\u202d\u202e]", page)


def test_a_theme_called_like_a_part_of_the_page_has_an_anchor_of_its_own(
    panel: Panel, tmp_path: Path
) -> None:
    scan(panel, {"ann": ["Coverage", "Method"], "ben": ["Coverage", "Method"]})
    anchors = re.findall(r' id="([^"]+)"', writer(panel, tmp_path)("page.html").read_text())
    assert {"coverage", "theme-coverage", "method", "theme-method"} <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_all_sparklines_share_their_weeks_and_their_height(panel: Panel, tmp_path: Path) -> None:
    panel.add("eve", "fay", days=14)
    scan(panel, {**FINDS, "eve": ["Late invoice"], "fay": ["Late invoice"]})
    page = writer(panel, tmp_path)("page.html").read_text()
    weeks = "Interviews per week from 2026-W02 to 2026-W10: "
    assert f"{weeks}3, 0, 0, 0, 0, 0, 0, 0, 0" in page
    assert f"{weeks}0, 0, 2, 0, 0, 0, 0, 0, 0" in page
    assert "5 Jan – 8 Mar, highest 3" in page
    assert re.findall(r'height="20\.0"', page)  # 2 of 3 interviews, in a picture 30 high


def test_markdown_takes_no_markup_from_interviews(report: Report) -> None:
    page = report("page.md").read_text()
    assert "<script" not in page.replace("\\<script", "")
    assert f"“**{SENTENCES[0]}**” {SENTENCES[1]}" in page.replace("\\", "")


def test_markdown_makes_no_list_or_sign_of_what_is_only_written_like_one(
    panel: Panel, tmp_path: Path
) -> None:
    written = ("2. A &amp; B", "- C")
    scan(panel, FINDS, skipped=[{"item": item, "reason": "why"} for item in written])
    page = writer(panel, tmp_path)("page.md").read_text()
    assert "- 2\\. A \\&amp; B: why" in page
    assert "- \\- C: why" in page


def test_markdown_says_what_the_html_says(report: Report, panel: Panel) -> None:
    run(panel.org_id, "rename", "slow-export", "Exports wait")
    run(panel.org_id, "pin", "slow-export")
    page = readable(report("page.md").read_text())
    assert "| Exports wait (pinned) | 3 | 3 |" in page
    assert "Also heard as: Slow export" in page
    assert "3 of 4 interviews support a theme, 1 none." in page
    assert "The interviews were read by the language model test." in page
    assert "Confidence says how well a theme is supported, not how important it is" in page
    written = report("page.html").read_text()
    for state in get_args(TrendState):
        assert f"<li><b>{state}</b>: {STATES[state]}</li>" in written
        assert f"- {state}: {STATES[state]}" in page.replace("*", "")


def readable(page: str) -> str:
    """A page's text as its reader sees it: no tags, no escapes."""
    return html.unescape(re.sub(r"<[^>]+>", "", page)) if page.startswith("<") else page.replace("\\", "")


def test_csv_has_a_row_per_quote_and_no_formula(report: Report) -> None:
    rows = table(report("page.csv"))
    assert len(rows) == 7
    assert {row["theme"] for row in rows} == {"Slow export", HOSTILE, "'=HYPERLINK(1)"}
    assert {row["quote"] for row in rows if row["theme"] == "Slow export"} == {SENTENCES[0]}


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(1)", "＝1+1"])
def test_csv_runs_no_formula_however_it_begins(report: Report, panel: Panel, formula: str) -> None:
    done = run(panel.org_id, "rename", "slow-export", "Exports wait", "--description", formula)
    assert done.exit_code == 0, done.output
    described = {row["description"] for row in table(report("page.csv")) if row["slug"] == "slow-export"}
    assert described == {f"'{formula}"}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_runs_no_formula_where_a_spreadsheet_parts_cells_otherwise(
    report: Report, panel: Panel, separator: str
) -> None:
    words = ("rename", "slow-export", "Exports wait", "--description", "Slow; =1+1;@SUM(1)")
    assert run(panel.org_id, *words).exit_code == 0
    lines = report("page.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any("; '=1+1" in line or ";' =1+1;'@SUM(1)" in line for line in lines)
    cells = [cell for line in csv.reader(lines, delimiter=separator) for cell in line]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_csv_holds_the_place_of_a_quote(report: Report) -> None:
    ann = next(row for row in table(report("page.csv")) if row["speaker"] == "Ann")
    place = (int(ann["start_offset"]), int(ann["end_offset"]), ann["quote"])
    assert ann["quote_id"] == str(ids.quote_id(UUID(ann["interview_id"]), *place))
    assert f"{ann['before']}{ann['quote']}{ann['after']}" == " ".join(SENTENCES)


def test_csv_has_a_row_for_a_theme_whose_quotes_went_with_a_changed_transcript(
    report: Report, panel: Panel
) -> None:
    """Such a theme is kept where somebody has linked an interview to it as a whole."""
    again = [
        {"interview_id": ids.interview_id(panel.org_id, key), "title": key, "transcript": "Ann: Hm."}
        for key in FINDS
    ]
    one_is_enough = panel.context().model_copy(update={"min_interviews": 1})
    with panel.executor.unit(one_is_enough) as unit:
        themes = [theme.id for theme in stored_themes.stored_themes(unit.connection)]
        whole = [{"theme_id": id_, "interview_id": again[0]["interview_id"]} for id_ in themes]
        unit.call(link_to_interview, whole)
        unit.call(upsert_interview, again)
    rows = table(report("page.csv"))
    assert [(row["quote"], row["quote_id"]) for row in rows] == [("", "")] * 3


def table(file: Path) -> list[dict[str, str]]:
    """The rows of a file that begins as Excel wants UTF-8 to begin."""
    assert file.read_bytes().startswith(codecs.BOM_UTF8)
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def test_a_file_that_cannot_be_written_is_told_by_its_option(
    report: Report, org_id: UUID, tmp_path: Path
) -> None:
    for output in (tmp_path / "page.docx", tmp_path / "no-folder" / "page.html"):
        done = run(org_id, "report", "-o", str(output))
        assert done.exit_code == 2
        assert "-o" in done.stderr


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("No Chromium is installed: make browser.")
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
    for title in opened.locator("summary").all():
        assert title.is_visible()


@pytest.mark.parametrize("name", ["page.html", "page.md", "page.csv"])
def test_a_report_that_lies_in_an_imported_folder_is_no_interview(report: Report, name: str) -> None:
    page = report(name)
    (found,) = read_file(page, page.parent, date_from_file=False)
    assert isinstance(found, Unreadable)
    assert "This is a report of theme-scan" in found.fault


def test_a_quote_of_a_recording_tells_its_time_in_every_form(panel: Panel, tmp_path: Path) -> None:
    """By the time at which the speaker's turn begins; quotes without times have none."""
    panel.note("ann", "ben")
    text = f"Nadia: How is it?\nAnn: {' '.join(SENTENCES)}\nNadia: Thanks."
    start = text.index("Ann: ") + len("Ann: ")
    stored = {
        "interview_id": ids.interview_id(panel.org_id, "ann"),
        "title": "Talk with ann",
        "transcript": text,
        "created_at": START,
        "turns": [
            ("Nadia", "interviewer", 7, 17, 0.0),
            ("Ann", "participant", start, start + len(" ".join(SENTENCES)), 3723.4),
        ],
    }
    panel.add("ben")
    with panel.executor.unit(panel.context()) as unit:
        unit.call(upsert_interview, [stored])
    scan(panel, {"ann": ["Slow export"], "ben": ["Slow export"]})
    write = writer(panel, tmp_path)
    assert "1:02:03" in run(panel.org_id, "show", "slow-export").stdout
    for name in ("page.html", "page.md", "quotes.csv"):
        assert write(name).read_text(encoding="utf-8").count("1:02:03") == 1, name
