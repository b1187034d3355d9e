"""One file of a study: its bytes and its text, read once, within bounds."""

from functools import cached_property
from pathlib import Path

from cli.interview_files.decoding import Decoded, decode
from cli.interview_files.faults import FileFaultError

MAX_FILE_BYTES = 100_000_000
"""The most that is held in memory at once."""
_HEAD_BYTES = 1 << 16


class SourceFile:
    """A regular file below the imported path, whose bytes or text a reader asks for."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name
        """The path within the imported folder, with ``/`` as separator."""
        self.suffix = path.suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB. Raises OSError when the file cannot be opened."""
        with self.path.open("rb") as file:
            return file.read(_HEAD_BYTES)

    @cached_property
    def head_text(self) -> str:
        """The beginning as text, decoded leniently, for telling formats apart."""
        return decode(self.head, lenient=True).text

    def data(self) -> bytes:
        """The whole file. Raises FileFaultError over 100 MB and OSError when the file cannot be read."""
        if self.path.stat().st_size > MAX_FILE_BYTES:
            raise FileFaultError("The file is over 100 MB; split the file into smaller ones.")
        # A bound far above the size would reserve as much memory for each small file.
        with self.path.open("rb") as file:
            return file.read(self.path.stat().st_size)

    def decoded(self) -> Decoded:
        """The whole file as text with ``\\n`` as line end. Raises FileFaultError when it is no text."""
        return decode(self.data())
