"""A theme's confidence follows its evidence and nothing else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themes.evidence.scoring import theme_confidence

CONFIDENCE = st.floats(0, 1)
CONFIDENCES = st.lists(CONFIDENCE, max_size=30)


@pytest.mark.parametrize(
    ("confidences", "expected"),
    [
        ([], 0.0),
        ([0.7], 0.7),
        ([0.5, 0.5], 0.6464),
        ([0.9, 0.9], 0.9684),
        ([0.5] * 10, 0.8687),
        ([1, 0], 1.0),
    ],
)
def test_the_formula_gives_the_documented_figures(confidences: list[float], expected: float) -> None:
    assert theme_confidence(confidences) == expected


def test_no_confidence_at_all_is_plain_zero() -> None:
    """Minus zero is equal to it, but reads "-0.00"."""
    assert [str(theme_confidence(none)) for none in ([], [0.0], [0, 0.0])] == ["0.0"] * 3


@given(CONFIDENCES)
def test_it_is_a_confidence_and_does_not_depend_on_the_order(confidences: list[float]) -> None:
    score = theme_confidence(confidences)
    assert 0 <= score <= 1
    assert score == theme_confidence(random.sample(confidences, len(confidences)))


@given(CONFIDENCES, CONFIDENCE)
def test_another_interview_never_lowers_it(confidences: list[float], another: float) -> None:
    assert theme_confidence([*confidences, another]) >= theme_confidence(confidences)


@given(CONFIDENCES, CONFIDENCE, CONFIDENCE)
def test_a_surer_interview_never_lowers_it(confidences: list[float], one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert theme_confidence([*confidences, less]) <= theme_confidence([*confidences, more])
