"""From scored windows to mentions: which passages are cited, and how sure they make us."""

from collections.abc import Iterable, Sequence

from themes.evidence.scoring import theme_confidence
from themes.extractors.embedded.windows import Window
from themes.models import Frozen, Mention, Passage

MOST_PASSAGES = 5
"""Passages cited per theme and interview; further ones add nothing that a reader would look at."""
_NOTHING = 0.1
_CERTAIN = 0.7
_SUREST = 0.95
"""No confidence is higher: nobody has read the interview."""


class Ranked(Frozen):
    """A window that speaks for a theme, and by how much."""

    window: Window
    score: float


def without_overlap(ranked: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Keep the best windows, at most MOST_PASSAGES, none of which shares a sentence with a better one."""
    kept: list[Ranked] = []
    for one in sorted(ranked, key=lambda r: (-r.score, r.window.start, r.window.end)):
        window = one.window
        if all(window.end <= other.window.start or window.start >= other.window.end for other in kept):
            kept.append(one)
        if len(kept) == MOST_PASSAGES:
            break
    return tuple(kept)


def confidence_of(evidence: Sequence[Ranked]) -> float:
    """Return how sure the passages of one interview make us, from 0 to 0.95.

    Each passage counts as its score's way from _NOTHING to _CERTAIN. Passages combine as the
    interviews of a theme do (themes.evidence.scoring): the best matters most, and each further one
    adds less.
    """
    witnesses = [min(1.0, max(0.0, (one.score - _NOTHING) / (_CERTAIN - _NOTHING))) for one in evidence]
    return min(_SUREST, theme_confidence(witnesses))


def mention(
    text: str, name: str, description: str, confidence: float, evidence: Sequence[Ranked], reason: str
) -> Mention:
    """Make a mention whose passages are spans of the transcript, strongest first."""
    windows = [one.window for one in evidence]
    return Mention(
        name=name,
        description=description,
        confidence=confidence,
        rationale=f"{_voices(windows)}, {reason}.",
        passages=tuple(Passage(text=text[w.start : w.end], start=w.start, end=w.end) for w in windows),
    )


def _voices(windows: Sequence[Window]) -> str:
    count = "One passage" if len(windows) == 1 else f"{len(windows)} passages"
    speakers = sorted({window.speaker for window in windows if window.speaker})
    return f"{count} by {' and '.join(speakers)}" if 0 < len(speakers) <= 2 else count
