"""``theme-scan preview``: how files are read, without a database and without an organisation."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.interview_files.faults import Fault
from cli.interview_files.folders import find_files, other_kinds
from cli.interview_files.study import ReadingOptions, read_file
from cli.terminal.clock import clock
from cli.terminal.options import Interviewers, existing_path
from cli.terminal.screen import AsJson, Screen, escape
from themes.text.plurals import counted
from themes.transcripts.record import InterviewRecord

_SHOWN_TURNS = 4
_SHOWN_LEFT_OUT = 4
_LONGEST_SHOWN = 76


def preview(
    path: Annotated[str, typer.Argument(help="A file, or a folder of files.")],
    interviewer: Interviewers = None,
    as_json: AsJson = False,
) -> None:
    """Show how files are read: format, date, speakers and their roles, turns, what is left out or doubtful.

    Needs no database. ``import`` reads in the very same way. Ends with exit status 1 if something could not
    be read.
    """
    found = existing_path(path)
    options = ReadingOptions(interviewers=tuple(interviewer or ()))
    screen = Screen()
    items = list(_read(found, options)) if as_json else _read(found, options)
    faults = 0
    if as_json:
        screen.json(_as_json(list(items), other_kinds(found)))
        faults = sum(isinstance(item, Fault) for item in items)
    else:
        for item in items:
            faults += isinstance(item, Fault)
            _print(screen, item)
    raise typer.Exit(1 if faults else 0)


def _read(path: Path, options: ReadingOptions) -> Iterator[InterviewRecord | Fault]:
    seen: dict[str, str] = {}
    for file in find_files(path):
        yield from read_file(file, path, options, seen)


def _as_json(items: Sequence[InterviewRecord | Fault], others: dict[str, int]) -> dict[str, Any]:
    return {
        "interviews": [_interview(item) for item in items if isinstance(item, InterviewRecord)],
        "faults": [
            {"source": item.source, "fault": item.sentence} for item in items if isinstance(item, Fault)
        ],
        "other_kinds": others,
    }


def _interview(record: InterviewRecord) -> dict[str, Any]:
    return {
        "id": record.key,
        "title": record.title,
        "created_at": record.created_at and record.created_at.isoformat(),
        "created_at_found": record.created_at_found,
        "source": record.source,
        "format": record.format,
        "speakers": [{"name": one.name, "role": one.role, "reason": one.reason} for one in record.speakers],
        "participants": list(record.participants),
        "attributes": dict(record.attributes),
        "turns": [
            {
                "speaker": turn.speaker,
                "role": turn.role,
                "text": turn.text,
                "start_seconds": turn.start_seconds,
            }
            for turn in record.turns
        ],
        "quotes": [{"quote": one.quote, "topic": one.topic} for one in record.quotes],
        "left_out": [{"what": one.what, "text": one.text} for one in record.left_out],
        "doubts": list(record.doubts),
    }


def _print(screen: Screen, item: InterviewRecord | Fault) -> None:
    if isinstance(item, Fault):
        screen.print(f"[yellow]{escape(item.source)}[/yellow]: {escape(item.sentence)}", soft_wrap=True)
        return
    screen.print(f"[b]{escape(item.source)}[/b]  {escape(item.format)}", soft_wrap=True)
    for name, lines in _parts(item):
        for number, line in enumerate(lines):
            screen.print(f"  {name if number == 0 else '':<9} {escape(line)}", soft_wrap=True)


def _parts(record: InterviewRecord) -> Iterator[tuple[str, Sequence[str]]]:
    yield "title", [_short(record.title or "")]
    moment = record.created_at
    yield "date", [f"{moment:%Y-%m-%d %H:%M} UTC ({record.created_at_found})" if moment else "none found"]
    yield "speakers", [*_speakers(record)]
    yield "turns", [*_turns(record)]
    if record.quotes:
        yield "quotes", [counted(len(record.quotes), "marked quote")]
    if record.left_out:
        yield "left out", [*_left_out(record)]
    if record.doubts:
        yield "doubtful", record.doubts


def _speakers(record: InterviewRecord) -> Iterator[str]:
    for speaker in record.speakers:
        turns = [turn for turn in record.turns if turn.speaker == speaker.name]
        words = sum(len(turn.text.split()) for turn in turns)
        figures = f"{counted(len(turns), 'turn')}, {counted(words, 'word')}"
        yield f"{speaker.name or '(nobody named)'}: {speaker.role}, because {speaker.reason}; {figures}"


def _turns(record: InterviewRecord) -> Iterator[str]:
    yield f"{len(record.turns)}, such as" if len(record.turns) > _SHOWN_TURNS else str(len(record.turns))
    for turn in record.turns[:_SHOWN_TURNS]:
        time = "" if turn.start_seconds is None else f"[{clock(turn.start_seconds)}] "
        yield _short(f"{time}{turn.speaker}: {turn.text}" if turn.speaker else f"{time}{turn.text}")


def _left_out(record: InterviewRecord) -> Iterator[str]:
    for one in record.left_out[:_SHOWN_LEFT_OUT]:
        yield _short(f"{one.what}: {one.text}")
    if (more := len(record.left_out) - _SHOWN_LEFT_OUT) > 0:
        yield f"and {counted(more, 'more line')}; --json has them all"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"


COMMANDS: dict[Callable[..., None], str] = {preview: "theme-scan preview interviews --json"}
"""The command, with an example for its help."""
