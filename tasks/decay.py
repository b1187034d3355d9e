"""Decaying: themes without new evidence lose confidence, fade and sleep, and wake when evidence comes."""

import asyncio
from datetime import datetime
from uuid import UUID

from executor.context import ToolContext
from executor.org_database import OrgDatabase
from executor.tool import Success
from executor.tools.decay import SetDecayState, set_decay_state, themes_to_decay
from executor.unit_of_work import Executor
from tasks.step import step
from themes.models import Confidence, Frozen, Skipped
from themes.over_time.decay import DecayedTheme, DecayState, ScoredTheme, decayed


class DecayChange(Frozen):
    """A theme whose standing changed, or in a dry run would."""

    slug: str
    state: DecayState
    was: DecayState
    confidence_score: Confidence
    """What the evidence alone gives."""
    confidence: Confidence
    """What is left of it."""


class DecayReport(Frozen):
    """The report of a decay: how the organisation's themes stand after it, and which of them changed."""

    run_id: UUID
    dry_run: bool
    half_life_days: int
    active: int
    fading: int
    dormant: int
    themes_changed: int
    themes_unchanged: int
    themes: tuple[DecayChange, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    audit_head: str | None = None


@step("decay")
async def decay(executor: Executor, context: ToolContext, now: datetime, half_life_days: int) -> DecayReport:
    """Bring the standing of the themes that are shown to what it is at a moment, all or nothing."""
    return await asyncio.to_thread(apply_decay, executor, context, now, half_life_days)


def nothing_to_decay(org: OrgDatabase, now: datetime, half_life_days: int) -> bool:
    """Whether a decay of an organisation's themes at that moment would change nothing."""
    with org.read() as connection:
        themes = themes_to_decay(connection)
    return not any(_differs(theme, decayed(theme, now, half_life_days)) for theme in themes)


def apply_decay(executor: Executor, context: ToolContext, now: datetime, half_life_days: int) -> DecayReport:
    """Do what ``decay`` says, blocking. Values that are already stored are not written again."""
    with executor.unit(context) as unit:
        themes = themes_to_decay(unit.connection)
        pairs = [(theme, decayed(theme, now, half_life_days)) for theme in themes]
        changed = [(theme, after) for theme, after in pairs if _differs(theme, after)]
        calls = [
            SetDecayState(theme_id=after.theme_id, state=after.state, confidence=after.confidence)
            for _, after in changed
        ]
        outcomes = unit.call(set_decay_state, calls)
    states = [after.state for _, after in pairs]
    done = [pair for pair, outcome in zip(changed, outcomes, strict=True) if isinstance(outcome, Success)]
    return DecayReport(
        run_id=context.run_id,
        dry_run=context.dry_run,
        half_life_days=half_life_days,
        active=states.count("active"),
        fading=states.count("fading"),
        dormant=states.count("dormant"),
        themes_changed=len(done),
        themes_unchanged=len(pairs) - len(changed),
        themes=tuple(_line(theme, after) for theme, after in done),
        skipped=tuple(
            Skipped(item=after.slug, reason=f"{outcome.code}: {outcome.message}")
            for (_, after), outcome in zip(changed, outcomes, strict=True)
            if not isinstance(outcome, Success)
        ),
        audit_head=unit.audit_head,
    )


def _differs(theme: ScoredTheme, after: DecayedTheme) -> bool:
    return (theme.state, theme.confidence) != (after.state, after.confidence)


def _line(theme: ScoredTheme, after: DecayedTheme) -> DecayChange:
    return DecayChange(
        slug=theme.slug,
        state=after.state,
        was=theme.state,
        confidence_score=theme.score,
        confidence=after.confidence,
    )
