"""The report of a scan: counts of themes, links and interviews, and the skipped items with reasons."""

from typing import Literal
from uuid import UUID

from themes.models import Frozen, Skipped

Action = Literal["created", "updated", "unchanged", "would_create", "would_update"]


class ThemeReport(Frozen):
    """One theme of the scan. ``occurrences`` counts passages, ``interviews`` those in the window."""

    name: str
    slug: str
    confidence_score: float
    occurrences: int
    action: Action
    interviews: int
    participants: int = 0
    """People of these interviews who speak of the theme; 0 in reports of older programs."""
    new_interviews: int = 0
    """Of these, those that did not support the theme when it was last scanned."""


class ScanReport(Frozen):
    """The report of a scan; the first six keys are fixed, because clients read them."""

    dry_run: bool
    themes_created: int = 0
    themes_updated: int = 0
    links_created: int = 0
    skipped: tuple[Skipped, ...] = ()
    themes: tuple[ThemeReport, ...] = ()

    run_id: UUID
    repeats: UUID | None = None
    """The run whose outcome this repeats, because nothing was new since; None where all was gone through."""
    changes: tuple[str, ...] = ()
    """What changed since the last scan, in sentences."""
    themes_unchanged: int = 0
    held_back: int = 0
    """Themes that were heard again and held back, because a person rejected them."""
    quotes_created: int = 0
    aliases_created: int = 0
    interviews_scanned: int = 0
    interviews_reused: int = 0
    """Interviews whose extraction came out of the cache."""
    interviews_failed: int = 0
    near_copies: int = 0
    """Passages of the model that were not word for word what was said; what was said is stored instead."""
    extractor: str
    model_calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated_tokens: int = 0
    """What reading the interviews was expected to cost before it began, grouping of names aside."""
    cost_usd: float | None = None
    """What the tokens reported cost, where prices are set."""
    notes: tuple[str, ...] = ()
    audit_head: str | None = None
    """The end of the audit chain after this scan's writes, kept here so that a cut tail is noticed."""
