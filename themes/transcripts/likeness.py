"""Likeness of transcripts by their words: a correction, another interview, or the same session twice.

Two transcripts are compared by the runs of RUN_WORDS words that they share. Short ones are compared by single
words. What interviewers say counts only where the whole is compared: all interviews share a guide.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TypeVar

from themes.models import TurnPlace
from themes.text.erasure_traces import words_of

T = TypeVar("T")
RUN_WORDS = 3
"""Words in a row that are compared; two interviews share few such runs, however common their words."""
LEAST_WORDS = 20
"""Fewer words of participants are compared one by one, and never tell that two sessions are one."""
LITTLE = 1 / 3
"""Two texts that share less than this part of the shorter one are different interviews."""
SAME = 0.9
"""Two texts that share this part of the longer one are the same session."""
_PROBES = 16
PROBED_CHARACTERS = 600


@dataclass(frozen=True)
class Said:
    """The words of a transcript, prepared for comparison."""

    whole: frozenset[int]
    """Runs of all that is said."""
    by_participants: frozenset[int]
    """Runs of what participants say; of all that is said where nobody is known to take part."""
    words: frozenset[str]
    """The different words of participants."""
    count: int
    """How many words participants say."""


def said(text: str, turns: Sequence[TurnPlace] | None = None) -> Said:
    """Prepare a transcript. Without turns all the text counts as said by participants."""
    places = turns or (TurnPlace(None, "unknown", 0, len(text)),)
    answers = [turn for turn in places if turn.role != "interviewer"] or places
    heard = _words(text, answers)
    return Said(runs(_words(text, places)), runs(heard), frozenset(heard), len(heard))


def likeness(one: Said, other: Said) -> float:
    """Return how much of the shorter text participants say in the other one too, from 0 to 1."""
    if min(one.count, other.count) < LEAST_WORDS:
        return _share(one.words, other.words, min)
    return _share(one.by_participants, other.by_participants, min)


def shares_little(one: Said, other: Said) -> bool:
    """Tell whether two texts are different interviews and not one with corrections."""
    return likeness(one, other) < LITTLE


def is_same_session(one: Said, other: Said) -> bool:
    """Tell whether two texts are one session. Too few words of participants tell nothing."""
    if min(one.count, other.count) < LEAST_WORDS:
        return False
    return _share(one.whole, other.whole, max) >= SAME and likeness(one, other) >= SAME


def runs(words: Sequence[str]) -> frozenset[int]:
    """Return a number for each different run of words; a shorter text is one run."""
    last = max(1, len(words) - RUN_WORDS + 1)
    return frozenset(hash(tuple(words[at : at + RUN_WORDS])) for at in range(last if words else 0))


def probes(middle: str) -> tuple[int, ...]:
    """Return a few runs of the middle of a text, by which the same session is found among others."""
    # The first and the last word of a middle may be cut off.
    return tuple(nsmallest(_PROBES, runs(words_of(middle)[1:-1])))


def middle_of(text: str) -> str:
    """Return the middle of a text, of at most as many characters as are probed."""
    start = max(0, (len(text) - PROBED_CHARACTERS) // 2)
    return text[start : start + PROBED_CHARACTERS]


def _words(text: str, turns: Iterable[TurnPlace]) -> list[str]:
    return [word for turn in turns for word in words_of(text[turn.start : turn.end])]


def _share(one: frozenset[T], other: frozenset[T], of: Callable[[int, int], int]) -> float:
    whole = of(len(one), len(other))
    return len(one & other) / whole if whole else float(one == other)
