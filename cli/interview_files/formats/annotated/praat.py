"""Praat (.TextGrid), long and short: numbers and quoted texts in a fixed order, whatever stands between."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cli.interview_files.faults import FileFaultError
from cli.interview_files.formats.annotated.tiers import Tier, interview
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

_TOKEN = re.compile(
    r'"((?:[^"]|"")*)"|(?<![\w.\[-])(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w\]])|(<exists>|<absent>)|^![^\n]*',
    re.MULTILINE,
)
_BROKEN = "The TextGrid ends too early; save it again from Praat."
_MOST_TIERS = 1000
_MOST = 1e9


def read(file: SourceFile) -> Iterator[InterviewRecord]:
    """Yield the one interview. Raises FileFaultError where the file is no TextGrid or is cut off."""
    decoded = file.decoded()
    tokens = (match for match in _TOKEN.finditer(decoded.text) if any(match.groups()) or match[0] == '""')
    try:
        tiers = list(_tiers(tokens))
    except (StopIteration, RuntimeError):
        raise FileFaultError(_BROKEN) from None
    record = interview(tiers, "Praat TextGrid")
    if not record.turns:
        raise FileFaultError("The TextGrid holds no words; choose the file with the transcribed tiers.")
    yield replace(record, doubts=(*decoded.doubts, *record.doubts))


def _tiers(tokens: Iterator[re.Match[str]]) -> Iterator[Tier]:
    if _text(tokens) != "ooTextFile" or _text(tokens) != "TextGrid":
        raise FileFaultError("The file is no TextGrid in Praat's text format; save it as text from Praat.")
    for _ in range(2):
        _number(tokens)
    if next(tokens)[3] != "<exists>":
        return
    for _ in range(min(int(_number(tokens)), _MOST_TIERS)):
        kind, name = _text(tokens), _text(tokens)
        for _ in range(2):
            _number(tokens)
        annotations = []
        for _ in range(int(_number(tokens))):
            start = _number(tokens)
            end = _number(tokens) if kind == "IntervalTier" else start
            annotations.append((start, end, _text(tokens)))
        yield Tier(name, None, tuple(annotations) if kind == "IntervalTier" else ())


def _text(tokens: Iterator[re.Match[str]]) -> str:
    match = next(tokens, None)
    if match is None or match[1] is None:
        raise FileFaultError(_BROKEN)
    return match[1].replace('""', '"')


def _number(tokens: Iterator[re.Match[str]]) -> float:
    match = next(tokens, None)
    if match is None or match[2] is None:
        raise FileFaultError(_BROKEN)
    number = float(match[2])
    if abs(number) > _MOST:
        raise FileFaultError(_BROKEN)
    return number
