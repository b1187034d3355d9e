"""Text in any layout of a transcript, read into turns."""

from collections.abc import Sequence

from cli.interview_files.layouts.choice import Layout, choose
from cli.interview_files.layouts.header import Header, header_end, read_header, stated
from cli.interview_files.layouts.lines import Line, cut, tidy, without_numbers
from cli.interview_files.layouts.parts import Marks, marked
from cli.interview_files.layouts.turns import TurnBuilder, labelled_turns, times_at_end
from themes.transcripts.record import InterviewRecord, LeftOut, SpokenTurn


def read_layout(text: str, *, layout_of: str = "text") -> InterviewRecord:
    """Read a transcript that somebody laid out as text; readers of documents call this as well.

    ``text`` holds one paragraph a line (``\\n``), soft breaks as ``\\n``, an empty line where the document
    shows an empty paragraph. A row of a table is one line with a tab between cells; page breaks are ``\\f``.
    A document's list numbers and comments stay out of ``text``; bold passages may be written as ``**bold**``
    and headings as ``# heading``, because labels are often bold. ``layout_of`` names the file's format in
    words, such as ``Word document``; the result's ``format`` starts with these words.

    The result has no key. Its ``turns`` carry a role only where the header states one; ``interviewers``
    holds stated interviewers. An unknown layout becomes one turn a paragraph without speakers, and a doubt.
    Never raises; a text without words has no turns.
    """
    text, _ = without_numbers(tidy(text))
    lines = cut(text)
    marks = marked(lines)
    early = read_header([line for line, mark in zip(lines[:80], marks[:80], strict=True) if mark])
    layout = _choose(lines, marks, early.names | early.asking | early.answering)
    if layout:
        return _labelled(lines, marks, layout, layout_of)
    return _unlabelled(lines, marks, layout_of)


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
    header = read_header(lines[:start])
    builder = _builder(lines, layout_of)
    for line in lines[:start]:
        builder.leave_out("header", line.text)
    labelled_turns(lines, marks, layout, start, builder)
    turns = builder.finish()
    names = {turn.speaker for turn in turns if turn.speaker is not None}
    return _record(turns, builder, header, layout_of, interviewers=stated(names, header.asking))


def _unlabelled(lines: Sequence[Line], marks: Marks, layout_of: str) -> InterviewRecord:
    builder = _builder(lines, layout_of)
    for line, mark in zip(lines, marks, strict=True):
        if mark:
            builder.leave_out(mark, line.text)
        elif line.stamp and not line.body:
            builder.time(line.stamp)
        else:
            if line.after_blank or line.stamp:
                builder.begin(None, line.stamp)
            builder.add(line.body, after_blank=line.after_blank)
    return _record(builder.finish(), builder, Header(), layout_of)


def _builder(lines: Sequence[Line], layout_of: str) -> TurnBuilder:
    decimals = [line.stamp.decimal for line in lines if line.stamp and line.stamp.decimal is not None]
    return TurnBuilder(
        markdown=layout_of == "Markdown",
        bare_end=times_at_end(lines),
        decimal=any(round(decimal % 1, 3) >= 0.6 for decimal in decimals),
    )


def _record(
    turns: tuple[SpokenTurn, ...],
    builder: TurnBuilder,
    header: Header,
    layout_of: str,
    interviewers: frozenset[str] = frozenset(),
) -> InterviewRecord:
    left_out: list[LeftOut] = builder.left_out
    return InterviewRecord(
        format=layout_of, turns=turns, title=header.title, left_out=tuple(left_out), interviewers=interviewers
    )
