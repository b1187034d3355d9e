"""The lines of a document, with what the document holds and nobody said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from cli.interview_files.faults import FileFaultError
from cli.interview_files.layouts import read_layout
from themes.transcripts.record import InterviewRecord, LeftOut


@dataclass
class DocumentLines:
    """What a walk over a document collects."""

    lines: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def leave_out(self, what: str, text: str) -> None:
        """Note a stretch that is no part of the text."""
        if text.strip():
            self.left_out.append(LeftOut(what, " ".join(text.split())))

    def record(self, layout_of: str, remedy: str) -> InterviewRecord:
        """Read the layout. Raises FileFaultError with the remedy where there is no text."""
        text = "\n".join(self.lines)
        if not text.strip():
            raise FileFaultError(remedy)
        read = read_layout(text, layout_of=layout_of)
        return replace(read, left_out=(*read.left_out, *self.left_out), doubts=(*self.doubts, *read.doubts))


def table_lines(rows: Iterable[list[list[str]]]) -> Iterator[str]:
    """Yield the rows of a table, each a list of cells that are lists of lines.

    A row with one filled cell gives the cell's own lines: whole transcripts stand in such frames. Beside
    rows of several filled cells, such a row goes on with the words of the row above.
    """
    first_cell_alone = True
    for cells in rows:
        filled = [cell for cell in cells if any(line.strip() for line in cell)]
        first_cell_alone = first_cell_alone and len(filled) < 2
        if len(filled) == 1 and (first_cell_alone or filled[0] is cells[0]):
            yield from filled[0]
        elif filled:
            yield "\t".join(" ".join(" ".join(cell).split()) for cell in cells)
