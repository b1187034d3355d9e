"""A model that calls everything one theme is not believed."""

import pytest

from tests.support.consolidators import InOneGroup, Memory, group
from themes.embeddings.minilm import MiniLM
from themes.exceptions import ConsolidationError
from themes.models import NameGroup
from themes.resolution.consolidators.cached_consolidator import CachedConsolidator
from themes.resolution.consolidators.coherence_check import CoherentConsolidator

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
    doubting = CachedConsolidator(CoherentConsolidator(inner, MiniLM()), memory)
    for names, catalogue in ((UNLIKE, []), (UNLIKE[1:], UNLIKE[:1])):
        with pytest.raises(ConsolidationError) as caught:
            await doubting.consolidate(names, catalogue)
        assert caught.value.usage.calls == 1
    assert memory.decisions == {}


@pytest.mark.parametrize("names", [ALIKE, UNLIKE[:5], []], ids=["wordings of one", "a few", "none"])
async def test_other_wordings_of_one_theme_and_small_groups_are_believed(names: list[NameGroup]) -> None:
    answer = await CoherentConsolidator(InOneGroup(), MiniLM()).consolidate(names, [])
    assert answer.groups == (tuple(name.slug for name in names),)
