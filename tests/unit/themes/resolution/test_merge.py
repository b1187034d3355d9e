"""Mentions and existing themes become one list, the same whatever the order in which they come."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.merging import (
    CATALOGUES,
    CONSOLIDATORS,
    INTERVIEWS,
    Memory,
    Scripted,
    apart,
    by_first_letter,
    existing,
    heard,
    mention,
    merged,
    names_of,
    stored,
)
from themes.embeddings.minilm import MiniLM
from themes.evidence.recurrence import MinimumSupport
from themes.exceptions import ConsolidationError, ModelRefusedError
from themes.models import (
    Alias,
    CatalogueTheme,
    InterviewMentions,
    MergedTheme,
    NameGroup,
    ParticipantPlace,
    Skipped,
    Usage,
)
from themes.resolution.consolidators.cached_consolidator import CachedConsolidator
from themes.resolution.merge import merge
from themes.text.slugs import slugify
from tools.testbed.word_bags import WordBags

START = datetime(2025, 1, 1, tzinfo=UTC)
Names = Sequence[NameGroup]

THREE = MinimumSupport(interviews=3)


@pytest.mark.parametrize(("people", "themes"), [((7, 7), 0), ((7, 8), 1)])
async def test_a_theme_of_too_few_people_is_reported_with_their_count(
    people: tuple[int, int], themes: int
) -> None:
    """A person who gave both interviews counts once."""
    spoken = [
        heard(number, mention("Slow export")).model_copy(
            update={"places": (ParticipantPlace(UUID(int=person), 0, 10),)}
        )
        for number, person in enumerate(people, start=1)
    ]
    least = MinimumSupport(interviews=2, participants=2)
    plan = await merge(spoken, [], embedder=WordBags(), consolidator=None, minimum=least)
    assert len(plan.themes) == themes
    told = "told by 1 participant, and a theme needs at least 2"
    assert [one.reason for one in plan.skipped] == [told] * (1 - themes)


async def test_mentions_of_one_name_become_one_theme_without_an_alias() -> None:
    plan = await merged([heard(1, mention("Slow export")), heard(2, mention("slow  EXPORT!"))])
    (theme,) = plan.themes
    assert (theme.theme_id, theme.slug, theme.new_aliases) == (None, "slow-export", ())
    assert theme.occurrences == 2


async def test_a_theme_in_too_few_interviews_is_reported_with_its_count() -> None:
    plan = await merged([heard(1, mention("Slow export", "", 0.9), mention("Slow export"))], least=3)
    assert plan.themes == ()
    assert plan.skipped == (
        Skipped(item="theme 'Slow export'", reason="found in 1 interview, and a theme needs at least 3"),
    )


async def test_interviews_already_linked_to_a_theme_count_towards_the_minimum() -> None:
    plan = await merged([heard(1, mention("Slow export"))], [existing("Slow export", linked=[1, 2])])
    assert [theme.slug for theme in plan.themes] == ["slow-export"]
    plan = await merged([heard(1, mention("Slow export"))], [existing("Slow export", linked=[1])])
    assert plan.themes == ()


async def test_an_existing_theme_keeps_its_identity_and_one_not_heard_does_not_appear() -> None:
    old, silent = existing("Slow export", "As it was.", linked=[7, 8]), existing("Silent", linked=[7, 8])
    plan = await merged([heard(1, mention("SLOW export", "Another one.", 0.9))], [silent, old])
    (theme,) = plan.themes
    assert (theme.theme_id, theme.name, theme.description) == (old.id, "Slow export", "As it was.")


async def test_a_remembered_alias_attaches_without_asking() -> None:
    consolidator = Scripted(apart)
    catalogue = [existing("Slow export", aliases=["waiting-for-files"], linked=[8, 9])]
    plan = await merged([heard(1, mention("Waiting for files"))], catalogue, consolidator)
    assert [(theme.slug, theme.new_aliases) for theme in plan.themes] == [("slow-export", ())]
    assert consolidator.requests == []


async def test_an_exact_slug_goes_before_an_alias_of_another_theme() -> None:
    catalogue = [existing("A", aliases=["b"], linked=[8, 9]), existing("B", linked=[8, 9])]
    plan = await merged([heard(1, mention("b"))], catalogue)
    assert [theme.slug for theme in plan.themes] == ["b"]


async def test_a_name_that_means_clearly_the_same_attaches_and_is_remembered() -> None:
    catalogue = [existing("Slow export of tables", linked=[8, 9]), existing("Team lunch", linked=[8, 9])]
    plan = await merged([heard(1, mention("Export of tables slow"))], catalogue)
    (theme,) = plan.themes
    assert theme.new_aliases == (
        Alias(slug="export-of-tables-slow", name="Export of tables slow", source="embedding"),
    )


async def test_a_name_between_two_themes_is_left_to_the_consolidator() -> None:
    catalogue = [existing("Export of tables", linked=[8, 9]), existing("Tables of export", linked=[8, 9])]
    consolidator = Scripted(lambda names, themes: [[names[0].slug, "tables-of-export"]])
    plan = await merged([heard(1, mention("Of export tables"))], catalogue, consolidator)
    assert consolidator.requests == [(["of-export-tables"], ["export-of-tables", "tables-of-export"])]
    assert [(theme.slug, theme.new_aliases[0].source) for theme in plan.themes] == [
        ("tables-of-export", "model")
    ]
    assert plan.usage.calls == 1


async def test_names_alike_become_one_theme_named_for_the_strongest() -> None:
    plan = await merged(
        [
            heard(1, mention("Export of big tables slow", "", 0.9)),
            heard(2, mention("Slow export of big tables", "Said twice.", 0.4)),
            heard(3, mention("Slow export of big tables", "", 0.4)),
        ]
    )
    (theme,) = plan.themes
    assert (theme.name, theme.description) == ("Slow export of big tables", "Said twice.")
    assert theme.new_aliases == (
        Alias(slug="export-of-big-tables-slow", name="Export of big tables slow", source="deterministic"),
    )


@pytest.mark.parametrize("consolidator", [None, Scripted(by_first_letter)])
@pytest.mark.parametrize(
    ("name", "opposite"),
    [
        ("Pricing is fair for us", "Pricing is unfair for us"),
        ("Setup was easy for them", "Setup was hard for them"),
        ("Would pay for the export", "Would not pay for the export"),
    ],
)
async def test_opposites_stay_two_themes_whoever_decides(
    name: str, opposite: str, consolidator: Scripted | None
) -> None:
    interviews = [heard(number, mention(name if number % 2 else opposite)) for number in range(4)]
    assert names_of(await merged(interviews, consolidator=consolidator)) == {name: set(), opposite: set()}
    plan = await merged(interviews, [existing(name, linked=[1])], consolidator)
    assert names_of(plan) == {name: set(), opposite: set()}


async def test_a_support_is_the_union_of_an_interviews_mentions_and_its_strongest_speaks() -> None:
    weak = mention("Slow export", "", 0.4, 40, 20, rationale="weak")
    strong = mention("slow export", "", 0.8, 60, 20, rationale="strong")
    plan = await merged([heard(1, weak, strong), heard(2, mention("Slow export", "", 0.8))])
    (theme,) = plan.themes
    first, second = theme.supports
    assert (first.interview_id, first.confidence, first.rationale) == (UUID(int=1), 0.8, "strong")
    assert [passage.start for passage in first.passages] == [60, 40, 20]
    assert second.interview_id == UUID(int=2)
    assert theme.confidence == 0.9106
    assert theme.occurrences == 4


async def test_passages_keep_the_order_that_the_extractor_gave_them() -> None:
    """The first is its best evidence, and what readers see first."""
    plan = await merged([heard(n, mention("Slow export", "", 0.8, 60, 20, 40)) for n in (1, 2)])
    for support in plan.themes[0].supports:
        assert [passage.start for passage in support.passages] == [60, 20, 40]


async def test_supports_and_themes_come_strongest_first() -> None:
    plan = await merged(
        [
            heard(1, mention("A", "", 0.5), mention("B", "", 0.9)),
            heard(2, mention("A", "", 0.5, 1, 50), mention("B", "", 0.9), mention("C", "", 0.9)),
            heard(3, mention("A", "", 0.5), mention("C", "", 0.9)),
        ]
    )
    assert [theme.slug for theme in plan.themes] == ["a", "b", "c"]
    assert [support.interview_id.int for support in plan.themes[0].supports] == [2, 3, 1]


async def test_the_consolidator_is_asked_in_bounded_requests_that_hold_every_name_once() -> None:
    interviews = [heard(number, mention(f"Topic {number} {number * 7}")) for number in range(400)]
    consolidator = Scripted(apart)
    await merged(interviews, consolidator=consolidator)
    sizes = [len(names) for names, _ in consolidator.requests]
    assert sizes == [133, 133, 134]
    asked = [name for names, _ in consolidator.requests for name in names]
    assert len(set(asked)) == len(asked) == 400
    assert all(names == sorted(names) for names, _ in consolidator.requests)


@pytest.mark.parametrize(
    "answer",
    [
        lambda names, themes: [],
        lambda names, themes: [[name.slug for name in names]] * 2,
        lambda names, themes: [*([name.slug] for name in names), ["made-up"]],
        lambda names, themes: [[*(name.slug for name in names), *(theme.slug for theme in themes)]],
    ],
)
async def test_an_invalid_partition_is_replaced_by_the_deterministic_merge(
    answer: Callable[[Names, Names], list[list[str]]],
) -> None:
    interviews = [
        heard(1, mention("Slow big export of tables")),
        heard(2, mention("Big export of slow tables")),
        heard(3, mention("Tables at lunch")),
    ]
    catalogue = [existing("Big tables", linked=[8, 9]), existing("Slow lunch at tables", linked=[8, 9])]
    plan = await merged(interviews, catalogue, Scripted(answer))
    assert plan.notes == (
        "The model's grouping of names was unusable; names were merged by their likeness instead.",
    )
    assert plan.usage == Usage(calls=1, prompt_tokens=10)
    assert plan.themes == (await merged(interviews, catalogue)).themes


async def test_a_failed_consolidation_is_paid_for_noted_and_replaced_for_its_names_alone() -> None:
    def fail_on_first(names: Names, catalogue: Names) -> list[list[str]]:
        if len(consolidator.requests) == 1:
            raise ConsolidationError("No.", Usage(calls=2))
        return apart(names, catalogue)

    interviews = [heard(number, mention(f"Topic {number} {number * 7}")) for number in range(200)]
    consolidator = Scripted(fail_on_first)
    plan = await merged(interviews, consolidator=consolidator)
    assert plan.usage == Usage(calls=3, prompt_tokens=10)
    assert "in 1 of 2 requests" in plan.notes[0]


@pytest.mark.parametrize("answer", [apart, by_first_letter])
async def test_with_its_memory_a_consolidator_is_asked_nothing_by_a_second_merge(
    answer: Callable[[Names, Names], list[list[str]]],
) -> None:
    """Names that were left over are not asked about again either, though new themes stand near them."""
    interviews = [heard(n, mention(f"{'abc'[n % 3]} topic {n % 120}"), mention("Export")) for n in range(200)]
    asked = Scripted(answer)
    consolidator = CachedConsolidator(asked, Memory())
    plan = await merge(interviews, [], embedder=WordBags(), consolidator=consolidator, minimum=THREE)
    assert plan.usage.calls == len(asked.requests) == 1
    again = await merge(
        interviews,
        stored(plan),
        embedder=WordBags(),
        consolidator=consolidator,
        minimum=THREE,
    )
    assert again.usage == Usage()
    assert [_evidence(theme) for theme in again.themes] == [_evidence(theme) for theme in plan.themes]


async def test_a_name_left_over_by_full_requests_is_not_asked_about_by_a_second_merge() -> None:
    """The second has themes to compare it with, which the first one made."""
    asked = Scripted(by_first_letter)
    asked.most_names = 3
    interviews = [heard(n, mention(f"Aim {word}")) for n, word in enumerate(["one", "two", "three", "four"])]
    consolidator = CachedConsolidator(asked, Memory())
    first = await merged(interviews, consolidator=consolidator)
    count = len(asked.requests)
    await merged(interviews, stored(first), consolidator=consolidator)
    assert len(asked.requests) == count


async def test_an_endpoint_that_refuses_every_call_ends_the_merge() -> None:
    def refuse(names: Names, catalogue: Names) -> list[list[str]]:
        raise ModelRefusedError("The key is wrong.")

    with pytest.raises(ModelRefusedError):
        await merged([heard(1, mention("A"), mention("B"))], consolidator=Scripted(refuse))


@given(INTERVIEWS, CATALOGUES, CONSOLIDATORS, st.randoms())
async def test_no_order_changes_the_outcome_nor_what_is_asked(
    interviews: list[InterviewMentions],
    catalogue: list[CatalogueTheme],
    answer: Callable[[Names, Names], list[list[str]]] | None,
    rng: random.Random,
) -> None:
    def shuffled(interview: InterviewMentions) -> InterviewMentions:
        mentions = rng.sample(interview.mentions, len(interview.mentions))
        return interview.model_copy(update={"mentions": tuple(mentions)})

    one, other = (Scripted(answer), Scripted(answer)) if answer else (None, None)
    plan = await merged(interviews, catalogue, one)
    mixed = [shuffled(interview) for interview in rng.sample(interviews, len(interviews))]
    again = await merged(mixed, rng.sample(catalogue, len(catalogue)), other)
    assert again == plan
    assert not one or not other or one.requests == other.requests


@given(INTERVIEWS, CATALOGUES, CONSOLIDATORS)
async def test_a_second_merge_finds_everything_by_slug_or_alias(
    interviews: list[InterviewMentions],
    catalogue: list[CatalogueTheme],
    answer: Callable[[Names, Names], list[list[str]]] | None,
) -> None:
    plan = await merged(interviews, catalogue, Scripted(answer) if answer else None)
    # A name once left over may meet themes that this very merge made; what it then hears is a new answer.
    consolidator = Scripted(apart) if answer else None
    after = stored(plan, catalogue)
    again = await merged(interviews, after, consolidator)
    assert [theme.new_aliases for theme in again.themes] == [()] * len(plan.themes)
    assert [_evidence(theme) for theme in again.themes] == [_evidence(theme) for theme in plan.themes]
    settled = {slug for theme in after for slug in (theme.slug, *theme.aliases)}
    assert not consolidator or settled.isdisjoint(
        name for names, _ in consolidator.requests for name in names
    )


def _evidence(theme: MergedTheme) -> tuple[object, ...]:
    return theme.slug, theme.name, theme.description, theme.confidence, theme.supports


@given(INTERVIEWS, CATALOGUES, CONSOLIDATORS)
async def test_every_name_has_one_home_and_no_alias_is_another_themes_slug(
    interviews: list[InterviewMentions],
    catalogue: list[CatalogueTheme],
    answer: Callable[[Names, Names], list[list[str]]] | None,
) -> None:
    plan = await merged(interviews, catalogue, Scripted(answer) if answer else None)
    slugs = {theme.slug for theme in plan.themes} | {theme.slug for theme in catalogue}
    aliases = [alias.slug for theme in plan.themes for alias in theme.new_aliases]
    assert len(aliases) == len(set(aliases))
    assert slugs.isdisjoint(aliases)
    assert all(theme.slug == slugify(theme.name) for theme in plan.themes)


@pytest.mark.timeout(60)
async def test_of_a_thousand_names_each_has_one_home() -> None:
    names = [f"Topic {number % 350} {['slow', 'slower', 'slowest'][number % 3]}" for number in range(1000)]
    interviews = [heard(number, mention(name, f"About {name[6:9]}")) for number, name in enumerate(names)]
    plan = await merged(interviews)
    homes = [name for theme, aliases in names_of(plan).items() for name in (theme, *aliases)]
    assert sorted(homes) == sorted(set(names))


async def test_the_real_embeddings_join_other_wordings_and_keep_opposites_apart() -> None:
    names = [
        ("Onboarding friction", "New users find setup confusing."),
        ("Setup is confusing for new users", "New users struggle to set the product up."),
        ("Notification fatigue", "Too many alerts are sent."),
        ("Overwhelming notifications", "Users get more alerts than they can handle."),
        ("Pricing is fair", "Customers find the price fair."),
        ("Pricing is unfair", "Customers find the price unfair."),
        ("Likes offline mode", "Users like working offline."),
        ("Dislikes offline mode", "Users dislike working offline."),
    ]
    interviews = [heard(number, mention(*names[number % len(names)])) for number in range(16)]
    plan = await merge(interviews, [], embedder=MiniLM(), consolidator=None, minimum=MinimumSupport())
    assert {frozenset({name, *aliases}) for name, aliases in names_of(plan).items()} == {
        frozenset({"Onboarding friction", "Setup is confusing for new users"}),
        frozenset({"Notification fatigue", "Overwhelming notifications"}),
        *(frozenset({name}) for name, _ in names[4:]),
    }
