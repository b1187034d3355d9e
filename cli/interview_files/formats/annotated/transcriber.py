"""Transcriber (.trs): turns with marks of time in them, and with marks of who of two speakers goes on."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from cli.interview_files.offsets import offset
from cli.interview_files.spoken import joined_turns
from cli.interview_files.xml_tree import below, local
from themes.transcripts.record import InterviewRecord, SpokenTurn


def interviews(root: Element) -> Iterator[InterviewRecord]:
    """Yield the one interview."""
    names = {one.get("id", ""): one.get("name") or one.get("id") or "" for one in below(root, "Speaker")}
    stretches = [stretch for turn in below(root, "Turn") for stretch in _stretches(turn, names)]
    yield InterviewRecord(format="Transcriber transcript", turns=joined_turns(stretches))


def _stretches(turn: Element, names: dict[str, str]) -> Iterator[SpokenTurn]:
    speakers = (turn.get("speaker") or "").split()
    current = SpokenTurn(_name(speakers, 0, names), turn.text or "", offset(turn.get("startTime")))
    for mark in turn:
        if local(mark) == "Who":
            yield current
            number = mark.get("nb", "1")
            current = replace(
                current, speaker=_name(speakers, int(number) - 1 if number.isdecimal() else 0, names), text=""
            )
        elif local(mark) == "Sync":
            yield current
            current = replace(current, text="", start_seconds=offset(mark.get("time")))
        current = replace(current, text=f"{current.text} {' '.join((mark.tail or '').split())}")
    yield current


def _name(speakers: list[str], place: int, names: dict[str, str]) -> str | None:
    return names.get(speakers[place], speakers[place]) if 0 <= place < len(speakers) else None
