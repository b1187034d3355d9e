"""The text of RTF, token by token: what a word processor shows, each field once, changes accepted.

The format: Microsoft, Rich Text Format Specification 1.9.1.
"""

import codecs
import re
from dataclasses import dataclass, replace

from cli.interview_files.faults import FileFaultError
from cli.interview_files.formats.documents.lines import DocumentLines

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_DOCUMENT_CHARSETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CHARACTERS = {
    "par": "\n", "sect": "\n", "line": "\n", "page": "\f", "tab": "\t", "cell": "\t", "nestcell": "\t",
    "row": "\n", "nestrow": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwnj": "\u200c", "zwj": "\u200d",
}  # fmt: skip
_SYMBOLS = {
    b"~": "\xa0",
    b"_": "\u2011",
    b"-": "",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\n": "\n",
    b"\r": "\n",
}
_SKIPPED_GROUPS = """fonttbl colortbl stylesheet info pict object fldinst header headerl headerr
    headerf footer footerl footerr footerf listtable listoverridetable listtext pntext rsidtbl generator
    themedata colorschememapping datastore latentstyles xmlnstbl nonshppict filetbl revtbl bkmkstart
    bkmkend mmathPr xe tc datafield sp shprslt nonesttables do"""
_SKIPPED = frozenset(_SKIPPED_GROUPS.split())
_TOLD = {"footnote": "footnote", "annotation": "comment"} | dict.fromkeys(
    ("atnid", "atnauthor", "atntime", "atnref", "atndate"), ""
)
_SHOWN_STARRED = frozenset({"shppict", "shpinst", "shptxt", "nesttableprops", "pnseclvl"})
_MOST_DEEP = 500


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    charset: str
    skipped: bool = False
    told: str | None = None
    """What is left out of a group whose text is told."""
    hidden: str | None = None
    fallback: int = 1
    """How many characters follow a Unicode character for programs that do not know it."""


class RtfText:
    """One document."""

    def __init__(self, data: bytes, collected: DocumentLines) -> None:
        if not data.lstrip().startswith(b"{\\rtf"):
            raise FileFaultError("The file is no RTF document; save it again as .docx.")
        self._data = data
        self._collected = collected
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._default = "cp1252"
        self._state = _State("cp1252")
        self._stack: list[_State] = []
        self._starred = False
        self._pending = 0
        self._in_fonts = 0
        self._bytes = bytearray()
        self._bytes_charset = "cp1252"
        self._out: list[str] = []
        self._left: list[str] = []

    def text(self) -> str:
        """Return the text, paragraphs as lines and cells parted by tabs."""
        for match in _TOKEN.finditer(self._data):
            word, number, hexadecimal, symbol, brace, plain = match.groups()
            if hexadecimal:
                self._byte(int(hexadecimal, 16))
                continue
            if plain is not None:
                self._plain(plain)
                continue
            self._flush()
            if brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
            elif word:
                self._control(word.decode("ascii"), int(number) if number else None)
            elif symbol == b"*":
                self._starred = True
            elif symbol is not None:
                self._write(_SYMBOLS.get(symbol, ""))
        self._flush()
        # A character beyond the first plane is written as two halves.
        joined = "".join(self._out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return re.sub(r"\t+\n", "\n", joined)

    def _open(self) -> None:
        if len(self._stack) >= _MOST_DEEP:
            raise FileFaultError("The RTF document is nested too deeply; save it again as .docx.")
        self._stack.append(self._state)
        self._starred = False
        self._pending = 0
        if self._in_fonts:
            self._in_fonts += 1

    def _close(self) -> None:
        if not self._stack:
            return
        told, self._state = self._state.told, self._stack.pop()
        if told and self._state.told is None:
            self._collected.leave_out(told, "".join(self._left))
            self._left = []
        self._in_fonts = max(0, self._in_fonts - 1)

    def _control(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if starred and word not in _SHOWN_STARRED and word not in _TOLD:
            self._state = replace(self._state, skipped=True)
        if word in _SKIPPED:
            self._state = replace(self._state, skipped=True)
            if word == "fonttbl":
                self._in_fonts = 1
        elif word in _TOLD:
            what = _TOLD[word]
            self._state = replace(self._state, skipped=True, told=what or None)
        elif word in _DOCUMENT_CHARSETS:
            self._default = _DOCUMENT_CHARSETS[word]
            self._state = replace(self._state, charset=self._default)
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        else:
            self._format(word, number)

    def _format(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._write(chr(number % 0x10000))
            self._pending = self._state.fallback
        elif word == "uc":
            self._state = replace(self._state, fallback=max(0, min(number if number is not None else 1, 8)))
        elif word == "ansicpg" and number:
            self._default = _known(f"cp{number}") or self._default
            self._state = replace(self._state, charset=self._default)
        elif word == "f" and number is not None:
            self._font = number
            if not self._in_fonts:
                self._state = replace(self._state, charset=self._fonts.get(number, self._default))
        elif word == "fcharset" and self._in_fonts and number is not None and number > 1:
            self._fonts[self._font] = _CHARSETS.get(number, self._default)
        elif word in ("v", "deleted"):
            what = "hidden text" if word == "v" else "deleted text"
            self._state = replace(self._state, hidden=what if number != 0 else None)
        elif word == "plain":
            self._state = replace(self._state, hidden=None, charset=self._default)
        elif word == "bin" and number:
            self._state = replace(self._state, skipped=True)

    def _plain(self, plain: bytes) -> None:
        if self._pending:
            dropped = min(self._pending, len(plain))
            plain, self._pending = plain[dropped:], self._pending - dropped
        if plain.isascii():
            self._flush()
            self._write(plain.decode("ascii"))
        else:
            for value in plain:
                self._byte(value)

    def _byte(self, value: int) -> None:
        if self._pending:
            self._pending -= 1
            return
        self._bytes_charset = self._state.charset
        self._bytes.append(value)

    def _flush(self) -> None:
        """Decode the bytes in waiting together: characters of East Asian scripts have two."""
        if self._bytes:
            text = bytes(self._bytes).decode(self._bytes_charset, "replace")
            self._bytes.clear()
            self._write(text)

    def _write(self, text: str) -> None:
        if self._pending and text and text not in ("\n", "\t"):
            self._pending = 0
        if self._state.told:
            self._left.append(text)
        elif self._state.skipped:
            return
        elif self._state.hidden:
            self._collected.leave_out(self._state.hidden, text)
        else:
            self._out.append(text)


def _known(codec: str) -> str | None:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return None
