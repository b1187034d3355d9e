"""Passages with how strongly each speaks for a name, and the mention that they make."""

from collections.abc import Iterable
from typing import NamedTuple

from themes.models import Mention, Passage, Wording

MOST_PASSAGES = 12
"""Passages of a mention handed on; some of them may be another theme's when all interviews are seen."""


class Scored(NamedTuple):
    """A stretch of the transcript and how strongly it speaks for a name."""

    strength: float
    start: int
    end: int


def strongest(found: Iterable[Scored]) -> list[Scored]:
    """Return the strongest passages that do not overlap, at most MOST_PASSAGES."""
    kept: list[Scored] = []
    for one in sorted(found, key=lambda scored: (-scored.strength, scored.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
        if len(kept) == MOST_PASSAGES:
            break
    return kept


def confidence_of(strength: float) -> float:
    """Return how sure an interview's strongest passage makes us, from 0.2 to 0.75."""
    return round(min(0.75, max(0.2, 0.15 + 0.22 * strength)), 3)


def mention(
    text: str, name: str, description: str, found: Iterable[Scored], wording: Wording, reason: str
) -> Mention:
    """Make a mention whose passages are spans of the transcript, strongest first."""
    kept = strongest(found)
    return Mention(
        name=name,
        description=description,
        confidence=confidence_of(kept[0].strength),
        rationale=reason,
        passages=tuple(Passage(text=text[s.start : s.end], start=s.start, end=s.end) for s in kept),
        wording=wording.model_copy(update={"strengths": tuple(s.strength for s in kept)}),
    )
