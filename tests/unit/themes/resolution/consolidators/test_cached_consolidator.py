"""What a consolidator decided is remembered, and no name is asked about twice."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.consolidators import ByLastWord, Memory, group
from themes.exceptions import ConsolidationError
from themes.models import Consolidation, JointTheme, NameGroup, Usage
from themes.resolution.consolidators.cached_consolidator import CachedConsolidator

NAMES = [
    group("Slow support"),
    group("Pricing worries"),
    group("Waiting for support"),
    group("Price worries"),
]

CATALOGUE = [group("Support"), group("Onboarding")]


def as_sets(answer: Consolidation) -> set[frozenset[str]]:
    return {frozenset(group) for group in answer.groups}


async def test_names_asked_about_before_are_not_asked_about_again() -> None:
    inner, memory = ByLastWord(), Memory()
    before = await CachedConsolidator(inner, memory).consolidate(NAMES, CATALOGUE)
    after = await CachedConsolidator(inner, memory).consolidate(NAMES[::-1], CATALOGUE[::-1])
    assert len(inner.asked) == 1
    assert after.groups == before.groups
    assert after.usage == Usage()


async def test_a_new_name_alone_is_asked_about_and_joins_a_group_of_old_through_its_representative() -> None:
    inner, memory = ByLastWord(), Memory()
    remembered = CachedConsolidator(inner, memory)
    await remembered.consolidate(NAMES, CATALOGUE)
    answer = await remembered.consolidate([*NAMES, group("Other worries")], CATALOGUE)
    assert inner.asked[1] == ({"other-worries"}, {"support", "onboarding", "price-worries"})
    assert as_sets(answer) == {
        frozenset({"other-worries", "price-worries", "pricing-worries"}),
        frozenset({"slow-support", "support", "waiting-for-support"}),
    }
    assert (await remembered.consolidate([*NAMES, group("Other worries")], CATALOGUE)).groups == answer.groups
    assert len(inner.asked) == 2


async def test_a_group_that_never_became_a_theme_is_remembered_all_the_same() -> None:
    inner, memory = ByLastWord(), Memory()
    remembered = CachedConsolidator(inner, memory)
    await remembered.consolidate(NAMES[1:2], [])
    await remembered.consolidate(NAMES[1:2], [])
    assert len(inner.asked) == 1


async def test_a_theme_no_longer_offered_leaves_its_names_together() -> None:
    remembered = CachedConsolidator(ByLastWord(), Memory())
    await remembered.consolidate(NAMES, CATALOGUE)
    answer = await remembered.consolidate(NAMES, [])
    assert frozenset({"slow-support", "waiting-for-support"}) in as_sets(answer)


async def test_a_name_with_a_new_description_does_not_fall_in_with_its_old_group() -> None:
    class Apart(ByLastWord):
        async def consolidate(
            self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]
        ) -> Consolidation:
            return Consolidation(groups=tuple((name.slug,) for name in names))

    memory = Memory()
    await CachedConsolidator(ByLastWord(), memory).consolidate(NAMES, [])
    changed = [NAMES[1], group("Price worries", "Something else altogether.")]
    answer = await CachedConsolidator(Apart(), memory).consolidate(changed, [])
    assert as_sets(answer) == {frozenset({"pricing-worries"}), frozenset({"price-worries"})}


async def test_memory_holds_hashes_only_where_no_theme_was_named() -> None:
    memory = Memory()
    await CachedConsolidator(ByLastWord(), memory).consolidate(NAMES, CATALOGUE)
    words = [word for key, value in memory.decisions.items() for word in (key, *value.split())]
    assert all(len(bytes.fromhex(word)) == 32 for word in words)


class InTwoCodes(ByLastWord):
    """A model that makes codes by the last word, and of all codes of new names one theme."""

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        answer = await super().consolidate(names, catalogue)
        members = tuple(name.slug for name in names)
        theme = JointTheme(members=members, name="Cost of help", description="Help and prices.")
        return answer.model_copy(update={"themes": (theme,)})


async def test_a_theme_of_several_codes_is_remembered_with_its_name() -> None:
    """The next scan, and the next round of this one, find it under the same name without asking."""
    inner, memory = InTwoCodes(), Memory()
    first = await CachedConsolidator(inner, memory).consolidate(NAMES, [])
    again = await CachedConsolidator(inner, memory).consolidate(NAMES[::-1], [])
    assert len(inner.asked) == 1
    assert [theme.name for theme in first.themes] == ["Cost of help"]
    assert (again.groups, again.themes) == (first.groups, first.themes)


async def test_a_new_name_joins_a_theme_of_old_through_any_of_its_codes() -> None:
    inner, memory = InTwoCodes(), Memory()
    remembered = CachedConsolidator(inner, memory)
    await remembered.consolidate(NAMES, [])
    answer = await remembered.consolidate([*NAMES, group("Other worries")], [])
    (theme,) = answer.themes
    assert theme.members == ("other-worries", *sorted(name.slug for name in NAMES))
    assert theme.name == "Cost of help"


async def test_nothing_is_remembered_of_a_question_that_failed() -> None:
    class Failing(ByLastWord):
        async def consolidate(
            self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]
        ) -> Consolidation:
            raise ConsolidationError("No answer.", Usage(calls=2))

    memory = Memory()
    with pytest.raises(ConsolidationError):
        await CachedConsolidator(Failing(), memory).consolidate(NAMES, CATALOGUE)
    assert memory.decisions == {}


WORDS = st.sampled_from(
    [f"{first} {last}" for first in "abcdef" for last in ("worries", "support", "onboarding")]
)


@given(additions=st.lists(st.sets(WORDS, min_size=1), min_size=1, max_size=5))
async def test_names_that_come_bit_by_bit_end_up_as_if_asked_about_at_once(additions: list[set[str]]) -> None:
    inner, seen = ByLastWord(), set[str]()
    remembered = CachedConsolidator(inner, Memory())
    for addition in additions:
        seen |= addition
        names = [group(name) for name in sorted(seen)]
        answer = await remembered.consolidate(names, CATALOGUE)
        assert as_sets(answer) == as_sets(await ByLastWord().consolidate(names, CATALOGUE))
    asked = [slug for asked_names, _ in inner.asked for slug in asked_names]
    assert len(asked) == len(set(asked)), "no name is asked about twice"
