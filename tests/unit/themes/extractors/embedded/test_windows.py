"""A window of speech carries its speaker and the question that it answers."""

from datetime import UTC, datetime
from uuid import UUID

from tests.support.embedded_texts import TRANSCRIPT
from themes.extractors.embedded.windows import windows
from themes.models import Interview


def interview(text: str) -> Interview:
    return Interview(id=UUID(int=1), title="Ann", text=text, created_at=datetime(2024, 5, 31, tzinfo=UTC))


def test_windows_carry_the_question_they_answer() -> None:
    first = windows(interview(TRANSCRIPT))[0]
    assert first.speaker == "Rosa"
    assert first.question == "How do you get along with the programme so far?"


def test_headings_are_neither_evidence_nor_questions() -> None:
    heading = "# Interview 15: Jo, who crashed and waited four days for an answer from support"
    assert [w.speaker for w in windows(interview(f"{heading}\n\n{TRANSCRIPT}"))] == [
        w.speaker for w in windows(interview(TRANSCRIPT))
    ]
