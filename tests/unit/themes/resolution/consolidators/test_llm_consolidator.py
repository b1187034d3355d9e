"""Which names mean the same: the model's answer, and how it is remembered."""

import json
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.support.consolidators import group
from tests.support.merging import heard, mention, merged
from themes.exceptions import ConsolidationError, ModelRefusedError
from themes.llm.client import ModelClient
from themes.llm.config import ModelConfig
from themes.resolution.consolidators.llm_consolidator import MAX_NAMES, ModelConsolidator
from tools.testbed.model_server import Fault, ModelServer, Request, always, first

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
