"""Tables of survey tools, transcripts in rows and coded passages, each read as a person reads them."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.formats import tables
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

ANSWERS = (
    "The planning takes me all of Monday, and then it changes again.",
    "I never know who is on shift, so I call around in the morning.",
    "It works on my phone, but the letters are too small for me.",
)


def read(folder: Path, content: str | bytes, name: str = "study.csv") -> list[InterviewRecord | Fault]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(tables.read(SourceFile(path, name)))


def records(folder: Path, content: str | bytes, name: str = "study.csv") -> list[InterviewRecord]:
    found = read(folder, content, name)
    assert all(isinstance(one, InterviewRecord) for one in found), found
    return [one for one in found if isinstance(one, InterviewRecord)]


def table(rows: Sequence[Any], delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def workbook(rows: Sequence[Any]) -> bytes:
    def cell(value: object) -> str:
        if isinstance(value, int | float):
            return f"<c><v>{value}</v></c>"
        if isinstance(value, datetime):
            days = (value - datetime(1899, 12, 30)).total_seconds() / 86400
            return f'<c s="1"><v>{days}</v></c>'
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Answers" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" '
            f'Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/>'
            "</Relationships>",
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><cellXfs count="2">'
            '<xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
        )
    return file.getvalue()


def answered(record: InterviewRecord) -> list[str]:
    return [turn.text for turn in record.turns if turn.role != "interviewer"]


def asked(record: InterviewRecord) -> list[str]:
    return [turn.text for turn in record.turns if turn.role == "interviewer"]


TYPEFORM = [
    ["#", "Your role?", "What makes planning hard?", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"],
    *(
        [f"a{n}f", "Nurse", text, f"2026-06-1{n} 09:00:00", f"2026-06-1{n} 09:05:00", "4f5e"]
        for n, text in enumerate(ANSWERS)
    ),
]
MICROSOFT_FORMS = [
    ["ID", "Start time", "Completion time", "Email", "Name", "What makes planning hard?"],
    *(
        [n, f"6/1{n}/26 9:00:00", f"6/1{n}/26 9:05:00", "anonymous", "", text]
        for n, text in enumerate(ANSWERS)
    ),
]
GOOGLE_GERMAN = [
    ["Zeitstempel", "Wie oft planen Sie?", "Was macht das Planen schwer?"],
    *([f"1{n}.06.2026 09:05:00", "Oft", text] for n, text in enumerate(ANSWERS)),
]
LIMESURVEY = [
    ["Response ID", "Date submitted", "Last page", "Start language", "What makes planning hard?"],
    *([n + 1, f"2026-06-1{n} 09:05:00", 2, "en", text] for n, text in enumerate(ANSWERS)),
]
QUALTRICS = [
    ["StartDate", "EndDate", "RecordedDate", "ResponseId", "Q1", "Q2_TEXT"],
    ["Start Date", "End Date", "Recorded Date", "Response ID", "Your role?",
     "What makes planning hard? - Text"],
    ['{"ImportId":"startDate","timeZone":"UTC"}', '{"ImportId":"endDate"}', '{"ImportId":"recordedDate"}',
     '{"ImportId":"_recordId"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2_TEXT"}'],
    *(
        [f"2026-06-1{n} 09:00:00", f"2026-06-1{n} 09:05:00", f"2026-06-1{n} 09:05:01", f"R_{n}", "Nurse",
         text]
        for n, text in enumerate(ANSWERS)
    ),
]  # fmt: skip
SURVEYMONKEY = [
    [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "Your role?",
        "",
        "What makes planning hard?",
    ],
    ["", "", "", "", "Response", "Other (please specify)", "Open-Ended Response"],
    *(
        [f"118{n}", "439", f"06/1{n}/2026 09:00:00 AM", f"06/1{n}/2026 09:05:00 AM", "Nurse", "", text]
        for n, text in enumerate(ANSWERS)
    ),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "rows", [TYPEFORM, MICROSOFT_FORMS, GOOGLE_GERMAN, LIMESURVEY, QUALTRICS, SURVEYMONKEY],
    ids=["typeform", "microsoft", "google", "limesurvey", "qualtrics", "surveymonkey"],
)  # fmt: skip
def test_a_survey_gives_an_interview_a_respondent(
    rows: list[list[str]], delimiter: str, tmp_path: Path
) -> None:
    found = records(tmp_path, table(rows, delimiter))
    assert [answered(one) for one in found] == [[text] for text in ANSWERS]
    assert {question for one in found for question in asked(one)} <= {
        "What makes planning hard?",
        "Was macht das Planen schwer?",
    }
    assert all(len(asked(one)) == 1 for one in found)
    assert [one.created_at and one.created_at.date().isoformat() for one in found] == [
        "2026-06-10",
        "2026-06-11",
        "2026-06-12",
    ]


def test_the_same_survey_is_read_from_a_workbook(tmp_path: Path) -> None:
    rows = [
        ["id", "date", "What makes planning hard?"],
        *([7 + n, datetime(2026, 6, 10 + n), text] for n, text in enumerate(ANSWERS)),
    ]
    found = records(tmp_path, workbook(rows), "study.xlsx")
    assert [(one.key, answered(one)) for one in found] == [
        (str(7 + n), [text]) for n, text in enumerate(ANSWERS)
    ]
    assert found[1].created_at is not None
    assert found[1].created_at.day == 11


def test_several_open_questions_are_turns_in_order_and_short_answers_attributes(tmp_path: Path) -> None:
    rows = [
        ["id", "Your role?", "What makes planning hard?", "What would you change first?"],
        ["r1", "Nurse", ANSWERS[0], ANSWERS[2]],
        ["r2", "Porter", ANSWERS[1], ""],
    ]
    first, second = records(tmp_path, table(rows))
    assert [turn.text for turn in first.turns] == [
        "What makes planning hard?",
        ANSWERS[0],
        "What would you change first?",
        ANSWERS[2],
    ]
    assert first.attributes == {"Your role?": "Nurse"}
    assert answered(second) == [ANSWERS[1]]
    assert asked(second) == ["What makes planning hard?"]


SPOKEN = [("Ana", "How do you plan?"), ("Bo", ANSWERS[0]), ("Ana", "And then?"), ("Bo", ANSWERS[1])]


@pytest.mark.parametrize(
    "header",
    [("speaker", "text"), ("Speaker Name", "Utterance"), ("Sprecher", "Text"), ("Locuteur", "Texte"),
     ("name", "message"),
     ("说话人", "内容"), ("From", "Content"), ("participant", "transcript")],
)  # fmt: skip
def test_rows_of_people_who_alternate_are_turns_of_one_interview(
    header: tuple[str, str], tmp_path: Path
) -> None:
    rows = [["no", "start", *header], *([n, f"00:00:{n * 9:02}", *turn] for n, turn in enumerate(SPOKEN))]
    (one,) = records(tmp_path, table(rows))
    assert [(turn.speaker, turn.text) for turn in one.turns] == SPOKEN
    assert [turn.start_seconds for turn in one.turns] == [0, 9, 18, 27]


def test_rows_of_turns_are_grouped_by_the_interview(tmp_path: Path) -> None:
    rows = [["interview", "speaker", "text"], *([key, *turn] for key in ("P1", "P2") for turn in SPOKEN)]
    found = records(tmp_path, table(rows))
    assert [(one.key, len(one.turns)) for one in found] == [("P1", 4), ("P2", 4)]


def test_roles_in_a_column_are_stated(tmp_path: Path) -> None:
    roles = {"Ana": "interviewer", "Bo": "participant"}
    rows = [["speaker", "role", "text"], *([name, roles[name], text] for name, text in SPOKEN)]
    (one,) = records(tmp_path, table(rows))
    assert {turn.speaker: turn.role for turn in one.turns} == roles


def test_rows_of_questions_and_answers_are_grouped_by_who_answered(tmp_path: Path) -> None:
    rows = [
        ["respondent", "question", "answer"],
        *(
            [who, question, text]
            for who in ("P1", "P2")
            for question, text in zip(("How so?", "Then what?"), ANSWERS, strict=False)
        ),
    ]
    found = records(tmp_path, table(rows))
    assert [one.key for one in found] == ["P1", "P2"]
    assert asked(found[0]) == ["How so?", "Then what?"]
    assert answered(found[1]) == list(ANSWERS[:2])


@pytest.mark.parametrize(
    "header",
    [
        ("Document", "Tag", "Content"),
        ("Document name", "Code", "Segment"),
        ("Document", "Codes", "Quotation Content"),
        ("Note title", "Tags", "Highlight"),
        ("File", "Code", "Coded text"),
        ("Media Title", "Codes Applied Combined", "Excerpt Copy"),
        ("Dokumentname", "Code", "Segment"),
    ],
)
def test_exports_of_codes_are_quotes_with_topics_and_no_interviews(
    header: tuple[str, ...], tmp_path: Path
) -> None:
    rows = [
        header,
        ("a.docx", "planning", ANSWERS[0]),
        ("a.docx", "phone", ANSWERS[2]),
        ("b.docx", "planning", ANSWERS[1]),
    ]
    found = records(tmp_path, table(rows))
    assert [(one.key, one.turns) for one in found] == [("a.docx", ()), ("b.docx", ())]
    assert [(quote.quote, quote.topic) for quote in found[0].quotes] == [
        (ANSWERS[0], "planning"),
        (ANSWERS[2], "phone"),
    ]


def test_a_passage_with_several_codes_has_a_quote_for_each(tmp_path: Path) -> None:
    (one,) = records(
        tmp_path, table([("Document", "Codes", "Quotation Content"), ("a", "slow; phone", ANSWERS[2])])
    )
    assert [quote.topic for quote in one.quotes] == ["slow", "phone"]


def test_titles_above_the_header_and_summaries_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [
        ["Study 12, exported", "", ""],
        ["id", "summary", "transcript"],
        ["r1", "Short and about the app it is", ANSWERS[0]],
    ]
    (one,) = records(tmp_path, table(rows))
    assert answered(one) == [ANSWERS[0]]
    assert [(left.what, left.text) for left in one.left_out] == [
        ("header", "Study 12, exported"),
        ("column summary", "Short and about the app it is"),
    ]


def test_a_transcript_in_a_cell_is_read_by_its_layout(tmp_path: Path) -> None:
    text = "\n".join(f"{name}: {words}" for name, words in SPOKEN)
    (one, _) = records(
        tmp_path, table([["id", "title", "text"], ["r1", "Talk", text], ["r2", "Other", text]])
    )
    assert [turn.speaker for turn in one.turns] == ["Ana", "Bo", "Ana", "Bo"]
    assert (one.key, one.title) == ("r1", "Talk")


def test_a_stated_separator_is_taken(tmp_path: Path) -> None:
    found = records(
        tmp_path, "sep=|\n" + table([["id", "text"], ["r1", ANSWERS[0]], ["r2", ANSWERS[1]]], "|")
    )
    assert [answered(one) for one in found] == [[ANSWERS[0]], [ANSWERS[1]]]


def test_quotation_marks_that_do_not_pair_up_cost_no_row(tmp_path: Path) -> None:
    found = read(tmp_path, 'id,text\nr1,"It is" so so, I said\nr2,"Not closed here\nr3,A fine day it was\n')
    texts = [answered(one)[0] for one in found if isinstance(one, InterviewRecord)]
    assert texts[-1] == "A fine day it was"
    assert len(texts) == 3


def test_a_row_with_a_wrong_date_is_told_and_the_rest_read(tmp_path: Path) -> None:
    rows = [
        ["id", "date", "text"],
        ["a", "2026-06-10", ANSWERS[0]],
        ["b", "soon", ANSWERS[1]],
        ["c", "2026-06-12", ANSWERS[2]],
    ]
    first, fault, last = read(tmp_path, table(rows))
    assert isinstance(fault, Fault)
    assert fault.source == "study.csv:line 3"
    assert "column date" in fault.sentence
    assert isinstance(first, InterviewRecord)
    assert isinstance(last, InterviewRecord)


def test_a_table_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFaultError, match="No column"):
        read(tmp_path, "id,score\n1,5\n2,4\n")
    with pytest.raises(FileFaultError, match="empty"):
        read(tmp_path, "\n\n")


prose = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], exclude_characters="ÂÃâÄÅÐÑ"), min_size=1
).map(lambda text: f"we said {text} and so it was")


@given(texts=st.lists(prose, min_size=2, max_size=6), delimiter=st.sampled_from(",;\t"))
def test_each_text_of_a_table_comes_back_once_in_order(texts: list[str], delimiter: str) -> None:
    rows = [["id", "score", "text"], *([f"r{n}", n, text] for n, text in enumerate(texts))]
    with TemporaryDirectory() as folder:
        found = records(Path(folder), table(rows, delimiter))
    assert [answered(one) for one in found] == [[text.strip()] for text in texts]


def test_a_table_read_downwards_gives_an_interview_a_column(tmp_path: Path) -> None:
    rows = [
        ["Question", "P1", "P2"],
        ["What is slow?", ANSWERS[0], ANSWERS[1]],
        ["And then?", ANSWERS[2], ""],
    ]
    first, second = records(tmp_path, table(rows))
    assert (first.key, answered(first)) == ("P1", [ANSWERS[0], ANSWERS[2]])
    assert (second.key, asked(second)) == ("P2", ["What is slow?"])


def test_a_column_of_questions_beside_one_of_answers_is_one_interview(tmp_path: Path) -> None:
    rows = [["Interviewer", "Participant"], ["What is slow?", ANSWERS[0]], ["And then?", ANSWERS[2]]]
    (only,) = records(tmp_path, table(rows))
    assert asked(only) == ["What is slow?", "And then?"]


@pytest.mark.parametrize("timed", [True, False])
def test_turns_without_a_header_are_told_by_who_speaks_again(timed: bool, tmp_path: Path) -> None:
    rows = [[f"00:00:{n * 9:02}", *turn] if timed else turn for n, turn in enumerate(SPOKEN)]
    (only,) = records(tmp_path, table(rows))
    assert [(turn.speaker, turn.text) for turn in only.turns] == SPOKEN


def test_a_date_column_of_another_name_is_found(tmp_path: Path) -> None:
    rows = [
        ["ID", "Fertigstellungszeit", "Was stört Sie?"],
        *([n, f"1{n}.06.2026 09:05:00", t] for n, t in enumerate(ANSWERS)),
    ]
    found = records(tmp_path, table(rows))
    assert [one.created_at and one.created_at.day for one in found] == [10, 11, 12]


def test_a_second_header_that_is_longer_than_the_first_costs_nothing(tmp_path: Path) -> None:
    rows = [row if n != 1 else [*row, "one more"] for n, row in enumerate(QUALTRICS)]
    assert [answered(one) for one in records(tmp_path, table(rows))] == [[text] for text in ANSWERS]
