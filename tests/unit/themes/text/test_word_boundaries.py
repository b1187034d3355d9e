"""A passage of too few words is no evidence."""

import pytest

from themes.text.word_boundaries import is_evidence


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("yeah", False),
        ("I think", False),
        ("I love it", False),
        ("- - - - - - -", False),
        ("it never works", True),
        ("价格太高", False),
        ("我觉得价格太高", True),
        ("가격이 너무 비싸요", True),
    ],
)
def test_too_few_words_are_no_evidence(passage: str, expected: bool) -> None:
    assert is_evidence(passage) is expected
