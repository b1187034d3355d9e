"""JSON of speech recognisers, meeting tools and chats, lists of turns, and records with a text."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.formats.tables import read_records
from cli.interview_files.formats.transcript_json.conversations import Conversation
from cli.interview_files.formats.transcript_json.interviews import Found, interviews
from cli.interview_files.formats.transcript_json.naming import (
    product_of,
    speakerless_doubt,
    why_nothing_is_said,
)
from cli.interview_files.formats.transcript_json.parsing import parse, parse_lines
from cli.interview_files.formats.transcript_json.turns import turns
from cli.interview_files.layouts import read_layout
from cli.interview_files.metadata import Metadata, metadata, require_storable
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

_TEXT_FIELDS = "text, transcript, raw_transcript, content, body"


def read(file: SourceFile) -> Iterator[InterviewRecord | Fault]:
    """Yield the interviews. Raises FileFaultError when the file is no JSON."""
    decoded = file.decoded()
    if file.suffix in (".jsonl", ".ndjson"):
        yield from _read_lines(file, decoded.text)
        return
    try:
        value = parse(decoded.text)
    except FileFaultError:
        if len(list(zip(range(2), parse_lines(decoded.text), strict=False))) < 2 or not _is_lines(
            decoded.text
        ):
            raise
        yield from _read_lines(file, decoded.text)
        return
    several = list(interviews(value))
    if records := _flat_records(value, several):
        yield from read_records(records, file.name)
        return
    for found in several:
        place = f"item {found.number}" if found.number else ""
        yield _record(file, value, found, place, decoded.doubts)


def _flat_records(value: object, several: list[Found]) -> list[dict[str, Any]]:
    """The records of a survey: objects of plain fields, none of which is named as a text; [] for others."""
    if len(several) < 2 or any(found.said is not None for found in several):
        return []
    records = [found.records[0] for found in several if found.records]
    plain = all(not isinstance(one, dict | list) for record in records for one in record.values())
    prose = any(isinstance(one, str) and one.count(" ") >= 4 for record in records for one in record.values())
    return [dict(record) for record in records] if plain and prose and isinstance(value, list | dict) else []


def _is_lines(text: str) -> bool:
    return all(not isinstance(line.value, FileFaultError) for line in parse_lines(text))


def _read_lines(file: SourceFile, text: str) -> Iterator[InterviewRecord | Fault]:
    lines = list(parse_lines(text))
    values = [line.value for line in lines]
    several = list(interviews(values)) if not any(isinstance(v, FileFaultError) for v in values) else []
    if len(several) == 1 and several[0].number is None and len(values) > 1:  # a turn on each line
        yield _record(file, values, several[0], "", ())
        return
    for line in lines:
        place = f"line {line.number}"
        if isinstance(line.value, FileFaultError):
            yield Fault(f"{file.name}:{place}", str(line.value))
            continue
        if not isinstance(line.value, dict):
            yield Fault(f"{file.name}:{place}", why_nothing_is_said(line.value, _TEXT_FIELDS))
            continue
        for found in interviews(line.value):
            yield _record(file, line.value, found, place, ())


def _record(
    file: SourceFile, value: object, found: Found, place: str, doubts: tuple[str, ...]
) -> InterviewRecord | Fault:
    source = f"{file.name}:{place}" if place else file.name
    try:
        return require_storable(replace(_said(value, found, doubts), source=source))
    except FileFaultError as fault:
        return Fault(source, str(fault))


def _said(value: object, found: Found, doubts: tuple[str, ...]) -> InterviewRecord:
    told = _told(found)
    if found.said is None:
        record = found.records[0] if found.records and found.number else value
        raise FileFaultError(why_nothing_is_said(record, _TEXT_FIELDS))
    if isinstance(found.said, Conversation):
        product = product_of(value)
        if found.said.named == 0:
            doubts = (*doubts, speakerless_doubt(product))
        record = InterviewRecord(
            format=f"{product} JSON" if product else "JSON turns",
            turns=turns(found.said, *found.records),
        )
    else:
        record = read_layout(found.said, layout_of="JSON record")
    return replace(
        record,
        key=found.group or told.key,
        title=told.title or record.title or found.group,
        created_at=told.created_at or record.created_at,
        created_at_found=told.created_at_found or record.created_at_found,
        doubts=(*doubts, *record.doubts),
        quotes=told.quotes,
        interviewers=told.interviewers | record.interviewers,
        participants=told.participants or record.participants,
        attributes=told.attributes,
    )


def _told(found: Found) -> Metadata:
    told = [metadata(record) for record in found.records[:4]]
    if not told:
        return Metadata()
    return Metadata(
        key=told[0].key,
        title=next((one.title for one in told if one.title), None),
        created_at=next((one.created_at for one in told if one.created_at), None),
        created_at_found=next((one.created_at_found for one in told if one.created_at), None),
        quotes=told[0].quotes,
        interviewers=next((one.interviewers for one in told if one.interviewers), frozenset()),
        participants=next((one.participants for one in told if one.participants), ()),
        attributes=told[0].attributes,
    )
