"""Text in any layout of a transcript, read into turns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cli.interview_files.cues.cue import has_cues
from cli.interview_files.faults import FileFaultError
from cli.interview_files.layouts.choice import Layout, choose
from cli.interview_files.layouts.front_matter import front_matter
from cli.interview_files.layouts.header import TITLES, Header, header_end, read_header, stated
from cli.interview_files.layouts.identity import same_speakers
from cli.interview_files.layouts.labels import with_colon
from cli.interview_files.layouts.lines import Line, cut, tidy, with_breaks, without_numbers
from cli.interview_files.layouts.parts import Marks, marked
from cli.interview_files.layouts.questions import CHANGE, Side, are_fragments, sides, without_number
from cli.interview_files.layouts.stamps import Stamp
from cli.interview_files.layouts.tables import Row, read_rows
from cli.interview_files.layouts.turns import TurnBuilder, labelled_turns, times_at_end
from cli.interview_files.layouts.vocabulary import is_header_key
from cli.interview_files.metadata import metadata
from themes.transcripts.record import InterviewRecord, LeftOut
from themes.transcripts.role_words import folded, says_asking

_NOBODY = "No speaker is named, so nothing tells questions and answers apart."
_INFERRED = "No speaker is named; who asks was taken from the form of the questions."


def read_layout(text: str, *, layout_of: str = "text") -> InterviewRecord:
    """Read a transcript that somebody laid out as text; readers of documents call this as well.

    ``text`` holds one paragraph a line (``\\n``), soft breaks as ``\\n``, an empty line where the
    document shows an empty paragraph. A row of a table is one line with a tab between cells; page
    breaks are ``\\f``. A document's list numbers and comments stay out of ``text``. Bold passages
    may be written as ``**bold**`` and headings as ``# heading``, because labels are often bold.
    ``layout_of`` names the file's format in words, such as ``Word document``; the result's
    ``format`` starts with these words.

    The result has no key. Its ``turns`` carry a role only where the header states one; ``interviewers``
    holds stated interviewers. An unknown layout becomes one turn a paragraph without speakers, and a doubt.
    Never raises; a text without words has no turns.
    """
    fields, block, text = front_matter(tidy(text))
    if has_cues(text):
        # Imported here because captions are read by the grammar of this package.
        from cli.interview_files.cues.read import read_captions

        record = read_captions(text, layout_of=f"{layout_of} with captions")
    else:
        record = _read(text, layout_of)
    if not fields:
        return record
    return with_fields(record, fields, LeftOut("front matter", block))


def _read(text: str, layout_of: str) -> InterviewRecord:
    text, _ = without_numbers(with_breaks(text))
    rows = read_rows(text.split("\n"))
    if rows and any(row.speaker for row in rows):
        return _tabled(text, rows, layout_of)
    lines = [_row_line(row) for row in rows] if rows else cut(text)
    marks = marked(lines)
    early = read_header([line for line, mark in zip(lines[:80], marks[:80], strict=True) if mark])
    layout = _choose(lines, marks, early.names | early.asking | early.answering)
    if layout:
        return _labelled(lines, marks, layout, layout_of)
    return _unlabelled(lines, marks, layout_of)


def _row_line(row: Row) -> Line:
    return Line(row.words, "", row.stamp, row.words, after_blank=True)


def _tabled(text: str, rows: Sequence[Row], layout_of: str) -> InterviewRecord:
    raw = text.split("\n")
    of_table = {row.line for row in rows}
    builder = TurnBuilder(markdown=layout_of == "Markdown", bare_end=False, decimal=False)
    beside = [
        (index, line.strip()) for index, line in enumerate(raw) if index not in of_table and line.strip()
    ]
    header = read_header([line for index, text in beside if index < rows[0].line for line in cut(text)])
    for index, line in beside:
        builder.leave_out("header" if index < rows[0].line else "beside the table", line)
    for row in rows:
        if row.speaker or not builder.turns or row.stamp:
            previous = builder.turns[-1].speaker if builder.turns else None
            builder.begin(row.speaker or previous, row.stamp)
        builder.add(row.words, after_blank=False)
    return _record(builder, header, f"{layout_of} with a table")


def _choose(lines: Sequence[Line], marks: Marks, known: set[str]) -> Layout | None:
    spoken = [index for index, mark in enumerate(marks) if mark is None]
    if not spoken:
        return None
    layout = choose([lines[index] for index in spoken], frozenset(known))
    if layout is None:
        return None
    found = dict(zip(spoken, layout.found, strict=True))
    return Layout(layout.way, tuple(found.get(index) for index in range(len(lines))), layout.score)


def _labelled(lines: Sequence[Line], marks: Marks, layout: Layout, layout_of: str) -> InterviewRecord:
    labels = {index: hit.label for index, hit in enumerate(layout.found) if hit}
    start = header_end(lines, labels)
    if start and (lines[start - 1].stamp and not lines[start - 1].body):
        start -= 1  # the time of the first turn
    header = read_header(lines[:start])
    builder = _builder(lines, layout_of)
    for line in lines[:start]:
        builder.leave_out("header", line.text)
    labelled_turns(lines, marks, layout, start, builder)
    return _record(builder, header, layout_of)


def _unlabelled(lines: Sequence[Line], marks: Marks, layout_of: str) -> InterviewRecord:
    builder = _builder(lines, layout_of)
    spoken = [index for index, mark in enumerate(marks) if mark is None and lines[index].body]
    start = _body_start(lines, spoken)
    header = read_header(lines[:start])
    timed = _with_times(lines)
    said_lines = [timed[index] for index in spoken if index >= start]
    whole = not are_fragments(said_lines)
    found = sides(said_lines) if whole else None
    side = dict(zip((index for index in spoken if index >= start), found, strict=True)) if found else {}
    for index, (line, mark) in enumerate(zip(timed, marks, strict=True)):
        if index < start or mark:
            builder.leave_out(mark or "header", line.text)
        elif line.body:
            _add_unlabelled(builder, line, side.get(index), whole=whole)
    record = _record(builder, header, layout_of)
    doubt = _INFERRED if found else _NOBODY
    return replace(record, doubts=(doubt, *record.doubts)) if record.turns else record


def _with_times(lines: Sequence[Line]) -> list[Line]:
    """The lines, each with the time that has the line above to itself."""
    above: Stamp | None = None
    timed: list[Line] = []
    for line in lines:
        if line.stamp and not line.body:
            above = line.stamp
        elif above and line.stamp is None:
            timed.append(line._replace(stamp=above))
            above = None
            continue
        timed.append(line)
    return timed


def _add_unlabelled(builder: TurnBuilder, line: Line, side: Side | None, *, whole: bool) -> None:
    change = CHANGE.match(line.text)
    speaker = side and ("Interviewer" if side is Side.ASKS else "Participant")
    is_other = bool(builder.turns) and builder.turns[-1].speaker != speaker
    is_new = line.stamp or change or (side is None and line.after_blank)
    if not builder.turns or is_other or (is_new and (whole or builder.is_stopped())):
        builder.begin(speaker, line.stamp)
    words = line.text[change.end() :] if change and not line.stamp else line.body
    builder.add(without_number(words) if side is Side.ASKS else words, after_blank=line.after_blank)


def _body_start(lines: Sequence[Line], spoken: Sequence[int]) -> int:
    """The index after the title and the fields with which a text without labels begins."""
    start = 0
    for index in spoken[:30]:
        line = lines[index]
        is_title = index == spoken[0] and (line.lead.startswith("#") or _is_title(lines, index))
        field = with_colon(line)
        is_field = field is not None and is_header_key(field.label) and len(field.words) < 80
        if not is_title and not is_field:
            return start
        start = index + 1
    return start if start < len(lines) else 0


def _is_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a short line without a stop, apart from a longer text, is a title."""
    line = lines[index]
    apart = index + 1 < len(lines) and (lines[index + 1].after_blank or lines[index + 1].stamp is not None)
    longer = len(lines) > 3 and max(len(other.text) for other in lines[index + 1 : index + 8]) > 2 * len(
        line.text
    )
    return (
        apart
        and longer
        and line.stamp is None
        and len(line.text) < 80
        and line.text[-1] not in ".?!…,:;。？！؟"
    )


def _builder(lines: Sequence[Line], layout_of: str) -> TurnBuilder:
    decimals = [line.stamp.decimal for line in lines if line.stamp and line.stamp.decimal is not None]
    return TurnBuilder(
        markdown=layout_of == "Markdown",
        bare_end=times_at_end(lines),
        decimal=any(round(decimal % 1, 3) >= 0.6 for decimal in decimals),
    )


def _record(builder: TurnBuilder, header: Header, layout_of: str) -> InterviewRecord:
    turns = builder.finish()
    names = same_speakers(turn.speaker for turn in turns if turn.speaker is not None)
    turns = tuple(
        turn
        if turn.speaker is None or names[turn.speaker] == turn.speaker
        else replace(turn, speaker=names[turn.speaker])
        for turn in turns
    )
    speakers = {turn.speaker for turn in turns if turn.speaker is not None}
    aliases = {label for label, name in names.items() if label != name}
    asking = stated(speakers | aliases, header.asking)
    return InterviewRecord(
        format=layout_of,
        turns=turns,
        title=next((header.fields[key] for key in sorted(TITLES & header.fields.keys())), header.title),
        created_at=header.date,
        created_at_found="header" if header.date else None,
        left_out=tuple(builder.left_out),
        interviewers=frozenset(names.get(label, label) for label in asking),
    )


def with_fields(record: InterviewRecord, fields: Mapping[str, Any], block: LeftOut) -> InterviewRecord:
    """Add what the front matter states of the interview and of who asks."""
    values = {name.casefold().replace("_", " "): value for name, value in fields.items()}
    asking = [
        folded(str(one))
        for name, value in values.items()
        if says_asking(name)
        for one in (value if isinstance(value, list) else [value])
    ]
    speakers = {turn.speaker for turn in record.turns if turn.speaker is not None}
    try:
        told = metadata(fields)
    except FileFaultError as fault:
        return replace(
            record, left_out=(block, *record.left_out), doubts=(*record.doubts, f"Front matter: {fault}")
        )
    return replace(
        record,
        key=told.key,
        title=told.title or record.title,
        created_at=told.created_at or record.created_at,
        created_at_found="front matter" if told.created_at else record.created_at_found,
        quotes=told.quotes,
        attributes=told.attributes,
        participants=told.participants,
        left_out=(block, *record.left_out),
        interviewers=record.interviewers | stated(speakers, [*asking, *map(folded, told.interviewers)]),
    )
