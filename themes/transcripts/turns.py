"""The turns of a transcript with their speakers, sentences and questions.

Transcripts come from many recorders, so the rules follow conventions: "Name: …", "NAME (role): …",
"[00:01:02] Name: …", a name and a time on a line of their own. Without any convention, paragraphs are turns.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from themes.models import Frozen, TurnPlace
from themes.transcripts.questions import is_question
from themes.transcripts.sentences import Span, sentences
from themes.transcripts.speaker_labels import Line, lines, speakers

__all__ = ["Span", "Turn", "is_question", "sentences", "turns"]


class Turn(Frozen):
    """A stretch said by one speaker: ``text[start:end]`` holds the words alone, without the label."""

    speaker: str | None
    """The label as written, such as "Anna" or "P1"; None where nobody is named."""
    start: int
    end: int
    start_seconds: float | None = None
    """Seconds from the beginning of the recording; None where the source gives no times."""


def placed(stored: Iterable[TurnPlace]) -> tuple[Turn, ...]:
    """Return the turns stored with a transcript."""
    return tuple(
        Turn(speaker=turn.speaker, start=turn.start, end=turn.end, start_seconds=turn.start_seconds)
        for turn in stored
    )


# One transcript is asked about by several rules, one after the other.
@lru_cache(maxsize=4)
def turns(text: str) -> tuple[Turn, ...]:
    """Cut a transcript into turns, in order; offsets count code points of ``text``.

    Lines that follow a label belong to its speaker until the next label. Where just one speaker is ever
    labelled the label covers its own line only, because then the other side is the one left unlabelled.
    Unlabelled text becomes one turn per paragraph, with None for the speaker.
    """
    read = tuple(lines(text))
    named = speakers(read)
    starts = [*_starts(read, named, carries_on=len(named) > 1), (None, len(text), len(text))]
    spans = ((speaker, said_from, end) for (speaker, _, said_from), (_, end, _) in pairwise(starts))
    return tuple(turn for span in spans if (turn := _trimmed(text, *span)))


def _starts(
    read: Sequence[Line], named: frozenset[str], *, carries_on: bool
) -> Iterator[tuple[str | None, int, int]]:
    """Yield speaker, start of the line and start of the words, wherever a new turn begins."""
    speaker, is_open = None, False
    for line in read:
        is_blank = line.said_from == line.end
        if line.label in named:
            speaker, is_open = line.label, carries_on or is_blank
            yield speaker, line.start, line.said_from
        elif line.is_cue:
            yield speaker, line.start, line.end
        elif is_blank:
            is_open = is_open and carries_on and speaker is not None
        elif not is_open:
            speaker, is_open = speaker if carries_on else None, True
            yield speaker, line.start, line.start


def _trimmed(text: str, speaker: str | None, start: int, end: int) -> Turn | None:
    said = text[start:end]
    first = start + len(said) - len(said.lstrip())
    last = end - len(said) + len(said.rstrip())
    return Turn(speaker=speaker, start=first, end=last) if first < last else None
