"""Themes without new evidence lose confidence by a half-life, fade, sleep, and wake when it comes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from executor.context import ToolContext
from executor.reads import audit_verification
from executor.tools import merge_themes, reject_theme, restore_theme, upsert_theme
from executor.unit_of_work import Executor
from tasks.curate import decide, person
from tasks.decay import apply_decay
from themes.over_time.decay import ScoredTheme, decayed

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HALF_LIFE = 90


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def scored(age_days: float, score: float = 0.8) -> ScoredTheme:
    return ScoredTheme(
        theme_id=uuid4(), slug="price", score=score, last_seen_at=days_ago(age_days), confidence=score
    )


class TestFormula:
    @pytest.mark.parametrize(
        ("age_days", "state", "confidence"),
        [
            (-1, "active", 0.8),
            (8.9, "active", 0.8),
            (9, "active", 0.7464),
            (89.9, "active", 0.4287),
            (90, "fading", 0.4),
            (180, "dormant", 0.2),
            (5000, "dormant", 0.2),
        ],
    )
    def test_half_is_left_after_a_half_life_and_a_quarter_for_good(
        self, age_days: float, state: str, confidence: float
    ) -> None:
        after = decayed(scored(age_days), NOW, HALF_LIFE)
        assert (after.state, after.confidence) == (state, confidence)

    @given(st.floats(0, 5000), st.floats(0, 5000), st.floats(0, 1), st.integers(1, 3650))
    def test_confidence_never_rises_with_age_and_never_exceeds_the_score(
        self, one: float, other: float, score: float, half_life: int
    ) -> None:
        young, old = sorted((one, other))
        less, more = (decayed(scored(age, score), NOW, half_life).confidence for age in (old, young))
        assert 0 <= less <= max(more, round(score, 4))


@pytest.fixture
def context(org_id: UUID) -> ToolContext:
    return ToolContext(
        org_id=org_id,
        run_id=uuid4(),
        actor="system:confidence-decay",
        job="confidence-decay",
        rules_version="1",
    )


Seen = Callable[[str, float], str]


@pytest.fixture
def seen(executor: Executor, context: ToolContext) -> Seen:
    """Store what a scan that finds a theme in an interview of that age stores, and return the action."""
    scan = context.model_copy(update={"job": "theme-scan", "actor": "system:theme-scan"})

    def storing(slug: str, age_days: float) -> str:
        call: dict[str, Any] = {
            "slug": slug,
            "name": slug.title(),
            "confidence_score": 0.8,
            "evidence": {"occurrences": 1},
            "first_seen_at": days_ago(age_days),
            "last_seen_at": days_ago(age_days),
        }
        with executor.unit(scan) as unit:
            (outcome,) = unit.call(upsert_theme, [call])
        return outcome.data.action  # type: ignore[union-attr]

    return storing


def test_a_dry_run_reports_what_the_real_run_then_does_and_a_second_run_does_nothing(
    executor: Executor, context: ToolContext, seen: Seen, owner: psycopg.Connection
) -> None:
    for slug, age in (("new", 1), ("older", 100), ("old", 200)):
        seen(slug, age)
    dry = apply_decay(executor, context.model_copy(update={"dry_run": True}), NOW, HALF_LIFE)
    assert owner.execute("select count(*) from theme_standings").fetchone() == (0,)
    real = apply_decay(executor, context, NOW, HALF_LIFE)
    same = {"dry_run", "audit_head"}
    assert dry.model_dump(exclude=same) == real.model_dump(exclude=same)
    assert [(theme.slug, theme.state) for theme in real.themes] == [("old", "dormant"), ("older", "fading")]
    again = apply_decay(executor, context, NOW + timedelta(hours=1), HALF_LIFE)
    assert (again.themes_changed, again.themes_unchanged) == (0, 3)


def test_a_scan_and_the_decay_leave_each_others_work_alone(
    executor: Executor, context: ToolContext, seen: Seen
) -> None:
    """A second scan with no new evidence writes nothing although the theme has faded meanwhile."""
    assert seen("price", 100) == "created"
    assert apply_decay(executor, context, NOW, HALF_LIFE).fading == 1
    assert seen("price", 100) == "unchanged"
    assert apply_decay(executor, context, NOW, HALF_LIFE).themes_changed == 0


def test_a_theme_wakes_when_it_has_evidence_again(
    executor: Executor, context: ToolContext, seen: Seen
) -> None:
    seen("price", 200)
    assert apply_decay(executor, context, NOW, HALF_LIFE).dormant == 1
    assert seen("price", 2) == "updated"
    report = apply_decay(executor, context, NOW, HALF_LIFE)
    assert (report.active, report.dormant) == (1, 0)
    assert [(theme.was, theme.state, theme.confidence) for theme in report.themes] == [
        ("dormant", "active", 0.8)
    ]


def test_themes_that_nobody_is_shown_neither_count_nor_fade(
    executor: Executor, context: ToolContext, seen: Seen
) -> None:
    for slug in ("cost", "price", "small-talk"):
        seen(slug, 100)
    decide(executor, person(context.org_id, "Ann"), merge_themes, ["cost"], into="price")
    decide(executor, person(context.org_id, "Ann"), reject_theme, ["small-talk"])
    report = apply_decay(executor, context, NOW, HALF_LIFE)
    assert (report.active, report.fading, report.themes_changed) == (0, 1, 1)
    decide(executor, person(context.org_id, "Ann"), restore_theme, ["small-talk"])
    assert apply_decay(executor, context, NOW, HALF_LIFE).fading == 2


def test_every_write_of_the_decay_is_audited_with_what_undo_needs(
    executor: Executor, context: ToolContext, seen: Seen, owner: psycopg.Connection
) -> None:
    seen("price", 100)
    apply_decay(executor, context, NOW, HALF_LIFE)
    apply_decay(executor, context, NOW + timedelta(days=100), HALF_LIFE)
    changes = owner.execute(
        "select c.operation, c.before ->> 'state' from row_changes c"
        " join tool_calls t on t.org_id = c.org_id and t.id = c.call_id"
        " where t.tool = 'themes.set_decay_state' order by c.id"
    ).fetchall()
    assert changes == [("insert", None), ("update", "fading")]
    with executor.database.org_transaction(context.org_id) as connection:
        assert audit_verification.verify(connection).broken_at is None


def test_a_dormant_theme_costs_no_further_writes(
    executor: Executor, context: ToolContext, seen: Seen
) -> None:
    seen("price", 0)
    nights = (
        apply_decay(executor, context, NOW + timedelta(days=day), HALF_LIFE) for day in range(0, 400, 3)
    )
    assert sum(night.themes_changed for night in nights) == 20
