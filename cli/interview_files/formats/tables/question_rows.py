"""Tables in which each row is a question with its answer, grouped by who answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cli.interview_files import keys
from cli.interview_files.formats.tables.columns import Column, first_column
from cli.interview_files.formats.tables.dates import date_column, first_moment
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


_INTERVIEWER = ("interviewer", "moderator", "researcher", "interviewer question")
_INTERVIEWEE = ("interviewee", "participant", "respondent", "participant response", "participant answer")
_FEWEST_PEOPLE = 2
_FEWEST_WORDS = 4


def question_columns(found: Sequence[Column]) -> QuestionColumns | None:
    """Return the columns of a table whose rows are questions with answers; None for other tables."""
    question, answer = first_column(found, keys.QUESTION), first_column(found, (*keys.ANSWER, "text"))
    if question is None or answer is None:
        question, answer = first_column(found, _INTERVIEWER), first_column(found, _INTERVIEWEE)
        if answer is None or answer.words < _FEWEST_WORDS:
            return None
    if question is None or answer is None or question.words < 2:
        return None
    for name in _WHO:
        who = first_column(found, (name,))
        if who is not None and who.distinct < len(who.texts):
            return QuestionColumns(question, answer, who)
    return QuestionColumns(question, answer, None)


def interviews_of_questions(
    table: Table, found: Sequence[Column], roles: QuestionColumns, name: str
) -> Iterator[InterviewRecord]:
    """Yield an interview for each person who answered."""
    people: dict[str, list[SpokenTurn]] = {}
    rows: dict[str, list[int]] = {}
    date = date_column(found, (roles.question, roles.answer))
    for place in range(len(table.rows)):
        who = as_text(roles.who.cells[place]).strip() if roles.who else ""
        asked, answered = as_text(roles.question.cells[place]), as_text(roles.answer.cells[place])
        if answered.strip():
            turns = people.setdefault(who, [])
            rows.setdefault(who, []).append(place)
            if asked.strip():
                turns.append(SpokenTurn(ASKS, asked.strip(), role="interviewer"))
            turns.append(SpokenTurn(ANSWERS, answered.strip(), role="participant"))
    for who, said in people.items():
        yield InterviewRecord(
            format=f"{name} of questions and answers",
            turns=tuple(said),
            key=who or None,
            title=who or None,
            created_at=first_moment(date, rows[who]),
            created_at_found=f"column {date.name}" if first_moment(date, rows[who]) and date else None,
            doubts=table.doubts,
            participants=(who,) if who else (),
        )


def people_columns(found: Sequence[Column]) -> tuple[Column, tuple[Column, ...]] | None:
    """Return the column of questions and a column for each person, of a table that is read downwards."""
    first = found[0]
    asked = sum(text.rstrip().endswith(("?", "？", "؟")) for text in first.texts)
    if first.normal not in keys.QUESTION and asked * 2 <= len(first.texts):
        return None
    people = tuple(one for one in found[1:] if one.texts)
    if len(people) < _FEWEST_PEOPLE or any(len(one.name.split()) > 3 or "?" in one.name for one in people):
        return None
    return (first, people) if sum(one.is_prose for one in people) * 2 > len(people) else None


def interviews_of_people(
    table: Table, questions: Column, people: Sequence[Column], name: str
) -> Iterator[InterviewRecord]:
    """Yield an interview for each column of answers."""
    for person in people:
        turns = []
        for asked, answered in zip(questions.cells, person.cells, strict=True):
            if as_text(answered).strip():
                if as_text(asked).strip():
                    turns.append(SpokenTurn(ASKS, as_text(asked).strip(), role="interviewer"))
                turns.append(SpokenTurn(ANSWERS, as_text(answered).strip(), role="participant"))
        if turns:
            yield InterviewRecord(
                format=f"{name} with a person in each column",
                turns=tuple(turns),
                key=person.name,
                title=person.name,
                doubts=table.doubts,
                participants=(person.name,),
            )
