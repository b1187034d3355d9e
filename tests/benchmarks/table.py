"""The rows of the printed table: a ratio with the raw figures behind it."""

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from rich.console import Console
from rich.table import Table


class Row(NamedTuple):
    """One measurement: ours beside the reference, in the same unit, and what we aim at."""

    what: str
    ours: str
    reference: str
    ratio: str
    target: str


def compared(what: str, ours: Iterable[float], reference: Iterable[float], unit: str, target: str) -> Row:
    """Compare the medians of two series that were measured in turn."""
    one, other = list(ours), list(reference)
    ratio = median(one) / median(other)
    return Row(what, _told(one, unit), _told(other, unit), f"{ratio:.2f}", target)


def _told(values: list[float], unit: str) -> str:
    spread = f" ({min(values):.2f} to {max(values):.2f})" if len(values) > 1 else ""
    return f"{median(values):.2f} {unit}{spread}"


def show(console: Console, rows: Iterable[Row]) -> None:
    """Print the table."""
    table = Table("what", "ours", "reference", "ratio", "target")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def markdown(rows: Iterable[Row]) -> str:
    """The table as docs/performance.md has it."""
    head = "| what | ours | reference | ratio | target |\n|---|---|---|---|---|\n"
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)
