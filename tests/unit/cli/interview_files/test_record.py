"""Rows of JSON, JSON Lines and CSV: any text comes back verbatim, and a bad row costs that row only."""

import csv
import io
import json
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.interview_files import Document, DocumentQuote, Unreadable, read_file
from tests.support.unusual_files import document, fault, read

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"))
rows = st.lists(st.tuples(st.uuids(), texts), min_size=1, max_size=5, unique_by=lambda row: row[0])


@given(rows=rows)
def test_any_text_written_as_json_reads_back(rows: list[tuple[Any, str]]) -> None:
    records = [{"id": str(id_), "text": text} for id_, text in rows]
    lines = "\n".join(
        json.dumps(record, ensure_ascii=bool(number % 2)) for number, record in enumerate(records)
    )
    for name, content in [("s.jsonl", lines), ("s.json", json.dumps({"interviews": records}))]:
        assert _keys_and_texts(name, content) == [(str(id_), text) for id_, text in rows]


@given(rows=rows, delimiter=st.sampled_from(",;\t"), line_end=st.sampled_from(["\n", "\r\n"]))
def test_any_text_written_as_csv_reads_back(
    rows: list[tuple[Any, str]], delimiter: str, line_end: str
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([("Interview_ID", "Notes", "Transcript"), *((id_, "x", text) for id_, text in rows)])
    assert _keys_and_texts("s.csv", file.getvalue()) == [(str(id_), text) for id_, text in rows]


def _keys_and_texts(name: str, content: str) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        found = read(Path(folder), name, content)
    return [(one.key, one.text) if isinstance(one, Document) else (one.source, one.fault) for one in found]


def test_every_field_is_understood_by_its_other_names_in_any_case(tmp_path: Path) -> None:
    record = {
        " Interview_ID ": 7,
        "PARTICIPANT": " Ana \n María ",
        "Raw_Transcript": "I wait.",
        "Recorded_At": "2024-05-31",
        "Highlights": ["I wait.", {"text": "wait", "code": "speed"}, {"quote": "I", "label": ""}, " "],
        "mood": {"ignored": True},
    }
    assert document(tmp_path, "s.json", json.dumps(record)) == Document(
        key="7",
        title="Ana María",
        text="I wait.",
        created_at=datetime(2024, 5, 31, tzinfo=UTC),
        quotes=(
            DocumentQuote(quote="I wait."),
            DocumentQuote(quote="wait", topic="speed"),
            DocumentQuote(quote="I"),
        ),
        source="s.json",
    )


def test_turns_become_lines_with_their_speaker(tmp_path: Path) -> None:
    turns = [{"speaker": "Ana", "text": "Hi."}, {"speaker": None, "text": "(pause)"}, "End."]
    assert document(tmp_path, "s.json", json.dumps({"text": turns})).text == "Ana: Hi.\n(pause)\nEnd."


def test_a_blank_field_gives_way_to_its_other_name(tmp_path: Path) -> None:
    assert document(tmp_path, "s.csv", "text,transcript\n,Said.\n").text == "Said."


@pytest.mark.parametrize("content", ["[]", '{"interviews": []}'])
def test_an_empty_list_holds_nothing(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, "s.json", content) == []


def test_a_row_without_id_or_title_takes_them_from_its_place(tmp_path: Path) -> None:
    """An unreadable row keeps its number, so that mending it moves no other row."""
    one, bad, three = read(tmp_path, "in/s.jsonl", '{"text": "a"}\n\n{\n{"text": "c"}\n')
    assert isinstance(one, Document)
    assert isinstance(three, Document)
    assert (one.key, one.title, one.source) == ("in/s.jsonl#1", "s 1", "in/s.jsonl:line 1")
    assert (three.key, three.title, three.source) == ("in/s.jsonl#3", "s 3", "in/s.jsonl:line 4")
    assert bad.source == "in/s.jsonl:line 3"


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ('{"text": "secret"', "not valid JSON (column"),
        ('["secret"]', "no JSON object"),
        ("7" * 5000, "endless number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"title": "secret"}', "text is missing"),
        ('{"text": null}', "text is missing"),
        ('{"text": 5}', "field text"),
        ('{"text": [{"speaker": "secret"}]}', "Each turn"),
        ('{"text": "secret", "date": "31/05/2024"}', "created_at"),
        ('{"text": "secret", "date": 1717113600000}', "created_at"),
        ('{"text": "secret", "date": NaN}', "created_at"),
        ('{"text": "secret", "date": true}', "created_at"),
        ('{"text": "secret", "date": {"secret": 1}}', "created_at"),
        ('{"text": "secret", "date": "0001-01-01T00:00+14:00"}', "created_at"),
        ('{"text": "secret", "date": "1706-01-01"}', "before the year 1900"),
        ('{"text": "secret", "date": "2999-01-01"}', "in the future"),
        ('{"text": "secret", "id": ["secret"]}', "field id"),
        ('{"text": "secret", "id": true}', "field id"),
        (json.dumps({"text": "secret", "title": "secret" * 100}), "over 500 characters"),
        ('{"text": "secret", "quotes": {"secret": 1}}', "field quotes"),
        ('{"text": "secret", "quotes": [5]}', "quotes"),
        ('{"text": "secret\\u0000"}', "NUL"),
        ('{"text": "secret\\ud800"}', "surrogate"),
        (json.dumps({"text": "é" * 5_000_001}), "over 10 MB"),
    ],
)
def test_a_bad_row_is_named_with_its_fault_and_the_rest_goes_on(tmp_path: Path, row: str, part: str) -> None:
    """The fault says what to do and quotes nothing."""
    before, bad, after = read(tmp_path, "s.jsonl", f'{{"text": "a"}}\n{row}\n{{"text": "c"}}\n')
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(bad, Unreadable)
    assert bad.source == "s.jsonl:line 2"
    assert part in bad.fault
    assert "secret" not in bad.fault


def test_an_id_given_twice_is_a_fault_of_the_second_row(tmp_path: Path) -> None:
    first, second = read(tmp_path, "s.json", '[{"id": "a", "text": "x"}, {"id": "a", "text": "y"}]')
    assert isinstance(first, Document)
    assert second == Unreadable(
        source="s.json:item 2", fault="Its id is that of s.json:item 1; give each interview its own."
    )


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-05-31", datetime(2024, 5, 31, tzinfo=UTC)),
        ("20240531", datetime(2024, 5, 31, tzinfo=UTC)),
        (20240531, datetime(2024, 5, 31, tzinfo=UTC)),
        ("2024-05-31 14:00", datetime(2024, 5, 31, 14, tzinfo=UTC)),
        ("2024-05-31T14:00:00Z", datetime(2024, 5, 31, 14, tzinfo=UTC)),
        ("2024-05-31T14:00:00+02:00", datetime(2024, 5, 31, 12, tzinfo=UTC)),
        (1717164000, datetime(2024, 5, 31, 14, tzinfo=UTC)),
        (1717164000.5, datetime(2024, 5, 31, 14, microsecond=500_000, tzinfo=UTC)),
        (" 1717164000 ", datetime(2024, 5, 31, 14, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_read_as_utc(tmp_path: Path, written: object, moment: datetime | None) -> None:
    created_at = document(tmp_path, "s.json", json.dumps({"text": "a", "date": written})).created_at
    assert created_at == moment
    assert created_at is None or created_at.utcoffset() == timedelta(0)


@given(st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2025, 1, 1)), st.integers(-14, 14))
def test_any_iso_date_keeps_its_moment(naive: datetime, hours: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    with TemporaryDirectory() as folder:
        record = json.dumps({"text": "a", "date": moment.isoformat()})
        assert document(Path(folder), "s.json", record).created_at == moment


def test_csv_cells_hold_quotes_as_json_or_one_as_it_is(tmp_path: Path) -> None:
    content = 'id;text;quotes\na;"x;\ny";"[{""quote"": ""x;"", ""topic"": ""t""}]"\nb;z;[laughs] z\n'
    first, second = read(tmp_path, "s.csv", content)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, first.quotes) == ("x;\ny", (DocumentQuote(quote="x;", topic="t"),))
    assert second.quotes == (DocumentQuote(quote="[laughs] z"),)
    assert (first.source, second.source) == ("s.csv:line 2", "s.csv:line 4")


def test_csv_rows_that_do_not_fit_the_header_are_faults(tmp_path: Path) -> None:
    too_many, too_few, fine = read(tmp_path, "s.csv", "\nid,text\na,b,c\nd\n,,\n\ne,f,\n")
    assert isinstance(too_many, Unreadable)
    assert "more fields" in too_many.fault
    assert too_many.source == "s.csv:line 3"
    assert isinstance(too_few, Unreadable)
    assert "text is missing" in too_few.fault
    assert isinstance(fine, Document)
    assert fine.source == "s.csv:line 7"


@pytest.mark.parametrize("broken", ['b,"x\nc,y\n', 'b,"x"y,\nc,y\n'])
def test_csv_is_not_read_past_quotation_marks_that_do_not_pair_up(tmp_path: Path, broken: str) -> None:
    """Half a row must never pass for an interview."""
    first, bad = read(tmp_path, "s.csv", f"id,text\na,b\n{broken}")
    assert isinstance(first, Document)
    assert isinstance(bad, Unreadable)
    assert bad.source == "s.csv:line 3"
    assert "quotation marks" in bad.fault


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "no column for the text"),
        ("id|text\n1|Yes.\n", "separated by commas, semicolons or tabs"),
        ("text,Text\na,b\n", "twice"),
        ('"text\n', "header"),
    ],
)
def test_a_csv_header_that_does_not_serve_is_a_fault(tmp_path: Path, content: str, part: str) -> None:
    assert part in fault(tmp_path, "s.csv", content)


def test_a_csv_field_may_be_longer_than_the_csv_module_expects(tmp_path: Path) -> None:
    assert len(document(tmp_path, "s.csv", f"text\n{'x' * 500_000}\n").text) == 500_000


def test_json_that_is_broken_names_the_line(tmp_path: Path) -> None:
    assert "(line 2, column 4)" in fault(tmp_path, "s.json", "[\n  {]")


@pytest.mark.parametrize("name", ["s.jsonl", "s.csv"])
def test_memory_does_not_grow_with_the_number_of_rows(tmp_path: Path, name: str) -> None:
    text = "word " * 10_000
    row = json.dumps({"text": text}) if name.endswith("l") else text
    path = tmp_path / name
    path.write_text("text\n" * name.endswith("v") + f"{row}\n" * 200)
    tracemalloc.start()
    count = sum(isinstance(one, Document) for one in read_file(path, tmp_path, date_from_file=False))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200
    assert peak < 2_000_000 < path.stat().st_size
