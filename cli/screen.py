"""Printing for people and for programs: rich in a terminal, plain lines in a pipe, JSON on request."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead, in the shape the docs describe.")]
_BARS = "·▁▂▃▄▅▆▇█"


class Screen(Console):
    """Standard output. In a pipe it is plain: no colours, no line wrapped, tabs between the cells of tables.

    With ``plain`` False only the colours go, for what is read as a page even there.
    """

    def __init__(self, *, plain: bool | None = None) -> None:
        super().__init__(highlight=False)
        self.soft_wrap = not self.is_terminal if plain is None else plain

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a table; where it is plain, a line of names and one per row, with tabs between the cells."""
        if self.soft_wrap:
            for cells in (columns, *rows):
                typer.echo("\t".join(" ".join(cell.split()) for cell in cells))  # Rich would expand tabs
            return
        table = Table(*columns, box=None, header_style="bold", pad_edge=False)
        for cells in rows:
            table.add_row(*map(escape, cells))
        self.print(table)

    def indented(self, markup: str, by: int) -> None:
        """Print a paragraph that stands in from the left; where it is plain it stays one line."""
        if self.soft_wrap:
            self.print(" " * by + markup)
        else:
            self.print(Padding(markup, (0, 0, 0, by)))

    def json(self, value: Any) -> None:
        """Print a value as JSON."""
        typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def bars(counts: Sequence[int]) -> str:
    """Draw counts as a line of small bars; nothing is drawn as a dot."""
    highest = max(counts, default=0) or 1
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // highest)] for count in counts)
