"""What recurs is decided by one rule."""

from uuid import UUID

import pytest

from themes.evidence.recurrence import falls_below, recurs

ANN, BOB, CYD = (UUID(int=number) for number in range(3))


@pytest.mark.parametrize(
    ("supporters", "pinned", "expected"),
    [([], False, False), ([ANN], False, False), ([ANN, ANN], False, False), ([ANN, BOB], False, True),
     ([ANN], True, True), ([], True, False)],
)  # fmt: skip
def test_a_theme_recurs_with_enough_distinct_interviews_or_with_one_if_pinned(
    supporters: list[UUID], pinned: bool, expected: bool
) -> None:
    assert recurs(supporters, 2, pinned=pinned) is expected


def test_only_a_theme_that_lost_a_supporter_falls_below_the_minimum() -> None:
    assert falls_below([ANN, BOB], [ANN], 2)
    assert not falls_below([ANN, BOB, CYD], [ANN, BOB], 2)
    assert not falls_below([ANN], [ANN], 2)
    assert not falls_below([ANN, BOB], [ANN], 2, pinned=True)
