"""Captions: WebVTT, SubRip, SBV and SubStation Alpha."""

from collections.abc import Iterator
from dataclasses import replace

from cli.interview_files.cues import has_cues, read_captions
from cli.interview_files.faults import Fault
from cli.interview_files.layouts import read_layout
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

_NAMES = {".vtt": "WebVTT captions", ".srt": "SubRip captions", ".sbv": "SBV captions"}
_NO_TIMINGS = "The file has no caption timings and was read as text."


def read(file: SourceFile) -> Iterator[InterviewRecord | Fault]:
    """Yield the one interview of the file."""
    decoded = file.decoded()
    if has_cues(decoded.text):
        record = read_captions(decoded.text, layout_of=_NAMES.get(file.suffix, "SubStation captions"))
        doubts = decoded.doubts
    else:
        record = read_layout(decoded.text)
        doubts = (*decoded.doubts, _NO_TIMINGS)
    yield replace(record, doubts=(*doubts, *record.doubts))
