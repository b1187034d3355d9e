"""Opposite statements are told from other wordings of one statement."""

import pytest

from themes.text.polarity import opposed


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Likes offline mode", "Dislikes offline mode", True),
        ("Customer support is good", "Customer support is bad", True),
        ("Interested in AI", "Not interested in AI", True),
        ("Managers listen", "Managers don't listen", True),
        ("Waits of 2 days", "Waits of 3 days", True),
        ("Import of tables", "Export of tables", True),
        ("Fewer meetings wanted", "More meetings wanted", True),
        ("Pricing is not fair", "Pricing is unfair", False),
        ("Documentation is missing", "No documentation", False),
        ("Difficult setup", "Setup is not easy", False),
        ("Fear of layoffs", "Worried about their jobs", False),
        ("Onboarding friction", "Setup is confusing for new users", False),
    ],
)
def test_opposites_are_told_from_other_wordings(one: str, other: str, expected: bool) -> None:
    assert opposed(one, "", other, "") is opposed(other, "", one, "") is expected
