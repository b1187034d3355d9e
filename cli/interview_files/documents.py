"""The documents that an import stores, read from one file."""

from collections.abc import Iterator
from pathlib import Path

from cli.interview_files.faults import Fault
from cli.interview_files.study import ReadingOptions
from cli.interview_files.study import read_file as read_records
from themes.transcripts.document import Document, Unreadable


def read_file(
    path: Path,
    root: Path,
    *,
    date_from_file: bool,
    interviewers: tuple[str, ...] = (),
    seen: dict[str, str] | None = None,
) -> Iterator[Document | Unreadable]:
    """Read one file found under ``root`` into what an import stores, never raising."""
    options = ReadingOptions(interviewers=interviewers, date_from_file=date_from_file)
    for item in read_records(path, root, options, seen):
        if isinstance(item, Fault):
            yield Unreadable(source=item.source, fault=item.sentence)
        else:
            yield Document.of(item)
