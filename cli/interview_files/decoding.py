"""Bytes as text."""

import codecs
from typing import NamedTuple

from cli.interview_files.faults import FileFaultError


class Decoded(NamedTuple):
    """Text with ``\\n`` as line end, and what is doubtful of its encoding."""

    text: str
    encoding: str
    doubts: tuple[str, ...] = ()


def decode(data: bytes, *, lenient: bool = False) -> Decoded:
    """Return the text. Raises FileFaultError when the bytes are no text, unless ``lenient``."""
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    try:
        text = data.decode(encoding, "replace" if lenient else "strict")
    except UnicodeDecodeError:
        raise FileFaultError("The file is not UTF-8 text; save the file as UTF-8.") from None
    if "\0" in text and not lenient:
        raise FileFaultError("The file holds NUL characters, so it is no text; save the file as UTF-8.")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)
