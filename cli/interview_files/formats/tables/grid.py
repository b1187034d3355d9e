"""Cells of a table in rows, before anything is known of their meaning."""

from dataclasses import dataclass
from datetime import datetime

Cell = str | int | float | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row, and its line in the file, from 1."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(not is_empty(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table or sheet."""

    rows: tuple[Row, ...]
    sheet: str | None = None
    delimiter: str = ","
    doubts: tuple[str, ...] = ()
    faults: tuple[int, ...] = ()
    """Lines of rows that cannot be told apart from their neighbours."""


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing to read."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Cell) -> str:
    """Return the cell as a reader sees it; a whole number has no decimals."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell)
