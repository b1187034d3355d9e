"""Printing for people and for programs: rich in a terminal, plain lines in a pipe, JSON on request."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape as escape_markup
from rich.padding import Padding
from rich.table import Table

from errors import UserFacingError

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead, in the shape the docs describe.")]
_BARS = "·▁▂▃▄▅▆▇█"
_LEAST_TOP = 3
"""Interviews a week that fill the height, if no week has more: as in the page's drawings."""
_LEAST = 12
"""The least width of a column with longer cells."""
_GAP = 2
# A terminal obeys control characters; embedded and overridden directions make words read as others.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# JSON can escape without loss, so it escapes every mark of direction and whatever ends a line.
_ESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class OutputError(UserFacingError):
    """The output cannot be written, for example because a disk is full."""


class Screen(Console):
    """Standard output. In a pipe it is plain: no colours, no line wrapped, tabs between the cells of tables.

    With ``plain`` False only the colours go, for what is read as a page even there. With ``stderr`` it is
    standard error. What is said elsewhere (titles, names, quotes, messages) goes through ``escape``.
    """

    def __init__(self, *, plain: bool | None = None, stderr: bool = False) -> None:
        super().__init__(highlight=False, emoji=False, stderr=stderr)
        self.soft_wrap = not self.is_terminal if plain is None else plain

    def table(
        self, columns: Sequence[str], rows: Sequence[Sequence[str]], optional: str | None = None
    ) -> None:
        """Print a table; where it is plain, a line of names and one per row, with tabs between the cells.

        The first column is never cut: where the window is too narrow, its cells stand above the others.
        ``optional`` names a column that is left out where the window is too narrow for all.
        """
        rows = [[one_line(cell) for cell in cells] for cells in rows]
        widths = _widths(columns, rows, self.width)
        if self.soft_wrap:
            for cells in (columns, *rows):
                self._echo("\t".join(cells))  # Rich would expand tabs
        elif not widths and optional in columns:
            at = columns.index(optional)
            fewer, *rest = ([*cells[:at], *cells[at + 1 :]] for cells in (columns, *rows))
            self.table(fewer, rest)
        elif widths:
            self._print_columns(columns, rows, widths)
        else:
            self._print_stacked(columns, rows)

    def _print_columns(
        self, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, _GAP, 0, 0))
        for name, width in zip(columns, widths, strict=True):
            table.add_column(name, width=width, overflow="fold")
        table.columns[-1].width = None  # to which rich would add a gap
        for cells in rows:
            table.add_row(*map(_unmarked, cells))
        self.print(table)

    def _print_stacked(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        for first, *others in rows:
            told = (
                f"[dim]{name}[/dim] {_unmarked(cell)}"
                for name, cell in zip(columns[1:], others, strict=True)
                if cell
            )
            self.print(f"[b]{_unmarked(first)}[/b]", soft_wrap=True)
            self.indented(" · ".join(told), 2)

    def indented(self, markup: str, by: int) -> None:
        """Print a paragraph that stands in from the left; where it is plain it stays one line."""
        if self.soft_wrap:
            self.print(" " * by + markup)
        else:
            self.print(Padding(markup, (0, 0, 0, by)))

    def json(self, value: Any) -> None:
        """Print a value as JSON, with escapes for what a terminal would obey and for marks of direction."""
        written = json.dumps(value, indent=2, ensure_ascii=False)
        self._echo(_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written))

    def print(self, *objects: Any, **options: Any) -> None:
        """Print as rich does. Raises OutputError where it cannot be written."""
        with self._written():
            super().print(*objects, **options)

    def _echo(self, line: str) -> None:
        with self._written():
            typer.echo(line, file=self.file)

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise  # the reader went away, which is no fault
        except OSError as error:
            # Output left in the buffer would fail again at the end of the process.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())
            raise OutputError(f"The output cannot be written ({error.strerror}).") from None


def visible(words: str) -> str:
    """Words from outside, with a sign in place of whatever a terminal would obey instead of showing it."""
    return _UNSAFE.sub(_sign, words.replace("\r\n", "\n"))


def one_line(words: str) -> str:
    """Words from outside as ``visible`` shows them, in one line without tabs."""
    return " ".join(visible(words).split())


def escape(words: str) -> str:
    """Words from outside as ``visible`` shows them, for where markup is understood."""
    return _unmarked(visible(words))


def _unmarked(words: str) -> str:
    """Words as markup that shows them, whatever stands after them."""
    said = words.rstrip("\\")
    # Rich takes backslashes for its own before a tag, and only there: a tag that says nothing follows them.
    last = "\\" * 2 * (len(words) - len(said))
    return escape_markup(said) + (f"[none]{last}[/none]" if last else "")


def bars(counts: Sequence[int], highest: int = 0) -> str:
    """Draw counts as a line of small bars, the ``highest`` of all lines in full; zero is drawn as a dot."""
    top = max(_LEAST_TOP, highest, *counts)
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // top)] for count in counts)


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < ord(" "):
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"


def _widths(columns: Sequence[str], rows: Sequence[Sequence[str]], window: int) -> list[int] | None:
    """How wide each column is to be, so that no word is broken and the first one's cells are whole.

    None where the window is too narrow for that.
    """
    by_column = list(zip(columns, *rows, strict=True))
    widest = [max(map(cell_len, cells)) for cells in by_column]
    words = [max(cell_len(word) for cell in cells for word in cell.split()) for cells in by_column]
    least = [max(word, min(width, _LEAST)) for word, width in zip(words, widest, strict=True)]
    least[0] = widest[0]
    room = window - sum(least) - _GAP * (len(columns) - 1)
    if room < 0:
        return None
    for position, width in enumerate(widest):
        more = min(width - least[position], room)
        least[position] += more
        room -= more
    return least
