"""What changed is the first thing that a report says, and it never says more than is known."""

import pytest

from themes.over_time.change_summary import changes
from themes.report import ThemeReport


def theme(name: str, action: str, new_interviews: int = 0) -> ThemeReport:
    return ThemeReport(
        name=name,
        slug=name.lower(),
        confidence_score=0.5,
        occurrences=2,
        action=action,
        interviews=2,
        new_interviews=new_interviews,
    )


@pytest.mark.parametrize(
    ("themes", "read", "failed", "told"),
    [
        ([theme("Old", "unchanged")], 3, 0, ["Nothing changed since the last scan."]),
        ([], 3, 0, ["No theme recurs in these interviews."]),
        ([], 0, 0, ["There was no interview to read."]),
        (
            [theme("Old", "unchanged")],
            38,
            12,
            [
                "12 of 50 interviews could not be read: the next scan tries again.",
                "Nothing changed since the last scan.",
            ],
        ),
        (
            [theme("New", "created", 2), theme("More", "updated", 1), theme("Other", "updated")],
            3,
            0,
            [
                "1 new theme: New.",
                "1 theme is heard in more interviews: More (+1).",
                "The evidence of 1 theme changed: Other.",
            ],
        ),
    ],
)
def test_what_is_told(themes: list[ThemeReport], read: int, failed: int, told: list[str]) -> None:
    assert list(changes(themes, read=read, failed=failed)) == told
