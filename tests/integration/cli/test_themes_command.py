"""What people read: the same facts in a terminal, in a pipe and as JSON."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import Connection
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner, Result

from cli.commands.themes import print_quote
from cli.main import app
from cli.terminal.screen import Screen
from executor import leases
from executor.context import ToolContext
from executor.reads.stored_themes import CitedQuote
from executor.reads.trends import trends
from executor.tools import finish_run, ids, start_run, upsert_interview
from executor.tools.runs import FinishRun, StartRun
from executor.unit_of_work import Executor
from themes.over_time.trend import Trend
from tools.testbed.organisation import SENTENCES, Finds, Panel

FINDS: Finds = {"ann": ["Slow export", "High [b]price"], "ben": ["Slow export", "High [b]price"]}
Command = Callable[..., Result]


@pytest.fixture
def run(database_url: str, org_id: UUID, executor: Executor, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command as in a pipe, on a database with two themes."""
    panel = Panel(executor, org_id)
    panel.add("ann", "ben", days=0)
    panel.add("cleo", days=40)
    panel.scan({**FINDS, "cleo": []})
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def command(*words: str, org: UUID = org_id) -> Result:
        return CliRunner().invoke(app, [*words, "--org", str(org)])

    return command


def test_in_a_pipe_a_table_is_a_line_a_row_with_tabs(run: Command) -> None:
    heading, *rows = run("themes").stdout.splitlines()
    assert heading.split("\t")[:3] == ["theme", "name", "confidence"]
    assert [row.split("\t")[:2] for row in rows] == [
        ["high-b-price", "High [b]price"],
        ["slow-export", "Slow export"],
    ]
    assert rows[0].split("\t")[2:] == ["0.75", "2", "2", "2", "unclear", "2026-01-05"]


def test_in_a_pipe_nothing_is_coloured_boxed_or_wrapped(run: Command) -> None:
    for words in (("themes",), ("show", "slow-export"), ("runs",)):
        out = run(*words).stdout
        assert not re.search(r"\x1b|[─│┃━┏┓]", out)
    quote = next(line for line in run("show", "slow-export").stdout.splitlines() if "“" in line)
    assert quote.strip() == f"“{SENTENCES[0]}” {' '.join(SENTENCES[1:])}"


def test_a_terminal_gets_colours_and_the_weeks_drawn(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    out = run("themes").stdout
    assert "\x1b[" in out
    assert "▆·····" in out
    monkeypatch.setenv("COLUMNS", "80")
    assert "▆" not in run("themes").stdout


def test_the_weeks_of_all_themes_stand_in_line(
    run: Command, executor: Executor, org_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A theme that was first heard later begins with weeks without a word."""
    later = Panel(executor, org_id)
    later.add("dora", "emil", days=28)
    later.scan({"dora": ["Crashes"], "emil": ["Crashes"]})
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    drawn = re.findall("[·▁▂▃▄▅▆▇█]+", run("themes").stdout)
    assert sorted(drawn) == ["····▆·", "▆·····", "▆·····"]


def test_show_says_who_said_it_where(run: Command) -> None:
    out = run("show", "slow-export").stdout
    assert "Ann, Talk with ann, 2026-01-05, line 2, characters 23 to 64" in out
    assert "Strongest interview: said so" in out
    assert "Contributed by: Talk with" in out


def test_a_quote_joins_to_the_words_around_it_as_it_was_said(capsys: pytest.CaptureFixture[str]) -> None:
    place = {"start_offset": 10, "end_offset": 18, "line": 1, "speaker": None, "heard_as": ()}
    talk = {"interview_id": uuid4(), "interview_title": "Talk", "interview_created_at": datetime.now(UTC)}
    said = {"before": "It is\n[b](", "quote": "too\nslow", "after": "), and more."}
    quote = {"theme_slug": "slow", "id": uuid4(), **place, **talk, **said}
    print_quote(Screen(), CitedQuote.model_validate(quote))
    assert "    It is [b](“too slow”), and more.\n" in capsys.readouterr().out


def test_show_tells_how_things_stood_at_one_moment(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(connection: Connection, slugs: Sequence[str]) -> Mapping[str, Trend]:
        assert run("merge", "slow-export", "--into", "high-b-price").exit_code == 0
        return trends(connection, slugs)

    monkeypatch.setattr("cli.commands.themes.trends", meanwhile)
    shown = json.loads(run("show", "slow-export", "--json").stdout)
    assert [week["interviews"] for week in shown["weeks"][:1]] == [len(shown["quotes"])] == [2]


def test_the_list_tells_how_things_stood_at_one_moment(
    run: Command, executor: Executor, org_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(connection: Connection, slugs: Sequence[str]) -> Mapping[str, Trend]:
        panel = Panel(executor, org_id)
        panel.note("ann", "ben", days=0)
        panel.note("cleo", days=40)
        panel.scan({**FINDS, "cleo": ["Slow export"]})
        return trends(connection, slugs)

    monkeypatch.setattr("cli.commands.themes.trends", meanwhile)
    for theme in json.loads(run("themes", "--json").stdout)["themes"]:
        assert theme["interviews"] == sum(week["interviews"] for week in theme["weeks"]) == 2


@pytest.mark.tampers("dates an interview to the future")
def test_a_date_in_the_future_does_not_say_what_now_is(run: Command, owner: psycopg.Connection) -> None:
    """One that stands in the database since before imports refused it would make every theme quiet."""
    owner.execute("alter table interviews disable trigger user")
    wrong = owner.execute("update interviews set created_at = '2099-01-01' where title = 'Talk with cleo'")
    owner.execute("alter table interviews enable trigger user")
    assert wrong.rowcount == 1
    weeks = json.loads(run("show", "slow-export", "--json").stdout)["weeks"]
    assert [week["week"] for week in weeks] == ["2026-W02"]


def test_json_holds_the_same_with_the_quotes_at_their_offsets(run: Command, org_id: UUID) -> None:
    listed = json.loads(run("themes", "--json").stdout)
    assert listed["org_id"] == str(org_id)
    shown = json.loads(run("show", "slow-export", "--json").stdout)
    more = ("quotes", "codes", "contributions", "org_id")
    assert {key: value for key, value in shown.items() if key not in more} == listed["themes"][1]
    assert {
        (one["interview_title"], one["confidence"], one["occurrences"]) for one in shown["contributions"]
    } == {("Talk with ann", 0.6, 1), ("Talk with ben", 0.6, 1)}
    assert shown["weeks"][0] == {"week": "2026-W02", "interviews": 2, "passages": 2}
    assert {quote["quote"] for quote in shown["quotes"]} == {SENTENCES[0]}
    assert {quote["speaker"] for quote in shown["quotes"]} == {"Ann", "Ben"}


def test_all_who_speak_of_a_theme_count_though_not_all_are_linked(
    run: Command, org_id: UUID, executor: Executor
) -> None:
    """A scan links 20 at most. What it adds to a theme later is what nobody knew before, linked or not."""
    panel = Panel(executor, org_id)
    keys = [f"guest{number}" for number in range(23)]
    panel.add(*keys, days=1)
    panel.scan({key: ["Late payment"] for key in keys})
    shown = json.loads(run("show", "late-payment", "--json").stdout)
    assert (shown["interviews"], shown["weighed"], len(shown["quotes"])) == (23, 23, 20)
    assert shown["weeks"][0]["interviews"] == 23
    linked = [quote["interview_title"].removeprefix("Talk with ") for quote in shown["quotes"]]
    fewer = panel.scan({key: ["Late payment"] for key in linked[:3]})
    assert json.loads(run("show", "late-payment", "--json").stdout)["weighed"] == 3
    again = panel.scan({key: ["Late payment"] for key in linked})
    assert [theme.new_interviews for report in (fewer, again) for theme in report.themes] == [0, 0]


def test_a_theme_was_first_heard_in_what_still_speaks_of_it(
    run: Command, executor: Executor, org_id: UUID
) -> None:
    """Also where what went was heard by an earlier scan than the last one."""
    panel = Panel(executor, org_id)
    panel.note("cleo", days=40)
    panel.scan({"cleo": ["Slow export"]})
    again = [
        {"interview_id": ids.interview_id(org_id, key), "title": key, "transcript": "No."}
        for key in ("ann", "ben")
    ]
    one_is_enough = panel.context().model_copy(update={"min_interviews": 1})
    with executor.unit(one_is_enough) as unit:
        unit.call(upsert_interview, again)
    shown = json.loads(run("show", "slow-export", "--json").stdout)
    assert shown["interviews"] == 1
    assert shown["first_seen_at"] == shown["last_seen_at"] == "2026-02-14T12:00:00Z"


def test_a_theme_answers_to_its_other_names(run: Command) -> None:
    assert run("rename", "slow-export", "Exports wait", "--as", "Ada").exit_code == 0
    assert json.loads(run("show", "exports-wait", "--json").stdout)["slug"] == "slow-export"


def test_a_theme_answers_to_its_name_as_to_its_slug(run: Command) -> None:
    for name in ("Slow export", "slow EXPORT!", "slow-export"):
        assert json.loads(run("show", name, "--json").stdout)["slug"] == "slow-export"
    assert run("rename", "Slow export", "Exports wait", "--as", "Ada").exit_code == 0
    for name in ("Exports wait", "Slow export"):
        assert json.loads(run("show", name, "--json").stdout)["slug"] == "slow-export"


def test_a_decision_names_the_theme_that_was_meant_by_the_name_of_one_merged_into_it(run: Command) -> None:
    assert run("merge", "high-b-price", "--into", "slow-export", "--as", "Ada").exit_code == 0
    assert "Rejected: 1 theme (Slow export)." in run("reject", "high-b-price", "--as", "Ada").stdout


def test_each_run_says_what_came_of_it(run: Command, tmp_path: Path) -> None:
    (tmp_path / "dan.txt").write_text("Dan: It is slow.")
    for words in (
        ("import", str(tmp_path)),
        ("study", "set", "--context", "Exports"),
        ("pin", "slow-export"),
        ("pin", "slow-export"),
        ("merge", "high-b-price", "--into", "slow-export"),
        ("split", "slow-export", "--name", "Crashes", "--interview", "Talk with ann"),
    ):
        done = run(*words)
        assert done.exit_code == 0, done.output
    told = [line.split("\t")[-1] for line in run("runs").stdout.splitlines()[1:]]
    assert told == [
        "Split crashes off slow-export.",
        "Merged high-b-price into slow-export.",
        "Pinned slow-export, as before.",
        "Pinned slow-export.",
        "Context created.",
        "1 interview created, 0 updated, 0 unchanged.",
    ]


def opened(executor: Executor, context: ToolContext) -> UUID:
    """Open the record of a run, as a job does before it works."""
    with executor.unit(context) as unit:
        unit.call(start_run, [StartRun(parameters={"lookback_days": 30})])
    return context.run_id


def claim(executor: Executor, context: ToolContext, seconds: float) -> None:
    with executor.database.org_transaction(context.org_id) as connection:
        leases.acquire(connection, context.job, context.run_id, seconds)


def test_a_run_whose_process_is_gone_is_shown_as_crashed_once_its_claim_is(
    run: Command, executor: Executor, org_id: UUID
) -> None:
    context = Panel(executor, org_id).context()
    claim(executor, context, 60)
    opened(executor, context)

    def status() -> list[str]:
        return run("runs").stdout.splitlines()[1].split("\t")[4:]

    assert status() == ["running", "", ""]
    claim(executor, context, -1)
    assert status()[:2] == ["crashed", ""]
    assert "start it again" in status()[2]
    assert json.loads(run("runs", "--json").stdout)["runs"][0]["status"] == "crashed"


def test_a_cut_off_import_tells_what_it_had_stored_and_that_it_stays(
    run: Command, executor: Executor, org_id: UUID
) -> None:
    context = Panel(executor, org_id).context().model_copy(update={"job": "import"})
    claim(executor, context, -1)
    opened(executor, context)
    told = lambda: run("runs").stdout.splitlines()[1].split("\t")[-1]  # noqa: E731
    assert "0 interviews stored by then stay; start it again" in told()
    when = datetime(2026, 1, 5, tzinfo=UTC)
    interview = {"interview_id": uuid4(), "title": "Talk", "transcript": "Eve: Yes.", "created_at": when}
    for _ in range(2):
        with executor.unit(context) as unit:
            unit.call(upsert_interview, [interview])
    assert "1 interview stored by then stay; start it again" in told()
    assert "half written" not in told()
    assert told() in run("runs", str(context.run_id)).stdout
    report = {"created": 3, "updated": 0, "unchanged": 1, "quotes_created": 2, "faults": 0}
    with executor.unit(context) as unit:
        unit.call(finish_run, [FinishRun(status="failed", report=report, error="The database went away.")])
    assert told() == (
        "The database went away. By then: 3 interviews created, 0 updated, 1 unchanged; 2 quotes stored. "
        "They stay; start it again, nothing is stored twice."
    )


@pytest.mark.parametrize(("path", "told"), [("", "the path is empty"), ("no-such", "No such file")])
def test_a_path_that_means_nothing_is_refused_before_anything_is_recorded(
    run: Command, path: str, told: str
) -> None:
    before = run("runs").stdout
    done = run("import", path)
    assert done.exit_code == 2
    assert told in done.output
    assert run("runs").stdout == before


def test_one_run_is_shown_with_all_that_is_on_record(run: Command, executor: Executor, org_id: UUID) -> None:
    context = Panel(executor, org_id).context()
    opened(executor, context)
    skipped = [{"item": f"Talk {n} :100: [/b]", "reason": "Too short."} for n in range(30)]
    report = {"themes_created": 2, "changes": ["Two new."], "skipped": skipped, "cost_usd": None}
    with executor.unit(context) as unit:
        unit.call(finish_run, [FinishRun(status="finished", report=report)])
    told = run("runs", str(context.run_id)).stdout
    assert f"Run {context.run_id}: theme-scan, finished" in told
    assert ", took 0 s, by system:theme-scan" in told
    assert "  lookback_days: 30" in told
    assert "  themes_created: 2" in told
    assert "cost_usd" not in told
    assert told.count(" :100: [/b]\tToo short.") == 30
    whole = json.loads(run("runs", str(context.run_id), "--json").stdout)
    assert (whole["org_id"], whole["id"], len(whole["report"]["skipped"])) == (
        str(org_id),
        str(context.run_id),
        30,
    )


def test_a_run_that_is_not_on_record_is_a_fault_with_the_remedy(run: Command) -> None:
    assert "theme-scan runs lists" in str(run("runs", str(uuid4())).exception)


def test_interviews_are_listed_with_the_themes_that_rest_on_them(run: Command) -> None:
    def listed(*words: str) -> list[tuple[str, int]]:
        found = json.loads(run("interviews", "--json", *words).stdout)["interviews"]
        return [(one["title"], one["themes"]) for one in found]

    assert sorted(listed()) == [("Talk with ann", 2), ("Talk with ben", 2), ("Talk with cleo", 0)]
    assert listed("--silent") == [("Talk with cleo", 0)]
    assert run("interviews").stdout.splitlines()[1].split("\t")[1:] == ["Talk with cleo", "2026-02-14", "0"]
    run("reject", "slow-export")
    assert ("Talk with ann", 1) in listed()


def test_an_interview_that_no_scan_has_read_is_not_called_silent(
    run: Command, org_id: UUID, executor: Executor
) -> None:
    Panel(executor, org_id).add("dora", days=41)
    assert run("interviews").stdout.splitlines()[1].split("\t")[1:] == [
        "Talk with dora",
        "2026-02-15",
        "not read yet",
    ]
    assert "dora" not in run("interviews", "--silent").stdout


def test_where_there_is_nothing_to_list_a_word_says_so(run: Command) -> None:
    assert run("runs", org=uuid4()).stdout == "No runs.\n"
    assert run("audit", "list", org=uuid4()).stdout == "No runs.\n"
    assert run("interviews", org=uuid4()).stdout == "No interviews.\n"


def test_titles_and_quotes_cannot_command_the_terminal(
    run: Command, executor: Executor, org_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = Panel(executor, org_id)
    interview = {"interview_id": uuid4(), "title": "\x1b[2J:100: [/b]\u202e", "transcript": "Ann: Yes."}
    with executor.unit(panel.context()) as unit:
        unit.call(upsert_interview, [interview])
    assert "␛[2J:100: [/b]\ufffd" in run("interviews").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = run("interviews").stdout
    assert "␛[2J:100: [/b]\ufffd" in out
    assert "\x1b[2J" not in out


def test_decisions_are_listed_among_the_runs_and_hide_what_was_rejected(run: Command) -> None:
    done = run("reject", "slow-export", "slow-export", "--as", "Ada")
    assert re.fullmatch(r"Rejected: 1 theme \(Slow export\)\. Run [0-9a-f-]{36}\.\n", done.stdout)
    again = run("reject", "slow-export", "Slow export", "--as", "Ada")
    assert "0 themes, 1 as before (Slow export)." in again.stdout
    assert "slow-export" not in run("themes").stdout
    assert "slow-export" in run("themes", "--rejected").stdout
    newest = json.loads(run("runs", "--json").stdout)["runs"][0]
    assert (newest["job"], newest["actor"], newest["status"]) == ("curate", "person:Ada", "finished")


def test_an_organisation_without_themes_is_told_what_to_do(run: Command) -> None:
    assert "import interviews" in run("themes", org=uuid4()).stdout
    assert json.loads(run("themes", "--json", org=uuid4()).stdout)["themes"] == []


def test_where_interviews_await_a_scan_nobody_is_told_to_import_them(
    run: Command, executor: Executor
) -> None:
    other = Panel(executor, uuid4())
    other.add("ann", "ben")
    told = run("themes", org=other.org_id).stdout
    assert told == "This organisation has 2 interviews and no themes: run theme-scan scan to find them.\n"


def test_where_the_scan_found_no_theme_nobody_is_told_to_scan_again(run: Command, executor: Executor) -> None:
    other = Panel(executor, uuid4())
    other.add("ann", "ben")
    context = other.context()
    report = other.scan({"ann": ["Slow export"], "ben": []}, context=context).model_dump(mode="json")
    opened(executor, context)
    with executor.unit(context) as unit:
        unit.call(finish_run, [FinishRun(status="finished", report=report)])
    assert f"no themes: theme-scan runs {context.run_id} shows" in run("themes", org=other.org_id).stdout
    other.add("cleo")
    assert "no themes: run theme-scan scan" in run("themes", org=other.org_id).stdout


def test_a_theme_that_is_not_there_is_a_fault_that_names_no_other(run: Command) -> None:
    for name in ("no-such", "", "\udcff"):
        done = run("show", name)
        assert "theme-scan themes" in str(done.exception)
        assert "export" not in str(done.exception)


def test_a_run_without_a_record_is_explained(run: Command) -> None:
    told = str(run("runs", str(uuid4())).exception)
    assert "until a worker has taken it, and none if another run held the organisation" in told


def test_every_command_has_an_example_and_the_exit_statuses_are_told() -> None:
    for words in every_command(get_command(app)):
        assert "Example: theme-scan" in CliRunner().invoke(app, [*words, "--help"]).stdout, words
    assert "Exit status" in CliRunner().invoke(app, ["--help"]).stdout


def every_command(command: Any) -> Iterator[list[str]]:
    """The words by which each command is called."""
    if not isinstance(command, TyperGroup):
        yield []
        return
    for name, inner in command.commands.items():
        for words in every_command(inner):
            yield [name, *words]
