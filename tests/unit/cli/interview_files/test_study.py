"""What recorders, chats and survey tools write around the words stays out of what people said."""

import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest

from cli.interview_files.study import read_file
from themes.transcripts.record import InterviewRecord

Said = list[tuple[str | None, str]]
TALK: Said = [
    ("Ravi", "Could you describe your last delivery?"),
    ("Ines", "It came two days late."),
    ("Ravi", "And what did you do?"),
    ("Ines", "I rang the depot twice."),
]


def only(folder: Path, name: str, content: str) -> InterviewRecord:
    path = folder / name
    path.write_text(content, "utf-8")
    (record,) = read_file(path, path)
    assert isinstance(record, InterviewRecord)
    return record


def said(record: InterviewRecord) -> Said:
    return [(turn.speaker, turn.text) for turn in record.turns]


def laid_out(pattern: str, names: Mapping[str, str] | None = None) -> str:
    return "\n".join(
        pattern.format(who=(names or {}).get(str(who), who), words=words, time=f"0{place}:1{place}")
        for place, (who, words) in enumerate(TALK)
    )


SONIX = (
    "\n\nSonix is the world's most advanced automated transcription, translation, and subtitling platform. "
    "Fast, accurate, and affordable.\nAutomatically convert your mp3 files to text in minutes.\n"
)
CODES = {"Ravi": "RP", "Ines": "IO"}
HEADER = "Talk 4\nInterviewer: Ravi Patel (RP)\nParticipant: Ines Okafor (IO)\n\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("linked.md", laid_out("**{who}:** [[{time}](https://example.org/v?t=5)] {words}\n")),
        ("callouts.md", laid_out("> [!quote] {who} ({time})\n> {words}\n")),
        ("folded callouts.md", laid_out("> [!quote]- {who} ({time})\n> {words}\n")),
        ("footer.txt", laid_out("{who}: [00:{time}] {words}\n") + SONIX),
        ("unknown contact.txt", laid_out("[02.05.26, 1{time}] {who}: {words}", {"Ines": "~\u202fInes"})),
        (
            "notice.txt",
            "[02.05.26, 10:00:00] Ravi: Messages and calls are end-to-end encrypted.\n"
            + laid_out("[02.05.26, 1{time}] {who}: {words}"),
        ),
        (
            "edited.txt",
            laid_out("[02.05.26, 1{time}] {who}: {words}") + " <This message was edited>\n",
        ),
        (
            "breaks.sbv",
            laid_out("0:{time}.000,0:{time}.900\n{who}: {words}\n").replace(" two ", "[br]two "),
        ),
    ],
)
def test_marks_of_tools_are_neither_words_nor_names(name: str, content: str, tmp_path: Path) -> None:
    assert said(only(tmp_path, name, content)) == TALK


def test_a_header_without_a_date_declares_the_codes_of_the_speakers(tmp_path: Path) -> None:
    record = only(tmp_path, "codes.txt", HEADER + laid_out("{who}: {words}", CODES))
    assert said(record) == [(CODES[str(who)], words) for who, words in TALK]
    assert [turn.role for turn in record.turns] == ["interviewer", "participant"] * 2


def test_a_translation_in_brackets_belongs_to_the_turn_above(tmp_path: Path) -> None:
    record = only(
        tmp_path,
        "two languages.txt",
        laid_out("{who}: {words}") + "\n[Translation: Zweimal habe ich angerufen.]",
    )
    assert said(record) == [*TALK[:3], ("Ines", f"{TALK[3][1]}\n[Translation: Zweimal habe ich angerufen.]")]


def test_an_interviewers_words_in_brackets_are_a_turn_of_the_interviewer(tmp_path: Path) -> None:
    text = (
        "Interviewer: How was it?\nInes: It came two days late.\n[Interviewer: Two days?]\n"
        "Ines: Two whole days."
    )
    assert said(only(tmp_path, "aside.txt", text)) == [
        ("Interviewer", "How was it?"),
        ("Ines", "It came two days late."),
        ("Interviewer", "Two days?"),
        ("Ines", "Two whole days."),
    ]


def test_a_subtitles_field_for_the_speaker_counts_however_few_lines_there_are(tmp_path: Path) -> None:
    head = "[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
    lines = laid_out("Dialogue: 0,0:{time}.00,0:{time}.90,Default,{who},{words}")
    assert said(only(tmp_path, "talk.ass", head + lines)) == TALK


def test_gaps_that_a_recogniser_writes_as_words_stay_single(tmp_path: Path) -> None:
    elements = [("text", "Two"), ("punct", " "), ("text", "days"), ("punct", ".")]
    talk = {
        "monologues": [{"speaker": 0, "elements": [{"type": kind, "value": word} for kind, word in elements]}]
    }
    assert said(only(tmp_path, "rev.json", json.dumps(talk))) == [("0", "Two days.")]


def test_a_short_recording_of_whisper_cpp_keeps_its_times(tmp_path: Path) -> None:
    stretches = [
        {
            "timestamps": {"from": "00:00:00,100", "to": "00:00:02,000"},
            "offsets": {"from": 100, "to": 2000},
            "text": " How was it?",
        },
        {
            "timestamps": {"from": "00:00:02,000", "to": "00:00:04,000"},
            "offsets": {"from": 2000, "to": 4000},
            "text": " Two days late.",
        },
    ]
    value = {"params": {}, "result": {"language": "en"}, "transcription": stretches}
    record = only(tmp_path, "short.json", json.dumps(value))
    assert record.format == "whisper.cpp JSON"
    assert [turn.start_seconds for turn in record.turns] == [0.1, 2.0]


def test_short_answers_to_a_question_with_its_mark_are_answers(tmp_path: Path) -> None:
    table = "What went wrong with it?,What should change?\nIt came two days late again,Call me first\n"
    assert said(only(tmp_path, "survey.csv", table)) == [
        ("Interviewer", "What went wrong with it?"),
        ("Respondent", "It came two days late again"),
        ("Interviewer", "What should change?"),
        ("Respondent", "Call me first"),
    ]


def test_a_small_file_takes_little_memory(tmp_path: Path) -> None:
    content = laid_out("{who}: {words}") * 20
    only(tmp_path, "warm.txt", content)
    tracemalloc.start()
    try:
        only(tmp_path, "small.txt", content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 500_000


def test_the_time_above_the_first_label_is_the_first_turns(tmp_path: Path) -> None:
    text = laid_out("00:{time}:12 - 00:{time}:20\n{who}\n{words}\n")
    record = only(tmp_path, "editor.txt", f"Talk about the last delivery of the year 2026\n\n{text}")
    assert [turn.start_seconds for turn in record.turns] == [10.0, 71.0, 132.0, 193.0]


def test_a_line_in_brackets_between_paragraphs_is_told_among_what_is_left_out(tmp_path: Path) -> None:
    text = "(0:05 - 0:11)\nHow was it?\n\n(0:12 - 0:30)\nTwo days late.\n\n(Made by a tool. Buy it.)\n"
    record = only(tmp_path, "paragraphs.txt", text)
    assert said(record) == [(None, "How was it?"), (None, "Two days late.")]
    assert [one.text for one in record.left_out] == ["(Made by a tool. Buy it.)"]


def test_quoted_names_in_the_ids_of_few_captions_are_speakers(tmp_path: Path) -> None:
    ids = {"Ravi": '"Ravi" (31205)', "Ines": '"Ines" (31206)'}
    cues = [
        f"{place} {ids[str(who)]}\n00:00:0{place}.000 --> 00:00:0{place}.900\n{words}"
        for place, (who, words) in enumerate(TALK, start=1)
    ]
    assert said(only(tmp_path, "meeting.vtt", "WEBVTT\n\n" + "\n\n".join(cues))) == TALK


def test_parts_of_words_are_joined_by_the_gaps_that_they_carry(tmp_path: Path) -> None:
    pieces = ["De", "liv", "ery", " was", " la", "te", "."]
    tokens = [
        {"text": piece, "start_ms": 100 * place, "speaker": "1"}
        for place, piece in enumerate(pieces, start=1)
    ]
    assert said(only(tmp_path, "tokens.json", json.dumps({"tokens": tokens}))) == [
        ("1", "Delivery was late.")
    ]


def test_users_of_a_timeline_are_speakers(tmp_path: Path) -> None:
    timeline = [
        {"text": words, "ts": f"00:00:0{place}.000", "users": [{"username": who, "user_id": "7"}]}
        for place, (who, words) in enumerate(TALK)
    ]
    assert said(only(tmp_path, "timeline.json", json.dumps({"timeline": timeline}))) == TALK
