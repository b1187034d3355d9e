"""Tables: rows that are turns, respondents, interviews or marked passages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.formats.tables.coded import coded_columns, marked_passages
from cli.interview_files.formats.tables.columns import columns
from cli.interview_files.formats.tables.delimited import read_grid
from cli.interview_files.formats.tables.grid import Cell, Grid, Row
from cli.interview_files.formats.tables.header import Table, table
from cli.interview_files.formats.tables.question_rows import (
    interviews_of_people,
    interviews_of_questions,
    people_columns,
    question_columns,
)
from cli.interview_files.formats.tables.responses import respondents, response_columns
from cli.interview_files.formats.tables.turn_rows import headerless, interviews_of_turns, turn_columns
from cli.interview_files.formats.tables.workbook import read_sheets
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_NO_TEXT = (
    "No column of the table holds what people said; name the column of the words text, "
    "and a column of speakers speaker."
)


def read(file: SourceFile) -> Iterator[InterviewRecord | Fault]:
    """Yield the interviews of all rows. Raises FileFaultError where no column holds what people said."""
    if file.suffix in _WORKBOOKS:
        yield from _workbook(file)
        return
    decoded = file.decoded()
    grid = read_grid(decoded.text)
    yield from _grid(replace(grid, doubts=(*decoded.doubts, *grid.doubts)), "table", file.name)


def read_records(records: Sequence[Mapping[str, object]], source: str) -> Iterator[InterviewRecord | Fault]:
    """Yield the interviews of records whose fields are as a table's columns, such as a survey's in JSON."""
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [tuple(names), *(tuple(_as_cell(record.get(name)) for name in names) for record in records)]
    grid = Grid(tuple(Row(line, row) for line, row in enumerate(rows)))
    for found in _grid(grid, "records", source):
        yield replace(found, source=found.source.replace(":line ", ":item "))


def _as_cell(value: object) -> Cell:
    return value if isinstance(value, str | int | float | bool) else None


def _workbook(file: SourceFile) -> Iterator[InterviewRecord | Fault]:
    nothing: FileFaultError | None = None
    found = 0
    for grid in read_sheets(file.data()):
        try:
            for record in _grid(grid, "spreadsheet", f"{file.name}:{grid.sheet}"):
                found += 1
                yield record
        except FileFaultError as fault:
            nothing = fault
    if not found:
        raise nothing or FileFaultError("The workbook is empty; export the sheet with the interviews.")


def _grid(grid: Grid, name: str, source: str) -> Iterator[InterviewRecord | Fault]:
    read_table = table(grid)
    if read_table is None:
        return
    for line in read_table.faults:
        yield Fault(
            f"{source}:line {line}",
            "The quotation marks of the row do not pair up; put text that holds the delimiter in quotes.",
        )
    for record in _interviews(read_table, name, source):
        yield record if isinstance(record, Fault) or record.source else replace(record, source=source)


def _interviews(read_table: Table, name: str, source: str) -> Iterator[InterviewRecord | Fault]:
    found = columns(read_table)
    if not read_table.has_header and (spoken := headerless(found)):
        yield from interviews_of_turns(read_table, found, spoken, name)
    elif asked := question_columns(found):
        yield from interviews_of_questions(read_table, found, asked, name)
    elif answered := people_columns(found):
        yield from interviews_of_people(read_table, *answered, name)
    elif turns := turn_columns(found):
        yield from interviews_of_turns(read_table, found, turns, name)
    elif coded := coded_columns(found):
        yield from marked_passages(read_table, coded)
    elif roles := response_columns(found):
        yield from respondents(read_table, roles, name, source)
    elif read_table.rows:
        raise FileFaultError(_NO_TEXT)
