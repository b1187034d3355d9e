"""Which names mean the same: the model's answer, and how it is remembered."""

import json
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.model_server import Fault, ModelServer, Request, always, first
from tests.unit.themes.resolution.test_merge import heard, mention, merged
from themes.embeddings.minilm import MiniLM
from themes.exceptions import ConsolidationError, ModelRefusedError
from themes.llm.client import ModelClient
from themes.llm.config import ModelConfig
from themes.models import Consolidation, NameGroup, Usage
from themes.resolution.consolidators.coherence_check import CoherentConsolidator
from themes.resolution.consolidators.llm_consolidator import MAX_NAMES, ModelConsolidator
from themes.resolution.consolidators.remembered_consolidator import RememberedConsolidator
from themes.text.slugs import slugify


def group(name: str, description: str = "About it.") -> NameGroup:
    return NameGroup(slug=slugify(name), name=name, description=description)


NAMES = [
    group("Slow support"),
    group("Pricing worries"),
    group("Waiting for support"),
    group("Price worries"),
]
CATALOGUE = [group("Support"), group("Onboarding")]


@asynccontextmanager
async def consolidator(model: ModelServer, **changes: Any) -> AsyncIterator[ModelConsolidator]:
    settings = {"retries": 1, "backoff_seconds": 0.01, **changes}
    client = ModelClient(ModelConfig(model="test", base_url=model.base_url, **settings))
    try:
        yield ModelConsolidator(client)
    finally:
        await client.aclose()


@pytest.mark.parametrize("output", ["tools", "json_schema", "json"])
async def test_names_that_mean_the_same_are_grouped_and_attached_with_one_request(output: str) -> None:
    with ModelServer() as model:
        async with consolidator(model, output=output) as asking:
            answer = await asking.consolidate(NAMES, CATALOGUE)
    assert answer.groups == (
        ("price-worries", "pricing-worries"),
        ("slow-support", "support", "waiting-for-support"),
    )
    assert answer.usage.calls == model.calls == 1


async def test_the_order_of_the_names_changes_neither_question_nor_answer() -> None:
    with ModelServer() as model:
        async with consolidator(model) as asking:
            answers = [
                await asking.consolidate(random.sample(NAMES, 4), random.sample(CATALOGUE, 2))
                for _ in range(4)
            ]
    assert len({answer.groups for answer in answers}) == 1
    assert all(request.body == model.requests[0].body for request in model.requests)


async def test_the_model_sees_numbers_and_words_but_no_slugs() -> None:
    with ModelServer() as model:
        async with consolidator(model) as asking:
            await asking.consolidate([group("Slow\nsupport", "Ignore\nthat.")], CATALOGUE)
    assert model.requests[0].enclosed("names") == "1. Slow support: Ignore that."
    assert model.requests[0].enclosed("existing") == "2. Onboarding: About it.\n3. Support: About it."
    assert "slow-support" not in model.requests[0].prompt


@pytest.mark.parametrize("fault", [Fault("made_up"), Fault("bad_answer"), Fault("status", 500)])
async def test_an_unusable_answer_is_asked_for_again(fault: Fault) -> None:
    with ModelServer(faults=first(1, fault)) as model:
        async with consolidator(model) as asking:
            answer = await asking.consolidate(NAMES, CATALOGUE)
    assert len(answer.groups) == 2
    assert answer.usage.calls == model.calls == 2


@pytest.mark.parametrize(
    "fault", [Fault("made_up"), Fault("bad_answer"), Fault("cut_off"), Fault("status", 500)]
)
async def test_answers_unusable_for_good_end_in_an_error_that_says_the_cost(fault: Fault) -> None:
    with ModelServer(faults=always(fault)) as model:
        async with consolidator(model) as asking:
            with pytest.raises(ConsolidationError) as caught:
                await asking.consolidate(NAMES, CATALOGUE)
    assert caught.value.usage.calls == model.calls <= 2
    assert caught.value.usage.prompt_tokens == model.prompt_tokens
    assert caught.value.__context__ is None
    assert "SECRET-OUTPUT" not in str(caught.value)


async def test_no_more_names_are_asked_about_at_once_than_an_answer_has_room_for() -> None:
    """Of an answer that is cut off not one group counts; the recipe for slow models has 700 tokens."""
    model = ModelServer(themes={}, same=str)

    def keeping_to_its_limit(request: Request) -> Fault | None:
        said = len(json.dumps(model._said(request, None))) / 4
        return Fault("cut_off", kept=0.5) if said > request.body["max_tokens"] else None

    model.faults = keeping_to_its_limit
    interviews = [heard(number, mention(f"Topic {number} {number * 7}")) for number in range(200)]
    with model:
        async with consolidator(model, output="tools", answer_tokens=700) as asking:
            plan = await merged(interviews, consolidator=asking)
        assert plan.notes == ()
        assert plan.usage.calls == model.calls <= 10


async def test_a_refused_key_is_a_refusal_here_too() -> None:
    with ModelServer(faults=always(Fault("status", 401))) as model:
        async with consolidator(model) as asking:
            with pytest.raises(ModelRefusedError):
                await asking.consolidate(NAMES, CATALOGUE)


async def test_what_needs_no_decision_costs_no_request_and_too_much_is_refused() -> None:
    with ModelServer() as model:
        async with consolidator(model) as asking:
            assert (await asking.consolidate([], CATALOGUE)).groups == ()
            assert (await asking.consolidate(NAMES[:1], [])).groups == (("slow-support",),)
            with pytest.raises(ConsolidationError, match="split"):
                await asking.consolidate([group(f"Name {i}") for i in range(MAX_NAMES + 1)], [])
    assert model.calls == 0


class ByLastWord:
    """A consolidator that groups names by their last word, and remembers what it was asked."""

    fingerprint = "last-word"
    most_names = 150

    def __init__(self) -> None:
        self.asked: list[tuple[set[str], set[str]]] = []

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        self.asked.append(({name.slug for name in names}, {entry.slug for entry in catalogue}))
        groups: dict[str, list[str]] = {}
        for name in names:
            groups.setdefault(name.slug.rsplit("-", 1)[-1], []).append(name.slug)
        for entry in catalogue:
            last = entry.slug.rsplit("-", 1)[-1]
            if last in groups and not any(slug in groups[last] for slug in (e.slug for e in catalogue)):
                groups[last].append(entry.slug)
        return Consolidation(groups=tuple(map(tuple, groups.values())), usage=Usage(calls=1))


class Memory:
    """A memory that lasts as long as the test."""

    def __init__(self) -> None:
        self.decisions: dict[str, str] = {}

    async def load(self, keys: Sequence[str]) -> Mapping[str, str]:
        return {key: self.decisions[key] for key in keys if key in self.decisions}

    async def store(self, decisions: Mapping[str, str]) -> None:
        self.decisions |= decisions


def as_sets(answer: Consolidation) -> set[frozenset[str]]:
    return {frozenset(group) for group in answer.groups}


async def test_names_asked_about_before_are_not_asked_about_again() -> None:
    inner, memory = ByLastWord(), Memory()
    before = await RememberedConsolidator(inner, memory).consolidate(NAMES, CATALOGUE)
    after = await RememberedConsolidator(inner, memory).consolidate(NAMES[::-1], CATALOGUE[::-1])
    assert len(inner.asked) == 1
    assert after.groups == before.groups
    assert after.usage == Usage()


async def test_a_new_name_alone_is_asked_about_and_joins_a_group_of_old_through_its_representative() -> None:
    inner, memory = ByLastWord(), Memory()
    remembered = RememberedConsolidator(inner, memory)
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
    remembered = RememberedConsolidator(inner, memory)
    await remembered.consolidate(NAMES[1:2], [])
    await remembered.consolidate(NAMES[1:2], [])
    assert len(inner.asked) == 1


async def test_a_theme_no_longer_offered_leaves_its_names_together() -> None:
    remembered = RememberedConsolidator(ByLastWord(), Memory())
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
    await RememberedConsolidator(ByLastWord(), memory).consolidate(NAMES, [])
    changed = [NAMES[1], group("Price worries", "Something else altogether.")]
    answer = await RememberedConsolidator(Apart(), memory).consolidate(changed, [])
    assert as_sets(answer) == {frozenset({"pricing-worries"}), frozenset({"price-worries"})}


async def test_memory_holds_hashes_only() -> None:
    memory = Memory()
    await RememberedConsolidator(ByLastWord(), memory).consolidate(NAMES, CATALOGUE)
    assert all(len(bytes.fromhex(word)) == 32 for pair in memory.decisions.items() for word in pair)


async def test_nothing_is_remembered_of_a_question_that_failed() -> None:
    class Failing(ByLastWord):
        async def consolidate(
            self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]
        ) -> Consolidation:
            raise ConsolidationError("No answer.", Usage(calls=2))

    memory = Memory()
    with pytest.raises(ConsolidationError):
        await RememberedConsolidator(Failing(), memory).consolidate(NAMES, CATALOGUE)
    assert memory.decisions == {}


class InOneGroup(ByLastWord):
    """A model that says of all names, and of the first theme, that they mean the same."""

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        group = (*(name.slug for name in names), *(entry.slug for entry in catalogue[:1]))
        return Consolidation(groups=(group,), usage=Usage(calls=1))


UNLIKE = [
    group("Late payments", "Customers pay their bills late."),
    group("Photos that vanish", "Pictures taken on site are gone from the job."),
    group("Confusing import", "The file of customers is not taken as it is."),
    group("Praise for the helpline", "A person picks up and knows the product."),
    group("No work without signal", "The app is useless where there is no network."),
    group("Price rises", "The subscription became dearer than it is worth."),
]
ALIKE = [
    group("Slow customer support", "Answers from support take days or weeks."),
    group("Waiting for support", "People wait long until the helpdesk answers."),
    group("Support takes weeks", "Tickets lie for weeks before anybody replies."),
    group("No answer from the helpdesk", "Requests for help stay unanswered for long."),
    group("Long response times", "It takes support too long to respond."),
    group("Unanswered tickets", "Support leaves tickets without a reply for weeks."),
]


async def test_a_model_that_says_everything_is_one_theme_is_not_believed_and_has_its_cost_told() -> None:
    inner, memory = InOneGroup(), Memory()
    doubting = RememberedConsolidator(CoherentConsolidator(inner, MiniLM()), memory)
    for names, catalogue in ((UNLIKE, []), (UNLIKE[1:], UNLIKE[:1])):
        with pytest.raises(ConsolidationError) as caught:
            await doubting.consolidate(names, catalogue)
        assert caught.value.usage.calls == 1
    assert memory.decisions == {}


@pytest.mark.parametrize("names", [ALIKE, UNLIKE[:5], []], ids=["wordings of one", "a few", "none"])
async def test_other_wordings_of_one_theme_and_small_groups_are_believed(names: list[NameGroup]) -> None:
    answer = await CoherentConsolidator(InOneGroup(), MiniLM()).consolidate(names, [])
    assert answer.groups == (tuple(name.slug for name in names),)


WORDS = st.sampled_from(
    [f"{first} {last}" for first in "abcdef" for last in ("worries", "support", "onboarding")]
)


@given(additions=st.lists(st.sets(WORDS, min_size=1), min_size=1, max_size=5))
async def test_names_that_come_bit_by_bit_end_up_as_if_asked_about_at_once(additions: list[set[str]]) -> None:
    inner, seen = ByLastWord(), set[str]()
    remembered = RememberedConsolidator(inner, Memory())
    for addition in additions:
        seen |= addition
        names = [group(name) for name in sorted(seen)]
        answer = await remembered.consolidate(names, CATALOGUE)
        assert as_sets(answer) == as_sets(await ByLastWord().consolidate(names, CATALOGUE))
    asked = [slug for asked_names, _ in inner.asked for slug in asked_names]
    assert len(asked) == len(set(asked)), "no name is asked about twice"
