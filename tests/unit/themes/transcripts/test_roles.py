"""Statements tell who asks, then labels in many languages, then behaviour; in doubt nobody asks."""

import pytest

from themes.transcripts.record import InterviewRecord, SpokenTurn
from themes.transcripts.rendering import rendered
from themes.transcripts.roles import with_roles

STATEMENTS = ("I begin with this.", "We lost it in May, and nobody saw.")
LABELS = [
    ("Interviewer 2", "Interviewee"),
    ("Interviewerin", "Befragter"),
    ("Enquêtrice", "Enquêté"),
    ("Entrevistadora", "Entrevistado"),
    ("Intervistatore", "Intervistato"),
    ("Entrevistador", "Participante 3"),
    ("Intervjuare", "Deltagare"),
    ("Haastattelija", "Haastateltava"),
    ("Badacz", "Respondentka"),
    ("Tazatel", "Respondent"),
    ("Kérdező", "Válaszadó"),
    ("Συνεντευκτής", "Συμμετέχων"),
    ("Görüşmeci", "Katılımcı"),
    ("Интервьюер", "Респондент"),
    ("Інтерв'юер", "Респондентка"),
    ("المحاور", "المشارك"),
    ("מראיין", "מרואיין"),
    ("مصاحبه‌گر", "مصاحبه‌شونده"),
    ("साक्षात्कारकर्ता", "प्रतिभागी"),
    ("访谈者", "受访者"),
    ("インタビュアー", "回答者"),
    ("면접자", "참여자"),
    ("Pewawancara", "Narasumber"),
    ("Người phỏng vấn", "Người tham gia"),
    ("I", "B"),
    ("Q", "A"),
]


def talk(asks: str, answers: str, *said: str) -> InterviewRecord:
    turns = [SpokenTurn((asks, answers)[index % 2], words) for index, words in enumerate(said * 3)]
    return InterviewRecord(format="text", turns=tuple(turns))


def roles(record: InterviewRecord) -> dict[str | None, str]:
    return {speaker.name: speaker.role for speaker in record.speakers}


@pytest.mark.parametrize(("asks", "answers"), LABELS)
def test_labels_tell_who_asks_in_many_languages(asks: str, answers: str) -> None:
    assert roles(with_roles(talk(asks, answers, *STATEMENTS))) == {
        asks: "interviewer",
        answers: "participant",
    }


@pytest.mark.parametrize(
    "question",
    ["What is slow?", "¿Qué pasa?", "ما هو؟", "Τι είναι αυτό;", "Ի՞նչ է դա։", "什么很慢？", "何ですか？"],
)
def test_question_marks_of_every_script_tell_who_asks(question: str) -> None:
    record = with_roles(talk("Mara", "Tom", question, f"{STATEMENTS[1]} {STATEMENTS[0]}"))
    assert roles(record) == {"Mara": "interviewer", "Tom": "participant"}


def test_where_both_ask_nobody_is_the_interviewer_and_the_doubt_is_told() -> None:
    record = with_roles(talk("Mara", "Tom", "Why is that so?", "Why do you ask me?"))
    assert set(roles(record).values()) == {"unknown"}
    assert record.doubts


def test_a_stated_interviewer_stands_above_labels() -> None:
    record = with_roles(talk("Interviewer", "Tom", *STATEMENTS), ["tom"])
    assert roles(record) == {"Interviewer": "participant", "Tom": "interviewer"}


def test_the_stored_text_reads_at_each_turn_what_was_said() -> None:
    record = with_roles(talk("Mara", "Tom", *STATEMENTS))
    text, turns = rendered(record.turns)
    assert [text[turn.start : turn.end] for turn in turns] == [turn.text for turn in record.turns]
    assert text.startswith("Mara: I begin")
