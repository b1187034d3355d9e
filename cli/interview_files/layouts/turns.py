"""Turns out of lines whose labels are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cli.interview_files.layouts.choice import Layout
from cli.interview_files.layouts.joining import ends_sentence, join
from cli.interview_files.layouts.lines import Line
from cli.interview_files.layouts.parts import Marks
from cli.interview_files.layouts.said import is_aside, said
from cli.interview_files.layouts.stamps import Stamp, stamp_at_end
from cli.interview_files.layouts.vocabulary import EVENT
from themes.transcripts.record import LeftOut, SpokenTurn

_MOSTLY = 0.6
_LONG_WITHOUT_STOP = 300


@dataclass(slots=True)
class _Open:
    speaker: str | None
    start: float | None
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    ends_at: float | None = None


class TurnBuilder:
    """Collects what is said, line by line, under whoever speaks."""

    def __init__(self, *, markdown: bool, bare_end: bool, decimal: bool) -> None:
        self.turns: list[_Open] = []
        self.left_out: list[LeftOut] = []
        self._markdown, self._bare_end, self._decimal = markdown, bare_end, decimal
        self._pending: float | None = None

    def begin(self, speaker: str | None, stamp: Stamp | None) -> None:
        """Begin a turn of the speaker at the stamp."""
        start = self._seconds(stamp) if stamp else self._pending
        self._pending = None
        self.turns.append(_Open(speaker, start))

    def time(self, stamp: Stamp) -> None:
        """Note a time on a line of its own, for whoever begins to speak next."""
        self._pending = self._seconds(stamp)
        if self.turns and self.turns[-1].start is None and not self.turns[-1].pieces:
            self.turns[-1].start = self._pending

    def add(self, words: str, *, after_blank: bool) -> None:
        """Add words to the turn under way; without one the words have no speaker."""
        if not words:
            return
        found = said(words, markdown=self._markdown, bare_end=self._bare_end)
        if not self.turns:
            self.begin(None, None)
        turn = self.turns[-1]
        if found.at_end is not None:
            turn.ends_at = found.at_end
        if turn.start is None and found.inside is not None and not turn.pieces:
            turn.start = found.inside
        if is_aside(found.words) and not turn.pieces and after_blank:
            self.leave_out("aside", words)
        elif found.words:
            turn.pieces.append((found.words, after_blank))

    def is_stopped(self) -> bool:
        """Whether the turn under way ends with a sentence, or has grown long."""
        pieces = self.turns[-1].pieces
        length = sum(len(words) for words, _ in pieces)
        return bool(pieces) and (ends_sentence(pieces[-1][0]) or length > _LONG_WITHOUT_STOP)

    def leave_out(self, what: str, text: str) -> None:
        """Note a line that nobody said."""
        self.left_out.append(LeftOut(what, text))

    def finish(self) -> tuple[SpokenTurn, ...]:
        """Return the turns that have words."""
        turns = [turn for turn in self.turns if turn.pieces]
        ends = [turn.ends_at for turn in turns]
        if (
            turns
            and sum(end is not None for end in ends) >= _MOSTLY * len(turns)
            and all(t.start is None for t in turns)
        ):
            for turn, end in zip(turns, (0.0, *ends), strict=False):
                turn.start = end
        return tuple(SpokenTurn(turn.speaker, join(turn.pieces), turn.start) for turn in turns)

    def _seconds(self, stamp: Stamp) -> float | None:
        return stamp.decimal if self._decimal and stamp.decimal is not None else stamp.seconds


def labelled_turns(
    lines: Sequence[Line], marks: Marks, layout: Layout, start: int, builder: TurnBuilder
) -> None:
    """Feed the builder with the lines from ``start`` on, whose labels the layout found."""
    found = layout.found
    hits = [hit for hit in found[start:] if hit]
    names = {hit.label for hit in hits}
    alternates = len(names) == 1 and _alternates(lines, marks, layout, start)
    chat = sum(hit.stamp is not None and hit.stamp.is_clock for hit in hits) > _MOSTLY * len(hits)
    bare = any(hit.stamp is not None and hit.stamp.is_bare for hit in hits)
    is_open = False
    for index in range(start, len(lines)):
        line, hit, mark = lines[index], found[index], marks[index]
        if mark:
            builder.leave_out(mark, line.text)
        elif hit and (chat or hit.words[:1] == "<") and EVENT.fullmatch(hit.words):
            builder.leave_out("event", line.text)
        elif hit:
            builder.begin(hit.label, hit.stamp)
            builder.add(hit.words, after_blank=False)
            is_open = not hit.words
        elif line.stamp and not line.body:
            builder.time(line.stamp)
        elif chat and line.stamp and line.stamp.is_clock:
            builder.leave_out("event", line.text)
        elif is_aside(line.text) and line.after_blank:
            builder.leave_out("aside", line.text)
        else:
            if alternates and line.after_blank and not is_open:
                builder.begin(None, None)
            is_open = False
            keeps_time = line.stamp is not None and line.stamp.is_bare and not bare
            builder.add(line.text if keeps_time else line.body, after_blank=line.after_blank)


def _alternates(lines: Sequence[Line], marks: Marks, layout: Layout, start: int) -> bool:
    """Whether only one side of the talk is labelled, and paragraphs without a label are the other side."""
    rest = [
        index
        for index in range(start, len(lines))
        if not marks[index] and not layout.found[index] and lines[index].after_blank and lines[index].body
    ]
    hits = sum(hit is not None for hit in layout.found[start:])
    return hits > 1 and len(rest) >= hits / 2 and all(hit is None or hit.words for hit in layout.found)


def times_at_end(lines: Sequence[Line]) -> bool:
    """Whether most lines end with a time without brackets."""
    ends = [line for line in lines if line.body and line.body[-1].isdigit() and len(line.body) > 12]
    return len(ends) > 2 and sum(stamp_at_end(line.body) is not None for line in ends) > 0.4 * len(lines)
