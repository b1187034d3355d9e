"""Tables in which each row is a turn, or a question with its answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cli.interview_files import keys
from cli.interview_files.formats.tables.columns import Column, all_columns, first_column
from cli.interview_files.formats.tables.dates import date_column, first_moment
from cli.interview_files.formats.tables.grid import as_text
from cli.interview_files.formats.tables.header import Table
from cli.interview_files.offsets import in_seconds
from cli.interview_files.spoken import joined_turns, stated_roles
from themes.transcripts.record import InterviewRecord, LeftOut, SpokenTurn

_MOST_SPEAKERS = 30
_FEWEST_CHANGES = 0.4
_PEOPLE_TAKE_TURNS_FROM = 3


@dataclass(frozen=True, slots=True)
class TurnColumns:
    """The columns that make rows turns."""

    text: Column
    speaker: Column | None = None
    start: Column | None = None
    role: Column | None = None


def turn_columns(found: Sequence[Column]) -> TurnColumns | None:
    """Return the columns of a table whose rows are turns; None for other tables."""
    text = _text(found)
    if text is None:
        return None
    speaker = _speaker(found, text)
    start = next((one for one in all_columns(found, keys.START) if one.offsets > 0.5), None)
    role = first_column(found, ("role", "speaker role"))
    if speaker is not None:
        return TurnColumns(text, speaker, start, role if role is not speaker else None)
    ended = first_column(found, keys.END)
    if (
        start is not None
        and (ended is not None or first_column(found, keys.ID) is None)
        and len(text.texts) > 1
    ):
        return TurnColumns(text, None, start)
    return None


def headerless(found: Sequence[Column]) -> TurnColumns | None:
    """Return the columns of a table without header: times, names that recur, and the longest text."""
    timed = [one for one in found if one.offsets > 0.8]
    others = [one for one in found if one not in timed and one.texts]
    if not others:
        return None
    text = max(others, key=lambda one: one.words)
    names = [one for one in others if one is not text and _takes_turns(one)]
    if not timed and not names:
        return None
    return TurnColumns(text, names[0] if names else None, timed[0] if timed else None)


def interviews_of_turns(
    table: Table, found: Sequence[Column], roles: TurnColumns, name: str
) -> Iterator[InterviewRecord]:
    """Yield an interview for each value of a column that names interviews; one where no column does."""
    group = _group(found, roles)
    places: dict[str, list[int]] = {}
    for place in range(len(table.rows)):
        key = as_text(group.cells[place]).strip() if group else ""
        places.setdefault(key, []).append(place)
    date = date_column(found, [one for one in (roles.text, roles.speaker, roles.start) if one])
    for key, rows in places.items():
        record = _interview(table, roles, rows, name)
        moment = first_moment(date, rows)
        if record.turns:
            yield replace(
                record,
                key=key or None,
                title=key or None,
                created_at=moment,
                created_at_found=f"column {date.name}" if moment and date else None,
            )


def _interview(table: Table, roles: TurnColumns, rows: Sequence[int], name: str) -> InterviewRecord:
    called = [as_text(roles.role.cells[row]).strip() or None for row in rows] if roles.role else []
    speakers = [as_text(roles.speaker.cells[row]).strip() or None for row in rows] if roles.speaker else []
    stated = stated_roles(called or speakers)
    texts = [as_text(roles.text.cells[row]) for row in rows]
    starts = _starts(roles, rows, texts)
    stretches = [
        SpokenTurn(
            speakers[place] if speakers else None,
            text,
            starts[place],
            stated.get((called or speakers or [None] * len(rows))[place] or "", "unknown"),
        )
        for place, text in enumerate(texts)
    ]
    doubts = (
        ()
        if roles.speaker
        else ("The table names no speakers, so answers and questions are not told apart.",)
    )
    left = tuple(LeftOut("header", line) for line in table.above)
    return InterviewRecord(
        format=f"{name} of turns",
        turns=joined_turns(stretches),
        doubts=(*table.doubts, *doubts),
        left_out=left,
    )


def _starts(roles: TurnColumns, rows: Sequence[int], texts: Sequence[str]) -> list[float | None]:
    if roles.start is None:
        return [None] * len(rows)
    words = sum(len(text.split()) for text in texts)
    return in_seconds([roles.start.cells[row] for row in rows], words, roles.start.name)


def _text(found: Sequence[Column]) -> Column | None:
    named = [one for one in all_columns(found, keys.TEXT) if one.offsets < 0.5]
    return max(named, key=lambda one: one.words, default=None)


def _speaker(found: Sequence[Column], text: Column) -> Column | None:
    for one in all_columns(found, keys.SPEAKER):
        if one is not text and one.distinct <= _MOST_SPEAKERS and one.words < _MOST_SPEAKERS:
            return one
    for one in all_columns(found, keys.PERSON):
        if one is not text and _takes_turns(one):
            return one
    return None


def _takes_turns(column: Column) -> bool:
    """Whether few people alternate in the column."""
    texts = column.texts
    if len(texts) < _PEOPLE_TAKE_TURNS_FROM or column.words > 6 or column.distinct * 2 > len(texts) + 1:
        return False
    changes = sum(one != other for one, other in pairwise(texts))
    return column.distinct > 1 and changes >= _FEWEST_CHANGES * (len(texts) - 1)


def _group(found: Sequence[Column], roles: TurnColumns) -> Column | None:
    """The column that names the interview of each row: values that come several times."""
    used = {roles.text.place, *(one.place for one in (roles.speaker, roles.start, roles.role) if one)}
    for column in all_columns(
        found, (*keys.CONVERSATION, *keys.ID, "participant", "participant id", "respondent")
    ):
        if column.place not in used and len(column.texts) == len(column.cells) and _comes_again(column):
            return column
    return None


def _comes_again(column: Column) -> bool:
    return column.distinct * 2 <= len(column.texts)
