"""Passages are cited once, and confidence grows with their number."""

from hypothesis import given
from hypothesis import strategies as st

from themes.extractors.embedded.passages import Ranked, confidence_of, without_overlap
from themes.extractors.embedded.windows import Window


def ranked(start: int, end: int, score: float) -> Ranked:
    return Ranked(window=Window(((start, end),), None, ""), score=score)


def test_overlapping_windows_are_cited_once_the_best_first() -> None:
    kept = without_overlap([ranked(0, 10, 0.3), ranked(5, 15, 0.5), ranked(15, 20, 0.4)])
    assert [(one.window.start, one.score) for one in kept] == [(5, 0.5), (15, 0.4)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.floats(0, 1))
def test_confidence_is_bounded_and_never_falls_with_more_evidence(scores: list[float], more: float) -> None:
    evidence = [ranked(i, i + 1, score) for i, score in enumerate(scores)]
    assert 0 <= confidence_of(evidence) <= confidence_of([*evidence, ranked(9, 10, more)]) <= 0.95
