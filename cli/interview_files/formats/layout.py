"""Plain text and Markdown, in any layout."""

from collections.abc import Iterator
from dataclasses import replace

from cli.interview_files.faults import Fault
from cli.interview_files.layouts import read_layout
from cli.interview_files.layouts.several import parts
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

_MARKDOWN = (".md", ".markdown")


def read(file: SourceFile) -> Iterator[InterviewRecord | Fault]:
    """Yield the interview of the file, or each interview that has a numbered heading of its own."""
    decoded = file.decoded()
    layout_of = "Markdown" if file.suffix in _MARKDOWN else "text"
    found = [(part.title, read_layout(part.text, layout_of=layout_of)) for part in parts(decoded.text)]
    if found and all(sum(turn.speaker is not None for turn in record.turns) > 1 for _, record in found):
        for title, record in found:
            doubt = "The file holds several interviews, parted by their headings."
            yield replace(record, title=title, doubts=(*decoded.doubts, doubt, *record.doubts))
    else:
        record = read_layout(decoded.text, layout_of=layout_of)
        yield replace(record, doubts=(*decoded.doubts, *record.doubts))
