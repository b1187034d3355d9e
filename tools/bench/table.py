"""The rows of the printed table: a figure with the raw ones behind it, its target and the verdict."""

from collections.abc import Iterable
from math import inf
from statistics import median
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

HEADINGS = ("what", "ours", "reference", "figure", "target", "verdict")


class Target(NamedTuple):
    """The bounds within which a figure has to be, both included."""

    least: float
    most: float

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{self.most:g}"
        return f"≥ {self.least:g}" if self.most == inf else f"≤ {self.most:g}"


def at_most(most: float) -> Target:
    """A figure that must not be greater."""
    return Target(-inf, most)


def at_least(least: float) -> Target:
    """A figure that must not be smaller."""
    return Target(least, inf)


def exactly(value: float) -> Target:
    """A figure that must be this one."""
    return Target(value, value)


class Row(NamedTuple):
    """One measurement. ``figure`` is what the target speaks of: most often ours divided by the reference."""

    what: str
    ours: str
    reference: str = ""
    figure: float | None = None
    target: Target | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in words, under ``HEADINGS``."""
        figure = "" if self.figure is None else f"{self.figure:.3g}"
        return self.what, self.ours, self.reference, figure, str(self.target or ""), self._verdict

    @property
    def _verdict(self) -> str:
        if self.figure is None or self.target is None:
            return ""
        return "met" if self.target.least <= self.figure <= self.target.most else "missed"


def compared(
    what: str, ours: Iterable[float], reference: Iterable[float], unit: str, target: Target | None = None
) -> Row:
    """Compare the medians of two series that were measured in turn."""
    one, other = list(ours), list(reference)
    return Row(what, _told(one, unit), _told(other, unit), median(one) / median(other), target)


def counted(what: str, count: float, target: Target, reference: str = "") -> Row:
    """A count that speaks for itself."""
    return Row(what, f"{count:g}", reference, count, target)


def _told(values: list[float], unit: str) -> str:
    spread = f" ({min(values):.2f} to {max(values):.2f})" if len(values) > 1 else ""
    return f"{median(values):.2f} {unit}{spread}"


def show(console: Console, rows: Iterable[Row]) -> None:
    """Print the table."""
    table = Table(*HEADINGS)
    for row in rows:
        table.add_row(*row.cells)
    console.print(table)


def markdown(rows: Iterable[Row]) -> str:
    """The table as docs/explanation/performance.md has it."""
    head = f"| {' | '.join(HEADINGS)} |\n{'|---' * len(HEADINGS)}|\n"
    return head + "".join(f"| {' | '.join(row.cells)} |\n" for row in rows)
