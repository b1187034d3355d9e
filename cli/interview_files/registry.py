"""Which format reads which file. Modules are imported only when a file needs them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from cli.interview_files.faults import Fault
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

Read = Callable[[SourceFile], Iterator[InterviewRecord | Fault]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that is read."""

    name: str
    """The module in ``cli.interview_files.formats`` that has the function ``read``."""
    suffixes: tuple[str, ...]
    contents: re.Pattern[str] | None = None
    """Matches the beginning of a file of this format whatever its suffix; decides before the suffix does."""
    binary: bytes = b""
    """The first bytes of such a file, where it is no text; decide before the suffix does."""

    def read(self, file: SourceFile) -> Iterator[InterviewRecord | Fault]:
        """Read the file with this format's module."""
        module = import_module(f"cli.interview_files.formats.{self.name}")
        return cast(Read, module.read)(file)


_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*\"[\w $.@-]{1,60}\"\s*:")

_TIMED_ROWS = re.compile(
    r"(?:[^\t\n]{0,80}\t){1,4}\d{1,2}:\d\d:\d\d[.,]\d{1,3}\t\d{1,2}:\d\d:\d\d[.,]\d{1,3}\t"
)
"""Rows of a table without header, as ELAN and other annotation tools export them."""

_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html)\b", re.I | re.S)
_RTF = re.compile(r"\s*\{\\rtf")

_XML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>\[]*>\s*|<!--.{0,500}?-->\s*)*"
    r"<(?:[\w-]+:)?(?:ANNOTATION_DOCUMENT|Trans|basic-transcription|folker-transcription|TEI|teiCorpus|tt|"
    r"timedtext|transcript|Project|CodeBook)[\s>]",
    re.S,
)
_CHAT = re.compile(r"(?:@Font:[^\n]*\n)?(?:@UTF8\s+|@PID:[^\n]*\n|@Font:[^\n]*\n|@Window:[^\n]*\n)*@Begin\b")
_TEXTGRID = re.compile(r'\s*File type = "ooTextFile[^"]*"\s*(?:Object class = )?"TextGrid')

FORMATS = (
    Format("documents.word", (".docx", ".docm", ".dotx"), binary=b"PK"),
    Format("documents.opendocument", (".odt", ".fodt", ".ott")),
    Format("documents.pdf", (".pdf",), binary=b"%PDF"),
    Format("documents.rtf", (".rtf",), _RTF),
    Format("documents.page", (".html", ".htm", ".xhtml"), _HTML),
    Format("transcript_json", (".json", ".jsonl", ".ndjson", ".otr", ".json3"), _JSON),
    Format("annotated.refi", (".qdpx",), binary=b"PK"),
    Format("annotated.chat", (".cha",), _CHAT),
    Format("annotated.praat", (".textgrid",), _TEXTGRID),
    Format(
        "annotated",
        (".eaf", ".trs", ".exb", ".flk", ".fln", ".tei", ".ttml", ".dfxp", ".srv3", ".qdc", ".qde", ".xml"),
        _XML,
    ),
    Format("tables", (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), _TIMED_ROWS),
    Format("cues", (".vtt", ".srt", ".sbv", ".ass", ".ssa")),
    Format("layout", (".txt", ".md", ".markdown", ".text")),
)
"""Earlier formats win where two recognise a file by its contents."""


def format_of(file: SourceFile) -> Format | None:
    """Return the format by the file's contents, else by its suffix; None for a kind that is not read."""
    for known in FORMATS:
        if known.binary and file.head.startswith(known.binary) and file.suffix in known.suffixes:
            return known
        if known.contents and known.contents.match(file.head_text):
            return known
    return next((known for known in FORMATS if file.suffix in known.suffixes), None)
