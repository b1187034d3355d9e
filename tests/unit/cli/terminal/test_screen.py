"""Words from outside are shown as they are, and never obeyed; what commands need is never cut."""

import json
import re
from uuid import uuid4

import pytest

from cli.terminal.screen import Screen, bars, escape, visible

HOSTILE = "\x1b[2J\x1b]0;owned\x07 :100: [b]bold[/b] [/UX] \u202edlrow\u2069 \x9b31m \x7f"


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A terminal of 80 columns, without colours."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    made = Screen()
    made.no_color = True
    return made


@pytest.fixture
def printed(screen: Screen, capsys: pytest.CaptureFixture[str]) -> "Printed":
    return Printed(screen, capsys)


class Printed:
    """What a screen has printed, without the weights of letters."""

    def __init__(self, screen: Screen, capsys: pytest.CaptureFixture[str]) -> None:
        self.screen = screen
        self._capsys = capsys

    def __str__(self) -> str:
        return re.sub(r"\x1b\[[\d;]*m", "", self._capsys.readouterr().out)


def test_json_escapes_what_a_terminal_would_obey_and_reads_back_as_it_was(
    screen: Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = HOSTILE + "\u200f\u061c\u2028\ud800 می\u200cخواهم"
    screen.json({"name": hostile})
    written = capsys.readouterr().out
    assert json.loads(written) == {"name": hostile}
    assert "می\u200cخواهم" in written
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", written)


def test_control_characters_are_shown_and_not_obeyed() -> None:
    shown = visible(HOSTILE)
    assert "␛[2J␛]0;owned␇" in shown
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_line_ends_and_tabs_stay_and_no_other_words_change() -> None:
    assert visible("Ann:\tso\r\nit is") == "Ann:\tso\nit is"
    assert visible("שלום, 你好, naïve, 👍🏽 e\u0301") == "שלום, 你好, naïve, 👍🏽 e\u0301"


def test_neither_markup_nor_names_of_emoji_are_taken_for_more_than_words(printed: Printed) -> None:
    printed.screen.print(escape(":thumbs_up: [b]x[/b] [/UX] :100:"))
    printed.screen.table(("a", "b"), [("x", ":100: [/UX]")])
    printed.screen.indented(escape("[b] :100:"), 2)
    told = str(printed)
    assert ":thumbs_up: [b]x[/b] [/UX] :100:" in told
    assert "x  :100: [/UX]" in told
    assert "  [b] :100:" in told


@pytest.mark.parametrize("end", ["C:\\", "C:\\\\", "[b]\\", "\\[/b]\\\\\\"])
def test_backslashes_at_the_end_are_shown_as_they_are(printed: Printed, end: str) -> None:
    printed.screen.print(f"[b]{escape(end)}[/b]. {escape(end)}.")
    printed.screen.table(("a", "b"), [(end, end)])
    told = str(printed)
    assert f"{end}. {end}.\n" in told
    assert f"{end}  {end}" in told


def test_cells_of_a_table_obey_nothing_either_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    Screen(plain=True).table(("id", "title"), [("1", HOSTILE + "\n\tend")])
    told = capsys.readouterr().out
    assert told.splitlines()[1].split("\t") == ["1", f"{visible(HOSTILE)} end"]


def test_the_first_column_is_whole_in_a_narrow_window(printed: Printed) -> None:
    run, words = str(uuid4()), "a sentence that is long " * 5
    printed.screen.table(("run", "by", "what came of it"), [(run, "system:theme-scan", words)])
    printed.screen.table(
        ("run", "by", "job", "what came of it"), [(run, "system:theme-scan", "x" * 30, words)]
    )
    told = str(printed)
    assert told.count(run) == 2
    assert "…" not in told
    assert told.count("· job xxx") == 1  # of the second alone


def test_a_column_to_spare_is_left_out_before_anything_is_broken(printed: Printed) -> None:
    columns, row = ("theme", "name", "weeks"), ("slow-export", "x " * 20, "▁" * 16)
    printed.screen.table(columns, [row], optional="weeks")
    assert "weeks" in str(printed)
    printed.screen.table(columns, [("slow-export" * 5, *row[1:])], optional="weeks")
    assert "weeks" not in str(printed)


def test_one_interview_does_not_look_like_many_and_all_lines_have_one_height() -> None:
    assert bars([0, 1]) == "·▃"
    assert bars([0, 1], 8) == "·▁"
    assert bars([8], 8) == "█"
    assert bars([]) == ""
