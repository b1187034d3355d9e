"""A theme keeps its codes: names of one meaning are a code, and codes to act on together are a theme."""

from tests.support.merging import Names, existing, heard, mention, merged, names_of, stored
from themes.models import Consolidation, JointTheme, Usage


class TwoLevels:
    """A consolidator that makes codes by the first word, and themes of the codes that share the second."""

    fingerprint = "two-levels"
    most_names = 150

    def __init__(self) -> None:
        self.asked = 0

    async def consolidate(self, names: Names, catalogue: Names) -> Consolidation:
        self.asked += 1
        codes: dict[tuple[str, ...], list[str]] = {}
        for entry in (*names, *catalogue):
            codes.setdefault(tuple(entry.slug.split("-")[:2]), []).append(entry.slug)
        asked = {name.slug for name in names}
        groups = tuple(tuple(slugs) for slugs in codes.values() if asked & set(slugs))
        themes = [
            JointTheme(
                members=tuple(sorted(slug for slug in asked if slug.split("-")[1] == second)),
                existing=next((e.home for e in catalogue if e.slug.split("-")[1:2] == [second]), None),
                name=f"{second} trouble",
                description=f"All about {second}.",
            )
            for second in sorted({slug.split("-")[1] for slug in asked})
        ]
        return Consolidation(groups=groups, themes=tuple(themes), usage=Usage(calls=1))


INTERVIEWS = [
    heard(1, mention("Lost data today"), mention("Paper data backup")),
    heard(2, mention("Lost data again")),
    heard(3, mention("Costly data repairs")),
    heard(4, mention("Warm lunch")),
]


async def test_a_theme_of_several_codes_has_a_name_of_its_own_and_keeps_each_code() -> None:
    plan = await merged(INTERVIEWS, consolidator=TwoLevels())
    (theme,) = plan.themes
    assert (theme.slug, theme.name, theme.description) == ("data-trouble", "data trouble", "All about data.")
    assert {alias.slug: alias.code for alias in theme.new_aliases} == {
        "lost-data-again": "lost-data-again",
        "lost-data-today": "lost-data-again",
        "paper-data-backup": "paper-data-backup",
        "costly-data-repairs": "costly-data-repairs",
    }
    assert {support.interview_id.int for support in theme.supports} == {1, 2, 3}


async def test_a_theme_of_one_code_is_called_as_that() -> None:
    plan = await merged([*INTERVIEWS[:1], heard(9, mention("Paper data files"))], consolidator=TwoLevels())
    assert names_of(plan) == {"data trouble": {"Paper data backup", "Paper data files", "Lost data today"}}
    alike = [heard(1, mention("Lost data today")), heard(2, mention("Lost data again"))]
    assert names_of(await merged(alike, consolidator=TwoLevels())) == {"Lost data again": {"Lost data today"}}


async def test_codes_that_nobody_repeats_make_no_theme_together() -> None:
    """Two interviews that said different things have not said the same, whatever is made of it."""
    once = [heard(1, mention("Lost data today")), heard(2, mention("Paper data backup"))]
    plan = await merged(once, consolidator=TwoLevels())
    assert not plan.themes
    assert len(plan.skipped) == 1


async def test_a_second_merge_finds_each_code_again_and_asks_nothing() -> None:
    plan = await merged(INTERVIEWS[:3], consolidator=TwoLevels())
    (theme,) = stored(plan)
    assert {code.slug: set(code.names) for code in theme.codes} == {
        "lost-data-again": {"lost-data-again", "lost-data-today"},
        "paper-data-backup": {"paper-data-backup"},
        "costly-data-repairs": {"costly-data-repairs"},
    }
    again = TwoLevels()
    second = await merged(INTERVIEWS[:3], stored(plan), again)
    assert again.asked == 0
    assert second.themes[0].new_aliases == ()
    assert second.themes[0].supports == plan.themes[0].supports


async def test_a_new_name_joins_a_code_there_is_or_becomes_a_code_of_its_theme() -> None:
    plan = await merged(INTERVIEWS[:3], consolidator=TwoLevels())
    later = [*INTERVIEWS[:3], heard(5, mention("Lost data forever"), mention("Angry data talks"))]
    second = await merged(later, stored(plan), TwoLevels())
    (theme,) = second.themes
    assert (theme.slug, theme.theme_id is not None) == ("data-trouble", True)
    assert {alias.slug: alias.code for alias in theme.new_aliases} == {
        "lost-data-forever": "lost-data-again",
        "angry-data-talks": "angry-data-talks",
    }


async def test_a_name_that_another_theme_has_is_not_given_again() -> None:
    taken = existing("Data trouble", linked=[8, 9])
    plan = await merged(INTERVIEWS[:3], [taken], Apart())
    assert "data-trouble" not in {theme.slug for theme in plan.themes if theme.theme_id is None}


class Apart(TwoLevels):
    """Puts new names into one new theme, whatever the catalogue has."""

    async def consolidate(self, names: Names, catalogue: Names) -> Consolidation:
        return await super().consolidate(names, [])


async def test_codes_that_are_less_than_one_meaning_alike_join_without_a_model() -> None:
    """Names share four of six words for a code, and three for a theme."""
    plan = await merged(
        [
            heard(1, mention("slow big export of tables")),
            heard(2, mention("slow big export of tables today")),
            heard(3, mention("slow big export at lunch")),
        ]
    )
    (theme,) = plan.themes
    assert {alias.slug: alias.code for alias in theme.new_aliases}["slow-big-export-at-lunch"] != ""
