"""Tables in which each row is a question with its answer, grouped by who answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cli.interview_files import keys
from cli.interview_files.formats.tables.columns import Column, first_column
from cli.interview_files.formats.tables.grid import as_text
from cli.interview_files.formats.tables.header import Table
from themes.transcripts.record import InterviewRecord, SpokenTurn

ASKS = "Interviewer"
"""The speaker of a survey's questions."""
ANSWERS = "Respondent"
"""The speaker of a survey's answers."""
_WHO = (*keys.CONVERSATION, *keys.ID, "participant", "participant name", "person", "name", "user", "email")


@dataclass(frozen=True, slots=True)
class QuestionColumns:
    """The columns of questions, answers, and of who answered."""

    question: Column
    answer: Column
    who: Column | None


def question_columns(found: Sequence[Column]) -> QuestionColumns | None:
    """Return the columns of a table whose rows are questions with answers; None for other tables."""
    question, answer = first_column(found, keys.QUESTION), first_column(found, (*keys.ANSWER, "text"))
    if question is None or answer is None or question.words < 2:
        return None
    for name in _WHO:
        who = first_column(found, (name,))
        if who is not None and who.distinct < len(who.texts):
            return QuestionColumns(question, answer, who)
    return QuestionColumns(question, answer, None)


def interviews_of_questions(table: Table, roles: QuestionColumns, name: str) -> Iterator[InterviewRecord]:
    """Yield an interview for each person who answered."""
    people: dict[str, list[SpokenTurn]] = {}
    for place in range(len(table.rows)):
        who = as_text(roles.who.cells[place]).strip() if roles.who else ""
        asked, answered = as_text(roles.question.cells[place]), as_text(roles.answer.cells[place])
        if answered.strip():
            turns = people.setdefault(who, [])
            if asked.strip():
                turns.append(SpokenTurn(ASKS, asked.strip(), role="interviewer"))
            turns.append(SpokenTurn(ANSWERS, answered.strip(), role="participant"))
    for who, said in people.items():
        yield InterviewRecord(
            format=f"{name} of questions and answers",
            turns=tuple(said),
            key=who or None,
            title=who or None,
            doubts=table.doubts,
            participants=(who,) if who else (),
        )
