"""How a theme stands as time passes without new evidence: its confidence halves, and it fades.

With an age of *a* days since the newest evidence and a half-life of *h* days, the confidence is

    score × 2 ^ (−s / 10),   s = min(⌊10 a / h⌋, 20)

Age counts in tenths of the half-life, so a theme which nobody mentions costs twenty small writes
and then none. The decay stops at two half-lives, with a quarter of the score. A theme is *active*
for one half-life, *fading* for the next, and *dormant* from then on. New evidence makes the theme
active again.
"""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from themes.evidence.scoring import DIGITS
from themes.models import Confidence, Frozen

DecayState = Literal["active", "fading", "dormant"]
STEPS = 10
"""Steps per half-life."""


class DecayedTheme(Frozen):
    """How a theme stands: what its evidence alone gave it is its score, ``confidence`` what is left of it."""

    theme_id: UUID
    slug: str
    state: DecayState
    confidence: Confidence


class ScoredTheme(Frozen):
    """A theme with the score its evidence gives it, and how it was found to stand last."""

    theme_id: UUID
    slug: str
    score: Confidence
    last_seen_at: datetime
    state: DecayState = "active"
    confidence: Confidence
    """The stored one; the score, for a theme that never faded."""


def decayed(theme: ScoredTheme, now: datetime, half_life_days: int) -> DecayedTheme:
    """Say how the theme stands at a moment."""
    tenth = timedelta(days=half_life_days) / STEPS
    steps = min(max((now - theme.last_seen_at) // tenth, 0), 2 * STEPS)
    state: DecayState = "active" if steps < STEPS else "fading" if steps < 2 * STEPS else "dormant"
    confidence = round(theme.score * 2 ** (-steps / STEPS), DIGITS) if steps else theme.score
    return DecayedTheme(theme_id=theme.theme_id, slug=theme.slug, state=state, confidence=confidence)
