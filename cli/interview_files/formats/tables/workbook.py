"""Sheets of Excel and OpenDocument workbooks."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from cli.interview_files.archives import open_archive
from cli.interview_files.faults import FileFaultError
from cli.interview_files.formats.tables.grid import Cell, Grid, Row

_UNCALCULATED = re.compile(rb"<f[ >][^<]*</f>\s*(?:<v\s*/>|</c>)")
_MOST_CELLS = 20_000_000


def read_sheets(data: bytes) -> Iterator[Grid]:
    """Yield a grid for each visible sheet. Raises FileFaultError where the file is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    doubts = _formulas(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.visible is not SheetVisibleEnum.Visible:
                continue
            opened = book.get_sheet_by_name(sheet.name)
            if opened.total_height * opened.total_width > _MOST_CELLS:
                raise FileFaultError("A sheet of the workbook has too many cells; export it as CSV.")
            rows = opened.to_python(skip_empty_area=False)
            yield Grid(
                tuple(
                    Row(number, tuple(_cell(cell) for cell in cells))
                    for number, cells in enumerate(rows, start=1)
                    if any(cell not in ("", None) for cell in cells)
                ),
                sheet.name,
                doubts=doubts,
            )
    except CalamineError:
        raise FileFaultError(
            "The workbook cannot be read (it may be protected or damaged); export the sheet as CSV."
        ) from None


def _formulas(data: bytes) -> tuple[str, ...]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return ()
    with open_archive(data) as archive:
        sheets = [name for name in archive.names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
        if any(_UNCALCULATED.search(archive.read(name)) for name in sheets):
            return (
                "Formulas in the workbook have no stored values; open and save the workbook, or export CSV.",
            )
    return ()


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _clock(value)
    return value if isinstance(value, str | int | float | bool) else None


def _clock(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
