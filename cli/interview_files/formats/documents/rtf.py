"""Rich Text Format (.rtf), also under the ending .doc."""

from collections.abc import Iterator

from cli.interview_files.formats.documents.lines import DocumentLines
from cli.interview_files.formats.documents.rtf_text import RtfText
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord


def read(file: SourceFile) -> Iterator[InterviewRecord]:
    """Yield the one interview of the document."""
    collected = DocumentLines()
    walk = RtfText(file.data(), collected)
    collected.lines.extend(walk.text().split("\n"))
    yield collected.record("RTF document", "The RTF document holds no text; save it again as .docx.")
