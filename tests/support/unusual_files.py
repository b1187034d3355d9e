"""What the tests of the readers share: a file written and read back."""

from pathlib import Path

from cli.interview_files.documents import read_file
from themes.transcripts.document import Document, Unreadable


def read(
    folder: Path, name: str, content: str | bytes, *, date_from_file: bool = False
) -> list[Document | Unreadable]:
    """Write the content to a file of the folder, byte for byte, and read it as one of that folder's."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_file(path, folder, date_from_file=date_from_file))


def document(folder: Path, name: str, content: str | bytes) -> Document:
    """The one document that the file holds."""
    (only,) = read(folder, name, content)
    assert isinstance(only, Document), only
    return only


def fault(folder: Path, name: str, content: str | bytes) -> str:
    """The one fault that the file has, nothing else in it being read."""
    (only,) = read(folder, name, content)
    assert isinstance(only, Unreadable), only
    return only.fault
