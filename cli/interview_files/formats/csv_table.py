"""CSV files with a header row, read a row at a time."""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from cli.interview_files.documents import FaultError, Row
from cli.interview_files.encoding import MAX_AT_ONCE_CHARACTERS, lines
from cli.interview_files.fields import CREATED_AT, ID, QUOTES, TEXT, TITLE, folded

_DELIMITERS = ",;\t"
_KNOWN = {*ID, *TITLE, *TEXT, *CREATED_AT, *QUOTES}


def read_csv(file: TextIO) -> Iterator[Row]:
    """One interview on each row, its fields separated by commas, semicolons or tabs.

    Raises FaultError when the header does not say where the text is.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_AT_ONCE_CHARACTERS))
    numbered = lines(file)
    skipped, header = _header_line(numbered)
    rows = csv.reader(chain([header], numbered), delimiter=_delimiter(header), strict=True)
    try:
        names = _names(next(rows))
    except csv.Error:
        raise FaultError("The quotation marks of the header row do not pair up; correct them.") from None
    while True:
        place = f"line {skipped + rows.line_num + 1}"
        try:
            values = next(rows, None)
        except csv.Error:
            # From here on nobody can say where a row ends, and half a row must not pass for an interview.
            fault = FaultError("The quotation marks do not pair up, where reading stopped; correct them.")
            yield Row(fault, place)
            return
        if values is None:
            return
        if any(values):
            yield _row(names, values, place)


def _header_line(source: Iterator[str]) -> tuple[int, str]:
    """The number of empty lines before the header, and the header."""
    for skipped, line in enumerate(source):
        if line.strip():
            return skipped, line
    raise FaultError("The file is empty; it needs a header row with a column named text.")


def _delimiter(header: str) -> str:
    """The one by which the header falls into the most columns that we know."""

    def known_columns(delimiter: str) -> int:
        return sum(folded(name) in _KNOWN for name in next(csv.reader([header], delimiter=delimiter)))

    return max(_DELIMITERS, key=known_columns)


def _names(header: list[str]) -> list[str]:
    names = [folded(name) for name in header]
    if not set(TEXT) & set(names):
        split = "" if len(names) > 1 else " Columns are separated by commas, semicolons or tabs."
        raise FaultError(
            f"The header row has no column for the text; name it one of {', '.join(TEXT)}.{split}"
        )
    known = [name for name in names if name in _KNOWN]
    if len(known) > len(set(known)):
        raise FaultError("The header row names a column twice; rename one of them.")
    return names


def _row(names: list[str], values: list[str], place: str) -> Row:
    if any(values[len(names) :]):
        return Row(
            FaultError("The row has more fields than the header; put text that holds commas in quotes."),
            place,
        )
    return Row(dict(zip(names, values, strict=False)), place)
