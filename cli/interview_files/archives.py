"""ZIP files read within bounds: members are few, and what they unpack to is limited before it is unpacked."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cli.interview_files.faults import FileFaultError

_MOST_MEMBERS = 10_000
_MOST_BYTES = 200_000_000
_CHUNK = 1 << 16
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_DAMAGED = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, KeyError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Archive:
    """An open ZIP file."""

    opened: zipfile.ZipFile
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """Return a member's bytes. Raises FileFaultError over 200 MB, and where the member is damaged."""
        try:
            with self.opened.open(name) as member:
                chunks, size = [], 0
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    if size > _MOST_BYTES:
                        raise FileFaultError(
                            "A part of the file unpacks to over 200 MB; save the document without media."
                        )
                    chunks.append(chunk)
                return b"".join(chunks)
        except _DAMAGED:
            raise FileFaultError("The file is damaged or protected by a password; save it again.") from None


@contextmanager
def open_archive(data: bytes) -> Iterator[Archive]:
    """Open a ZIP file. Raises FileFaultError where the bytes are none, or hold too many files."""
    if data.startswith(_OLD_OFFICE):
        raise FileFaultError(
            "The file is protected by a password or in the format before 2007; save it anew without either."
        )
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileFaultError("The file is damaged; save it again from the program that made it.") from None
    with opened:
        names = opened.namelist()
        if len(names) > _MOST_MEMBERS:
            raise FileFaultError("The file holds more than 10,000 parts; save the document again.")
        yield Archive(opened, frozenset(names))
