"""What recurs is decided by one rule."""

from collections.abc import Mapping
from uuid import UUID

import pytest

from themes.evidence.recurrence import MinimumSupport, Supporters, falls_below, joined, people, recurs

ANN, BOB, CYD, P1, P2 = (UUID(int=number) for number in range(5))
TWO = MinimumSupport(interviews=2)
TWO_PEOPLE = MinimumSupport(interviews=1, participants=2)


def heard(*interviews: UUID) -> Supporters:
    """Interviews of which nothing tells who speaks."""
    return dict.fromkeys(interviews, frozenset())


@pytest.mark.parametrize(
    ("supporters", "pinned", "expected"),
    [([], False, False), ([ANN], False, False), ([ANN, ANN], False, False), ([ANN, BOB], False, True),
     ([ANN], True, True), ([], True, False)],
)  # fmt: skip
def test_a_theme_recurs_with_enough_distinct_interviews_or_with_one_if_pinned(
    supporters: list[UUID], pinned: bool, expected: bool
) -> None:
    assert recurs(heard(*supporters), TWO, pinned=pinned) is expected


@pytest.mark.parametrize(
    ("supporters", "expected"),
    [({ANN: {P1}, BOB: {P1}}, False), ({ANN: {P1}, BOB: {P2}}, True), ({ANN: {P1, P2}}, True),
     ({ANN: set(), BOB: set()}, True), ({ANN: set()}, False)],
)  # fmt: skip
def test_a_person_counts_once_and_an_interview_of_nobody_known_as_one_person(
    supporters: Mapping[UUID, set[UUID]], expected: bool
) -> None:
    known = {interview: frozenset(speakers) for interview, speakers in supporters.items()}
    assert recurs(known, TWO_PEOPLE) is expected


def test_a_pinned_theme_needs_one_person() -> None:
    assert recurs({ANN: frozenset({P1})}, MinimumSupport(interviews=2, participants=3), pinned=True)


def test_supporters_of_several_are_joined_person_by_person() -> None:
    both = joined({ANN: frozenset({P1})}, {ANN: frozenset({P2}), BOB: frozenset()})
    assert both == {ANN: frozenset({P1, P2}), BOB: frozenset()}
    assert people(both) == {P1, P2, BOB}


def test_only_a_theme_that_lost_a_supporter_falls_below_the_minimum() -> None:
    assert falls_below([ANN, BOB], heard(ANN), TWO)
    assert not falls_below([ANN, BOB, CYD], heard(ANN, BOB), TWO)
    assert not falls_below([ANN], heard(ANN), TWO)
    assert not falls_below([ANN, BOB], heard(ANN), TWO, pinned=True)


def test_a_theme_that_lost_one_of_its_people_falls_below_though_the_interview_still_speaks_of_it() -> None:
    assert falls_below([ANN, P1, P2], {ANN: frozenset({P1})}, TWO_PEOPLE)
