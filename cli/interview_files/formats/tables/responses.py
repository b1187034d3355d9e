"""Tables in which each row is a respondent or an interview: answers to questions, or one text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cli.interview_files import keys
from cli.interview_files.faults import Fault
from cli.interview_files.formats.tables.columns import Column, all_columns, first_column
from cli.interview_files.formats.tables.dates import date_column
from cli.interview_files.formats.tables.grid import as_text, is_empty
from cli.interview_files.formats.tables.header import Table
from cli.interview_files.formats.tables.question_rows import ANSWERS, ASKS
from cli.interview_files.layouts import read_layout
from cli.interview_files.metadata import marked_quotes
from themes.transcripts.record import InterviewRecord, LeftOut, SpokenTurn

_MOST_ATTRIBUTES = 40
_LONGEST_ATTRIBUTE = 200
_CLEARLY_LONGER = 1.5
_TEXT_FIELDS = "text, transcript, content, body"
_PARTICIPANTS = ("participant", "participant name", "participant id", "interviewee", "respondent", "name")


@dataclass(frozen=True, slots=True)
class ResponseColumns:
    """What the columns of a table of respondents are for."""

    answers: tuple[Column, ...]
    id: Column | None
    date: Column | None
    title: Column | None
    quotes: Column | None
    about: tuple[Column, ...]
    """Columns that tell something of the respondent."""
    unsaid: tuple[Column, ...]
    """Prose that nobody said in the interview, such as a summary."""


def response_columns(found: Sequence[Column]) -> ResponseColumns | None:
    """Return what the columns are for; None where no column holds what people wrote or said."""
    quotes = first_column(found, keys.QUOTES)
    answers, unsaid = _answers([column for column in found if column is not quotes])
    if not answers:
        return None
    id_ = next((one for one in all_columns(found, keys.ID) if one not in answers), None)
    date = date_column(found, answers)
    title = _title(found, (*answers, id_))
    used = {id(one) for one in (*answers, *unsaid, id_, date, title, quotes)}
    about = [one for one in found if id(one) not in used and one.texts and not _is_technical(one)]
    return ResponseColumns(answers, id_, date, title, quotes, tuple(about[:_MOST_ATTRIBUTES]), unsaid)


def _answers(found: Sequence[Column]) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """The columns that hold what a respondent says, and other prose."""
    prose = [column for column in found if column.is_prose]
    asked = [column for column in prose if column.is_question and not column.is_not_said]
    bare = [column for column in prose if not column.is_question and not column.is_not_said]
    if not prose:
        named = all_columns(found, keys.TEXT)
        bare = [max(named, key=lambda one: one.words)] if named else []
    if asked and bare and max(one.words for one in bare) * _CLEARLY_LONGER < max(one.words for one in asked):
        return tuple(asked), tuple(one for one in prose if one not in asked)
    if len(bare) > 1:
        bare = [max(bare, key=lambda one: one.words)]
    answers = [column for column in found if column in asked or column in bare]
    if not answers:
        answers = prose[:1]
    return tuple(answers), tuple(column for column in prose if column not in answers)


def _title(found: Sequence[Column], used: Sequence[Column | None]) -> Column | None:
    named = all_columns(found, keys.TITLE) or [one for one in found if one.normal.endswith(" title")]
    return next((one for one in named if one not in used and one.texts), None)


def _is_technical(column: Column) -> bool:
    return column.is_machinery or column.is_dates or column.normal.startswith("column ")


def respondents(
    table: Table, roles: ResponseColumns, name: str, source: str
) -> Iterator[InterviewRecord | Fault]:
    """Yield an interview for each row with an answer, and a fault for each with a wrong date."""
    doubts = (*table.doubts, *(roles.date.dates.doubts(f"column {roles.date.name}") if roles.date else ()))
    left = tuple(LeftOut("header", line) for line in table.above)
    for place, row in enumerate(table.rows):
        where = f"{source}:line {row.line}"
        if roles.date and place in roles.date.dates.wrong:
            yield Fault(
                where,
                f"The date in column {roles.date.name} is no date, or lies in the future or before 1900; "
                "write it as 2024-05-31.",
            )
            continue
        record = _said(roles, place, name)
        if record is None:
            if row.filled:
                yield Fault(where, f"The row has no answer in column {roles.answers[0].name}; fill it.")
            continue
        moment = roles.date.dates.moments[place] if roles.date else None
        yield replace(
            record,
            key=_cell(roles.id, place),
            title=_cell(roles.title, place) or _cell(roles.id, place),
            created_at=moment or record.created_at,
            created_at_found=f"column {roles.date.name}"
            if moment and roles.date
            else record.created_at_found,
            doubts=(*doubts, *record.doubts),
            left_out=(*left, *_unsaid(roles, place), *record.left_out),
            quotes=marked_quotes(roles.quotes.cells[place]) if roles.quotes else (),
            attributes=_attributes(roles, place),
            source=where,
        )


def _said(roles: ResponseColumns, place: int, name: str) -> InterviewRecord | None:
    filled = [column for column in roles.answers if not is_empty(column.cells[place])]
    if not filled:
        return None
    if (
        len(roles.answers) == 1
        and not filled[0].is_question
        and _is_laid_out(as_text(filled[0].cells[place]))
    ):
        return read_layout(as_text(filled[0].cells[place]), layout_of=f"{name} with a transcript in each row")
    turns: list[SpokenTurn] = []
    for column in filled:
        if column.is_question:
            turns.append(SpokenTurn(ASKS, column.question, role="interviewer"))
        turns.append(SpokenTurn(ANSWERS, as_text(column.cells[place]).strip(), role="participant"))
    who = _participant(roles, place)
    return InterviewRecord(
        format=f"{name} of respondents", turns=tuple(turns), participants=(who,) if who else ()
    )


def _is_laid_out(text: str) -> bool:
    """Whether a cell may hold a transcript of several turns."""
    return "\n" in text.strip()


def _participant(roles: ResponseColumns, place: int) -> str | None:
    named = first_column(roles.about, _PARTICIPANTS) or roles.id
    return _cell(named, place)


def _cell(column: Column | None, place: int) -> str | None:
    if column is None or is_empty(column.cells[place]):
        return None
    return " ".join(as_text(column.cells[place]).split())[:500]


def _unsaid(roles: ResponseColumns, place: int) -> Iterator[LeftOut]:
    for column in roles.unsaid:
        if not is_empty(column.cells[place]):
            yield LeftOut(f"column {column.name}", as_text(column.cells[place]).strip())


def _attributes(roles: ResponseColumns, place: int) -> dict[str, str]:
    return {
        column.question: as_text(column.cells[place]).strip()[:_LONGEST_ATTRIBUTE]
        for column in roles.about
        if not is_empty(column.cells[place])
    }
