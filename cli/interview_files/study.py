"""The interviews of a file or a folder, completed and judged, for preview and import alike."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cli.interview_files.date_columns import is_possible
from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.folders import (
    SUFFIXES,
    name_below,
    printable,
    require_no_report,
    require_regular,
    require_within,
)
from cli.interview_files.registry import format_of
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord
from themes.transcripts.roles import with_roles

MAX_TEXT_BYTES = 10_000_000
"""The most words one interview may hold, in UTF-8."""
_LONGEST_TITLE = 500
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What somebody states of the interviews that are read."""

    interviewers: tuple[str, ...] = ()
    """Names of speakers who ask."""
    date_from_file: bool = False
    """Whether an interview without a date gets the time at which its file was last changed."""


def read_file(
    path: Path, root: Path, options: ReadingOptions | None = None, seen: dict[str, str] | None = None
) -> Iterator[InterviewRecord | Fault]:
    """Read one file found under ``root``, never raising.

    Each interview has a key, a title, a source and roles. ``seen`` remembers, for all files read with it,
    which id stood where: of two interviews with one id the second would overwrite the first.
    """
    file = SourceFile(path, name_below(path, root))
    source = printable(file.name)
    try:
        require_regular(path)
        require_within(path, root)
        require_no_report(path)
        known = format_of(file)
        if known is None:
            raise FileFaultError(
                f"Files of this kind are not read; export it as one of {', '.join(SUFFIXES)}."
            )
        found = known.read(file)
        yield from _completed(found, file, options or ReadingOptions(), {} if seen is None else seen)
    except FileFaultError as fault:
        yield Fault(source, str(fault))
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it changed meanwhile"
        yield Fault(source, f"This cannot be read ({reason}); see that it is there and readable.")


def _completed(
    found: Iterable[InterviewRecord | Fault], file: SourceFile, options: ReadingOptions, seen: dict[str, str]
) -> Iterator[InterviewRecord | Fault]:
    source = printable(file.name)
    items = iter(found)
    first = next(items, None)
    second = next(items, None)
    alone = second is None
    for number, item in enumerate(_chain(first, second, items), start=1):
        if isinstance(item, Fault):
            yield replace(item, source=item.source or source)
            continue
        try:
            record = _complete(item, file, options, None if alone else number)
            if record.key in seen:
                raise FileFaultError(f"Its id is that of {seen[record.key]}; give each interview its own.")
        except FileFaultError as fault:
            yield Fault(item.source or source, str(fault))
        else:
            seen[record.key or ""] = record.source
            yield record


def _chain(
    first: InterviewRecord | Fault | None,
    second: InterviewRecord | Fault | None,
    rest: Iterator[InterviewRecord | Fault],
) -> Iterator[InterviewRecord | Fault]:
    yield from (item for item in (first, second) if item is not None)
    yield from rest


def _complete(
    record: InterviewRecord, file: SourceFile, options: ReadingOptions, number: int | None
) -> InterviewRecord:
    """The record with key, title, date, source and roles. Raises FileFaultError where it cannot be stored."""
    if _SURROGATE.search(file.name):
        raise FileFaultError("The file name holds signs that are no text; rename the file.")
    _require_storable(record)
    place = f"{file.name}#{number}" if number else file.name
    stem = f"{file.path.stem} {number}" if number else file.path.stem
    title = " ".join((record.title or record.key or stem).split())[:_LONGEST_TITLE]
    moment, where = _date(record, file, options)
    return with_roles(
        replace(
            record,
            key=record.key or place,
            title=title,
            created_at=moment,
            created_at_found=where,
            source=record.source or printable(place),
        ),
        options.interviewers,
    )


def _require_storable(record: InterviewRecord) -> None:
    if not any(turn.text for turn in record.turns) and not record.quotes:
        raise FileFaultError(
            "Nobody says anything in this; see with preview what was left out, and correct it."
        )
    if sum(len(turn.text.encode("utf-8", "replace")) for turn in record.turns) > MAX_TEXT_BYTES:
        raise FileFaultError("The text is over 10 MB; split it into several interviews.")
    texts = (record.key or "", record.title or "", *(turn.text for turn in record.turns))
    if any("\0" in text for text in texts):
        raise FileFaultError("The text holds a NUL character, which cannot be stored; remove it.")
    if any(_SURROGATE.search(text) for text in texts if not text.isascii()):
        raise FileFaultError("The text holds half a character (a lone surrogate); write it again as UTF-8.")


def _date(
    record: InterviewRecord, file: SourceFile, options: ReadingOptions
) -> tuple[datetime | None, str | None]:
    if record.created_at is not None:
        return record.created_at, record.created_at_found
    if named := _DATE_IN_NAME.search(file.path.stem):
        year, month, day = map(int, named.groups())
        with suppress(ValueError):  # such as 31 June
            moment = datetime(year, month, day, tzinfo=UTC)
            if moment <= datetime.now(UTC):
                return moment, "file name"
    if options.date_from_file:
        changed = datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
        if not is_possible(changed):
            raise FileFaultError(
                "The time at which the file was last changed is no possible date; correct it."
            )
        return changed, "last change of the file"
    return None, None
