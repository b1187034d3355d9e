"""Files as text: UTF-8, or UTF-16 that says so, checked to the end before anything of it is used."""

import codecs
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cli.interview_files.documents import FaultError

MAX_AT_ONCE_CHARACTERS = 100_000_000
"""The most that is held in memory at once: a file that is read whole, or one line of any other."""
_CHUNK_CHARACTERS = 1 << 16


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open the file with all line ends as ``\\n``.

    Raises FaultError when it is no text, and OSError when it cannot be opened.
    """
    encoding = _encoding(path)
    _require_text(path, encoding)
    with path.open(encoding=encoding) as file:
        yield file


def whole(file: TextIO) -> str:
    """Return all of the file; raises FaultError when it is too large for that."""
    text = file.read(MAX_AT_ONCE_CHARACTERS + 1)
    if len(text) > MAX_AT_ONCE_CHARACTERS:
        raise FaultError("The file is over 100 MB; split it, or write JSON as JSON Lines (.jsonl).")
    return text


def lines(file: TextIO) -> Iterator[str]:
    """Yield the file's lines; raises FaultError at one too long to be held."""
    while line := file.readline(MAX_AT_ONCE_CHARACTERS):
        if len(line) == MAX_AT_ONCE_CHARACTERS:
            raise FaultError(
                "The file has a line over 100 MB, where reading stopped; put one row on each line."
            )
        yield line


def require_regular(path: Path) -> None:
    """Raise FaultError for a folder, a pipe or a device, which would block or never end."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return
    if not stat.S_ISDIR(mode):
        raise FaultError("This is no regular file; save its content to one.")
    if path.is_symlink():
        raise FaultError(
            "This links to a folder, and such links are not followed; import that folder itself."
        )
    raise FaultError("This folder cannot be listed; make it readable, or import it by itself.")


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(2)
    return "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def _require_text(path: Path, encoding: str) -> None:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while chunk := file.read(_CHUNK_CHARACTERS):
                if "\0" in chunk:
                    raise FaultError(
                        "The file holds NUL characters, so it is not UTF-8 text; save it as UTF-8."
                    )
    except UnicodeDecodeError:
        raise FaultError(
            "The file is not UTF-8 text, nor UTF-16 with a byte-order mark; save it as UTF-8."
        ) from None
