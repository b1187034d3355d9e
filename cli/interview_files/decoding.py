"""Bytes as text, whatever the encoding; ``legacy_encodings`` decides among those before Unicode."""

import codecs
import re
from typing import NamedTuple

from cli.interview_files.faults import FileFaultError
from cli.interview_files.legacy_encodings import guess

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_MOST_BROKEN_SHARE = 0.1
"""The share of UTF-8 sequences that may be broken in a file that is taken for damaged UTF-8."""
_BINARY = re.compile("[\x00-\x08\x0e-\x14\x16-\x1b]")
_TWICE_ENCODED = re.compile("[ÂÃâÄÅÐÑ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


class Decoded(NamedTuple):
    """Text with ``\\n`` as line end, and what is doubtful of its encoding."""

    text: str
    encoding: str
    doubts: tuple[str, ...] = ()


def decode(data: bytes, *, lenient: bool = False) -> Decoded:
    """Return the text. Raises FileFaultError when the bytes are no text, unless ``lenient``."""
    try:
        decoded = _marked(data) or _utf8(data) or _utf16_without_mark(data) or _damaged_utf8(data)
        if decoded is None:
            _refuse_binary(data)
            text, encoding, doubt = guess(data)
            decoded = Decoded(text, encoding, (doubt,))
    except FileFaultError:
        if not lenient:
            raise
        decoded = Decoded(data.decode("utf-8", "replace"), "UTF-8")
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    return _decoded_once(decoded._replace(text=text))


def _marked(data: bytes) -> Decoded | None:
    """Text that a byte-order mark introduces."""
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(codec), encoding)
            except UnicodeDecodeError:
                if codec == "utf-8-sig":
                    return _damaged_utf8(data[len(mark) :])
                if len(data) % 2 and not (text := data[:-1].decode(codec, "replace")).count("\ufffd"):
                    return Decoded(text, encoding, ("The file ends within a character.",))
                raise FileFaultError(
                    f"The file begins as {encoding} text and goes on otherwise; save the file as UTF-8."
                ) from None
    return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _BINARY.search(text) and "\0" in text else Decoded(text, "UTF-8")


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """UTF-16 shows by its NUL bytes: nearly all stand on even places, or nearly all on odd ones."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if not even + odd:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    fewer, more = sorted((even, odd))
    if len(data) % 2 == 0 and fewer * 20 <= more and more * 25 >= len(data):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            text = "\0"
        if not _BINARY.search(text):
            return Decoded(text, "UTF-16", ("The file is read as UTF-16 text without a byte-order mark.",))
    raise FileFaultError("The file holds NUL characters, so it is no text; save the text as UTF-8.")


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes of windows-1252 in it, as programs write that add lines to a file."""
    sound = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", data))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not sound or broken > sound * _MOST_BROKEN_SHARE + 1 or sound < 3:
        return None
    mended = data.decode("utf-8", "windows_1252_bytes")
    doubt = f"The file is UTF-8 text with {broken} broken characters, which are read as windows-1252."
    return Decoded(mended, "UTF-8", (doubt,))


def _windows_1252_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows_1252_bytes", _windows_1252_bytes)


def _refuse_binary(data: bytes) -> None:
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x14\x16-\x1b]", data))
    if controls * 100 > len(data):
        raise FileFaultError("The file is no text; export the transcript as text, Word or PDF.")


def _decoded_once(decoded: Decoded) -> Decoded:
    """Mend letters that a program encoded twice, such as ``â€œ`` for an opening quotation mark."""
    if not _TWICE_ENCODED.search(decoded.text):
        return decoded
    from ftfy import fix_encoding  # slow to import, and few files need mending

    lines = decoded.text.split("\n")
    mended = [fix_encoding(line) if _TWICE_ENCODED.search(line) else line for line in lines]
    changed = sum(old != new for old, new in zip(lines, mended, strict=True))
    if not changed:
        return decoded
    doubt = (
        f"Characters that a program had encoded twice (such as â€œ for “) are mended in {changed} "
        f"{'line' if changed == 1 else 'lines'}."
    )
    return decoded._replace(text="\n".join(mended), doubts=(*decoded.doubts, doubt))
