"""Plain text and Markdown, in any layout."""

from collections.abc import Iterator
from dataclasses import replace

from cli.interview_files.faults import Fault
from cli.interview_files.layouts import read_layout
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord


def read(file: SourceFile) -> Iterator[InterviewRecord | Fault]:
    """Yield the one interview of the file."""
    decoded = file.decoded()
    record = read_layout(decoded.text, layout_of="Markdown" if file.suffix == ".md" else "text")
    yield replace(record, doubts=(*decoded.doubts, *record.doubts))
