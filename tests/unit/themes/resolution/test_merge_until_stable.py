"""What a scan stores within its caps, the next scan of the same interviews finds again, and nothing else."""

from collections.abc import Callable, Sequence
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.support.merging import (
    CATALOGUES,
    INTERVIEWS,
    NAMES,
    Memory,
    Names,
    Scripted,
    apart,
    by_first_letter,
    existing,
    heard,
    mention,
    stored,
)
from themes.evidence.recurrence import MinimumSupport
from themes.models import CatalogueTheme, Consolidator, InterviewMentions, MergedTheme, MergePlan, NameGroup
from themes.resolution.consolidators.cached_consolidator import CachedConsolidator
from themes.resolution.merge_until_stable import merge_until_stable
from themes.text.slugs import slugify
from tools.testbed.word_bags import WordBags

Answer = Callable[[Names, Names], list[list[str]]]


def id_of(slug: str) -> UUID:
    return existing(slug).id


async def within(
    cap: int,
    interviews: Sequence[InterviewMentions],
    catalogue: Sequence[CatalogueTheme] = (),
    consolidator: Consolidator | None = None,
    codes: Sequence[NameGroup] = (),
) -> MergePlan:
    """The plan of a scan, of which it stores ``cap`` themes."""
    return await merge_until_stable(
        interviews,
        catalogue,
        max_themes=cap,
        id_of=id_of,
        embedder=WordBags(),
        consolidator=consolidator,
        minimum=MinimumSupport(interviews=2),
        codes=codes,
    )


def code(name: str) -> NameGroup:
    return NameGroup(slug=slugify(name), name=name, description="")


def kept(plan: MergePlan, cap: int) -> MergePlan:
    return plan.model_copy(update={"themes": plan.themes[:cap]})


def evidence(plan: MergePlan) -> list[tuple[object, ...]]:
    return [(theme.slug, theme.name, theme.confidence, theme.supports) for theme in plan.themes]


LONG, LONGER = "slow support for new customers", "very slow support for new customers"
INTERVIEWS_OF_BOTH = [
    heard(1, mention(LONG), mention(LONGER)),
    heard(2, mention(LONG), mention(LONGER)),
    heard(3, mention(LONG)),
]


async def test_names_of_a_theme_beyond_the_cap_go_at_once_where_the_next_scan_would_put_them() -> None:
    """The model keeps the two apart; of the one that is not stored the next scan knows only its name."""
    asked = Scripted(apart)
    consolidator = CachedConsolidator(asked, Memory())
    both = await within(2, INTERVIEWS_OF_BOTH, consolidator=CachedConsolidator(Scripted(apart), Memory()))
    assert [(theme.slug, theme.new_aliases) for theme in both.themes] == [
        (slugify(LONG), ()),
        (slugify(LONGER), ()),
    ]
    plan = await within(1, INTERVIEWS_OF_BOTH, consolidator=consolidator)
    (theme,) = plan.themes
    assert (theme.theme_id, theme.slug) == (None, slugify(LONG))
    assert [(alias.slug, alias.source) for alias in theme.new_aliases] == [(slugify(LONGER), "embedding")]
    assert plan.usage.calls == len(asked.requests) == 1
    again = await within(1, INTERVIEWS_OF_BOTH, stored(plan), consolidator)
    assert evidence(again) == evidence(plan)
    assert again.themes[0].new_aliases == ()
    assert again.usage.calls == 0


async def test_a_code_alike_to_a_new_theme_is_left_out_at_once() -> None:
    """Nobody speaks of the code but once; what means clearly the same recurs under another name."""
    interviews = [heard(1, mention(LONG)), heard(2, mention(LONG)), heard(3, mention(LONGER))]
    codes = [code(LONGER)]
    plan = await within(20, interviews, codes=codes)
    again = await within(20, interviews, stored(plan), codes=codes)
    assert evidence(again) == evidence(plan)
    assert [theme.new_aliases for theme in again.themes] == [()] * len(plan.themes)
    assert again.skipped == plan.skipped


@given(
    INTERVIEWS,
    CATALOGUES,
    st.integers(1, 4),
    st.lists(NAMES.map(code), max_size=3, unique_by=lambda entry: entry.slug),
    st.sampled_from([None, apart, by_first_letter]),
)
async def test_the_next_scan_finds_what_this_one_stored_and_nothing_else(
    interviews: list[InterviewMentions],
    catalogue: list[CatalogueTheme],
    cap: int,
    codes: list[NameGroup],
    answer: Answer | None,
) -> None:
    consolidator = CachedConsolidator(Scripted(answer), Memory()) if answer else None
    plan = await within(cap, interviews, catalogue, consolidator, codes)
    known = {theme.id for theme in catalogue}
    assert all(theme.theme_id is None or theme.theme_id in known for theme in plan.themes)
    again = await within(cap, interviews, stored(kept(plan, cap), catalogue), consolidator, codes)
    assert evidence(kept(again, cap)) == evidence(kept(plan, cap))
    assert aliases(kept(again, cap).themes) == []
    assert again.skipped == plan.skipped


def aliases(themes: Sequence[MergedTheme]) -> list[str]:
    return [alias.slug for theme in themes for alias in theme.new_aliases]
