"""Files of transcription and annotation tools, told apart by the root element of their XML."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import cast
from xml.etree.ElementTree import Element

from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.source import SourceFile
from cli.interview_files.xml_tree import BrokenXmlError, local, parse_broken_xml, parse_xml
from themes.transcripts.record import InterviewRecord

_READERS = {
    "ANNOTATION_DOCUMENT": "elan",
    "Trans": "transcriber",
    "basic-transcription": "exmaralda",
    "folker-transcription": "folker",
    "TEI": "tei",
    "teiCorpus": "tei",
    "tt": "timed_text",
    "timedtext": "timed_text",
    "transcript": "timed_text",
    "Project": "refi",
    "CodeBook": "refi",
}
_UNKNOWN = (
    "This is XML of an unknown kind; ELAN, EXMARaLDA, FOLKER, Transcriber, TEI, TTML and REFI-QDA are read."
)


def read(file: SourceFile) -> Iterator[InterviewRecord | Fault]:
    """Yield the interviews. Raises FileFaultError where the XML is of no kind that is read."""
    root, doubts = _parsed(file.data())
    name = _READERS.get(local(root))
    if name is None:
        raise FileFaultError(_UNKNOWN)
    module = import_module(f"cli.interview_files.formats.annotated.{name}")
    for record in cast(Callable[[Element], Iterator[InterviewRecord]], module.interviews)(root):
        if not record.turns:
            raise FileFaultError(f"The {record.format} file holds no words; export the transcript again.")
        yield replace(record, doubts=(*doubts, *record.doubts))


def _parsed(data: bytes) -> tuple[Element, tuple[str, ...]]:
    try:
        return parse_xml(data), ()
    except BrokenXmlError:
        return parse_broken_xml(data), ("Tags of the XML do not pair up; each is closed where it must be.",)
