"""Comma-separated values and their kin: the delimiter, the quotation marks, and what breaks them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cli.interview_files import keys
from cli.interview_files.faults import FileFaultError
from cli.interview_files.formats.tables.grid import Grid, Row

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 60
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*\n", re.IGNORECASE)
_LONGEST_FIELD = 100_000_000
_KNOWN = frozenset(
    (*keys.ID, *keys.TEXT, *keys.CREATED_AT, *keys.SPEAKER, *keys.TITLE, *keys.START, *keys.END, *keys.TOPIC)
)


def read_grid(text: str) -> Grid:
    """Return the rows. Raises FileFaultError for an empty file."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))
    if not text.strip():
        raise FileFaultError("The file is empty; it needs a header row and a row for each interview or turn.")
    skipped = 0
    stated = _SEPARATOR_LINE.match(text)
    if stated:
        text, skipped = text[stated.end() :], 1
    delimiter = stated[1] if stated else _delimiter(text)
    try:
        return Grid(tuple(_rows(text, delimiter, skipped, strict=True)), delimiter=delimiter)
    except csv.Error:
        return _loosely(text, delimiter, skipped)


def _rows(text: str, delimiter: str, skipped: int, *, strict: bool) -> Iterator[Row]:
    reader = csv.reader(
        text.splitlines(keepends=True) if "\x0b" not in text else _lines(text),
        delimiter=delimiter,
        strict=strict,
    )
    line = skipped + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Row(line, tuple(cells))
        line = skipped + reader.line_num + 1


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")]


def _loosely(text: str, delimiter: str, skipped: int) -> Grid:
    """Rows whose quotation marks do not pair up, told apart by the number of their columns."""
    rows = list(_rows(text, delimiter, skipped, strict=False))
    width = len(rows[0].cells) if rows else 0
    swallowed = any(_swallows_rows(cell, delimiter, width) for row in rows for cell in row.cells)
    if not swallowed:
        doubt = "Quotation marks in the table do not pair up; the rows are told apart by their columns."
        return Grid(tuple(rows), delimiter=delimiter, doubts=(doubt,))
    rows = []
    broken = []
    for number, line in enumerate(text.split("\n"), start=skipped + 1):
        if not line.strip():
            continue
        cells = next(csv.reader([line], delimiter=delimiter))
        if len(cells) >= width or not rows:
            rows.append(Row(number, tuple(cells)))
        else:
            broken.append(number)
    doubt = "Quotation marks in the table do not pair up; each line is read as a row."
    return Grid(tuple(rows), delimiter=delimiter, doubts=(doubt,), faults=tuple(broken))


def _swallows_rows(cell: object, delimiter: str, width: int) -> bool:
    if not isinstance(cell, str) or "\n" not in cell:
        return False
    return any(line.count(delimiter) >= width - 1 >= 1 for line in cell.split("\n")[1:])


def _delimiter(text: str) -> str:
    """The delimiter by which the first rows fall into the same number of columns, and into known ones."""
    sample = text[:200_000]
    return max(_DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))


def _fitness(sample: str, delimiter: str) -> tuple[float, float, int]:
    reader = csv.reader(sample.splitlines(keepends=True), delimiter=delimiter)
    try:
        rows = [row for row in islice(reader, _SAMPLE_ROWS) if any(cell.strip() for cell in row)]
    except csv.Error:
        return (0, 0, 0)
    widths = Counter(len(row) for row in rows)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0])) if widths else (0, 0)
    if width < 2:
        return (0, 0, 0)
    known = max(sum(keys.normal(cell) in _KNOWN for cell in row) for row in rows[:4])
    return (count / len(rows) + min(known, 3) / 3, count / len(rows), width)
