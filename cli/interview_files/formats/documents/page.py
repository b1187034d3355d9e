"""Web pages (.html), also those that a program saved under another ending."""

from collections.abc import Iterator

from cli.interview_files.formats.documents.lines import DocumentLines
from cli.interview_files.html_text import html_lines
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord


def read(file: SourceFile) -> Iterator[InterviewRecord]:
    """Yield the one interview of the page."""
    decoded = file.decoded()
    collected = DocumentLines(html_lines(decoded.text), doubts=list(decoded.doubts))
    yield collected.record("web page", "The page shows no text; save the page with the transcript in it.")
