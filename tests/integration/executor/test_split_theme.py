"""A part of a theme becomes a theme of its own, and every later scan keeps the two apart."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from executor.exceptions import RefusedError
from executor.reads import stored_themes
from executor.revert.revert import Left
from executor.tools import (
    erase_interview,
    ids,
    merge_themes,
    reject_theme,
    rename_theme,
    revert_run,
    split_theme,
)
from executor.tools.split_theme import SplitOff
from executor.unit_of_work import Executor
from tests.support.curation import decided, quotes, settled, slugs, stored
from themes.models import Consolidation, NameGroup
from tools.testbed.organisation import Finds, Panel
from tools.testbed.study_state import rows, succeeded

FINDS: Finds = {
    "ann": ["Slow export", "High price"],
    "ben": ["Slow export", "High price"],
    "cleo": ["Slow slow export", "High price"],
    "dan": ["Slow slow export"],
    "eve": ["Slow export", "Slow slow export"],
}
"""Slow slow export is heard as another name of Slow export."""


@pytest.fixture
def panel(executor: Executor, org_id: UUID) -> Panel:
    """Five interviews, scanned into two themes."""
    made = Panel(executor, org_id)
    made.add(*FINDS)
    report = made.scan(FINDS)
    assert [(theme.slug, theme.interviews) for theme in report.themes] == [
        ("slow-export", 5),
        ("high-price", 3),
    ]
    return made


def split(panel: Panel, slug: str, name: str, **part: Sequence[str]) -> SplitOff:
    (done,) = decided(panel, split_theme, slug, further={"name": name, **part})
    return done


def supporters(panel: Panel) -> dict[str, int]:
    return {theme.slug: theme.interviews for theme in stored(panel)}


def interview(panel: Panel, key: str) -> UUID:
    return ids.interview_id(panel.org_id, key)


def revert(panel: Panel, run_id: UUID) -> tuple[UUID, tuple[Left, ...]]:
    """Revert a run; return the revert's own run id and what it left."""
    context = panel.context()
    with panel.executor.unit(context) as unit:
        (outcome,) = unit.call(revert_run, [{"run_id": run_id}])
    return context.run_id, succeeded(outcome).left


def latest_decision(owner: psycopg.Connection) -> UUID:
    query = "select run_id from tool_calls where job = 'curate' order by seq desc limit 1"
    (run_id,) = owner.execute(query).fetchone() or ()
    return UUID(str(run_id))


class Nosy:
    """A consolidator that must not be asked."""

    fingerprint = "nosy"
    most_names = 150

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        raise AssertionError([name.slug for name in names])


class TestByName:
    def test_what_was_heard_under_a_name_becomes_a_theme_and_stays_one(self, panel: Panel) -> None:
        """Neither likeness nor a model joins them again: neither is asked."""
        done = split(panel, "slow-export", "Export queue", heard_as=["Slow slow export"])
        assert (done.slug, done.links, done.interviews) == ("export-queue", 3, 3)
        assert supporters(panel) == {"slow-export": 3, "export-queue": 3, "high-price": 3}
        assert (quotes(panel, "slow-export"), quotes(panel, "export-queue")) == (3, 3)
        report = panel.scan(FINDS, consolidator=Nosy())
        assert {line.slug: line.interviews for line in report.themes} == supporters(panel)
        assert (report.links_created, report.aliases_created) == (0, 0)
        settled(panel, FINDS)

    def test_the_scores_are_those_that_a_scan_gives_each(self, panel: Panel) -> None:
        split(panel, "slow-export", "Export queue", heard_as=["Slow slow export"])
        settled(panel, FINDS)

    def test_a_name_that_the_new_theme_takes_goes_with_it(self, panel: Panel) -> None:
        split(panel, "slow-export", "Slow slow export")
        assert supporters(panel) == {"slow-export": 3, "slow-slow-export": 3, "high-price": 3}
        panel.scan(FINDS)
        settled(panel, FINDS)

    def test_a_passage_that_was_heard_under_both_names_stays_with_both(
        self, panel: Panel, owner: psycopg.Connection
    ) -> None:
        owner.execute("set session_replication_role = replica")
        owner.execute(
            "update interview_themes set heard_as = '{slow-export,slow-slow-export}'"
            " where heard_as = '{slow-export}' and interview_id = %s",
            [interview(panel, "ann")],
        )
        done = split(panel, "slow-export", "Export queue", heard_as=["Slow slow export"])
        assert (done.links, quotes(panel, "slow-export"), quotes(panel, "export-queue")) == (4, 3, 4)
        assert supporters(panel) == {"export-queue": 4, "slow-export": 3, "high-price": 3}

    def test_each_quote_tells_which_other_name_it_was_heard_under(self, panel: Panel) -> None:
        with panel.executor.database.org_transaction(panel.org_id) as connection:
            cited = stored_themes.cited_quotes(connection, ["slow-export"])
        heard = {(quote.interview_title.split()[-1], quote.heard_as) for quote in cited}
        other = ("Slow slow export",)
        assert heard == {
            *{("ann", ()), ("ben", ()), ("eve", ())},
            *{("cleo", other), ("dan", other), ("eve", other)},
        }

    def test_a_link_knows_what_it_was_heard_as_last(self, panel: Panel, owner: psycopg.Connection) -> None:
        """So that a split after a change of the model divides by what that one hears."""
        changed: Finds = {**FINDS, "ann": ["Slow slow export", "High price"]}
        report = panel.scan(changed)
        assert (report.links_created, report.quotes_created) == (0, 0)
        heard = owner.execute(
            "select l.heard_as from interview_themes l join themes t on t.id = l.theme_id"
            " where t.slug = 'slow-export' and l.interview_id = %s",
            [interview(panel, "ann")],
        ).fetchall()
        assert heard == [(["slow-slow-export"],)]
        settled(panel, changed)


class TestByInterview:
    def test_all_that_an_interview_says_goes_and_stays(self, panel: Panel) -> None:
        done = split(
            panel, "slow-export", "Export crashes", interviews=["Talk with ann", str(interview(panel, "ben"))]
        )
        assert (done.links, done.interviews) == (2, 2)
        assert supporters(panel) == {"slow-export": 3, "high-price": 3, "export-crashes": 2}
        settled(panel, FINDS)
        panel.add("fay")
        report = panel.scan({**FINDS, "fay": ["Slow export"]})
        assert {line.slug: line.interviews for line in report.themes} == {
            "slow-export": 4,
            "high-price": 3,
            "export-crashes": 2,
        }

    def test_a_part_of_a_part_merged_back_ends_where_it_began(self, panel: Panel) -> None:
        split(panel, "slow-export", "Crashes", interviews=["Talk with ann", "Talk with ben"])
        split(panel, "crashes", "Queues", interviews=["Talk with ann"])
        panel.scan(FINDS, least=1)
        assert supporters(panel) == {"slow-export": 3, "high-price": 3, "crashes": 1, "queues": 1}
        decided(panel, merge_themes, "queues", into="slow-export")
        panel.scan(FINDS, least=1)
        assert supporters(panel) == {"slow-export": 4, "high-price": 3, "crashes": 1}
        settled_at_one(panel)

    def test_it_follows_themes_that_are_merged(self, panel: Panel) -> None:
        """What was split off stays off, whatever the two themes have become."""
        split(panel, "slow-export", "Crashes", interviews=["Talk with ann", "Talk with ben"])
        decided(panel, merge_themes, "slow-export", into="high-price")
        panel.scan(FINDS)
        assert slugs(panel) == {"crashes", "high-price"}
        lines = {line.slug: line.interviews for line in panel.scan(FINDS).themes}
        assert lines["crashes"] == 2
        settled(panel, FINDS)

    def test_an_erased_interview_is_forgotten(self, panel: Panel, owner: psycopg.Connection) -> None:
        split(panel, "slow-export", "Crashes", interviews=["Talk with ann", "Talk with ben"])
        call = {"interview_id": interview(panel, "ann")}
        with panel.executor.unit(panel.context()) as unit:
            succeeded(unit.call(erase_interview, [call])[0])
        left = owner.execute("select split_interviews from themes where slug = 'crashes'").fetchone()
        assert left == ([interview(panel, "ben")],)


def test_a_merged_theme_that_is_split_off_again_has_the_figures_it_had(panel: Panel) -> None:
    panel.scan({**FINDS, "ann": ["Slow export", "High price", "High price"]})
    before = [(theme.confidence_score, theme.occurrences, theme.interviews) for theme in stored(panel)]
    decided(panel, merge_themes, "high-price", into="slow-export")
    split(panel, "slow-export", "Prices", heard_as=["High price"])
    after = [(theme.confidence_score, theme.occurrences, theme.interviews) for theme in stored(panel)]
    assert after == before


def settled_at_one(panel: Panel) -> None:
    again = panel.scan(FINDS, least=1)
    assert {theme.action for theme in again.themes} == {"unchanged"}


class TestTakingBack:
    @pytest.mark.parametrize(
        "part", [{"heard_as": ["Slow slow export"]}, {"interviews": ["Talk with ann", "Talk with eve"]}]
    )
    def test_reverting_it_brings_everything_back_letter_for_letter(
        self, panel: Panel, owner: psycopg.Connection, part: dict[str, list[str]]
    ) -> None:
        before = rows(owner)
        split(panel, "slow-export", "Export queue", **part)
        after = rows(owner)
        revert_id, left = revert(panel, latest_decision(owner))
        assert (rows(owner), left) == (before, ())
        panel.scan(FINDS)
        assert rows(owner) == before
        assert revert(panel, revert_id)[1] == ()
        assert rows(owner) == after

    def test_a_merge_can_be_taken_apart_by_name_and_that_be_taken_back(
        self, panel: Panel, owner: psycopg.Connection
    ) -> None:
        decided(panel, merge_themes, "high-price", into="slow-export")
        before = rows(owner)
        split(panel, "slow-export", "Costs", heard_as=["High price"])
        assert supporters(panel) == {"slow-export": 5, "costs": 3}
        after = rows(owner)
        revert_id, left = revert(panel, latest_decision(owner))
        assert (rows(owner), left) == (before, ())
        assert revert(panel, revert_id)[1] == ()
        assert rows(owner) == after
        panel.scan(FINDS)
        settled(panel, FINDS)

    def test_what_was_merged_is_split_off_under_its_own_name_any_number_of_times(
        self, panel: Panel, owner: psycopg.Connection
    ) -> None:
        """The name leads to the new theme; its slug gets a number, as the merged theme keeps its own."""
        for slug in ("high-price-2", "high-price-3"):
            decided(panel, merge_themes, "high-price", into="slow-export")
            before = rows(owner)
            assert split(panel, "slow-export", "High price").slug == slug
            assert supporters(panel) == {"slow-export": 5, slug: 3}
            with panel.executor.database.org_transaction(panel.org_id) as connection:
                found = stored_themes.theme_by_id(
                    connection, stored_themes.theme_called(connection, "high-price")
                )
            assert (found.slug, found.name) == (slug, "High price")
            after = rows(owner)
            revert_id, left = revert(panel, latest_decision(owner))
            assert (rows(owner), left) == (before, ())
            assert revert(panel, revert_id)[1] == ()
            assert rows(owner) == after
            panel.scan(FINDS, consolidator=Nosy())
            assert supporters(panel) == {"slow-export": 5, slug: 3}
            settled(panel, FINDS)

    def test_the_name_of_a_theme_that_was_merged_into_another_is_taken(self, panel: Panel) -> None:
        split(panel, "slow-export", "Crashes", interviews=["Talk with ann", "Talk with ben"])
        decided(panel, merge_themes, "high-price", into="slow-export")
        with pytest.raises(RefusedError, match="--name: a theme goes by this name"):
            split(panel, "crashes", "High price", interviews=["Talk with ann"])

    def test_after_later_scans_a_merge_joins_them_again(self, panel: Panel) -> None:
        before = {theme.slug: (theme.interviews, theme.confidence_score) for theme in stored(panel)}
        split(panel, "slow-export", "Export queue", heard_as=["Slow slow export"])
        split(panel, "slow-export", "Crashes", interviews=["Talk with ann"])
        panel.scan(FINDS, least=1)
        decided(panel, merge_themes, "export-queue", "crashes", into="slow-export")
        panel.scan(FINDS)
        assert {t.slug: (t.interviews, t.confidence_score) for t in stored(panel)} == before
        settled(panel, FINDS)


class TestRefusals:
    @pytest.mark.parametrize(
        ("part", "told"),
        [
            ({"name": "Part"}, "Say what to split off"),
            ({"name": "High price!", "heard_as": ["Slow slow export"]}, "--name: a theme goes by this name"),
            ({"name": "Slow export", "heard_as": ["Slow slow export"]}, "--name: a theme goes by this name"),
            ({"name": "Part", "heard_as": ["Slow export"]}, "--heard-as: the theme keeps"),
            ({"name": "Part", "heard_as": ["High price"]}, "--heard-as: not a name"),
            ({"name": "Part", "interviews": ["Talk with nobody"]}, "--interview: no interview"),
            ({"name": "Part", "interviews": [str(uuid4())]}, "--interview: no interview"),
            ({"name": "Part", "interviews": [f"Talk with {key}" for key in FINDS]}, "or all of them"),
            ({"name": "", "heard_as": ["Slow slow export"]}, "name: must hold something that can be seen"),
        ],
    )
    def test_what_cannot_be_split_is_refused_in_a_sentence(
        self, panel: Panel, owner: psycopg.Connection, part: dict[str, Any], told: str
    ) -> None:
        before = rows(owner)
        with pytest.raises(RefusedError, match=told):
            decided(panel, split_theme, "slow-export", further=part)
        assert rows(owner) == before

    @pytest.mark.tampers("gives all interviews one title")
    def test_interviews_of_one_title_are_told_apart_by_id(
        self, panel: Panel, owner: psycopg.Connection
    ) -> None:
        owner.execute("set session_replication_role = replica")
        owner.execute("update interviews set title = 'Talk'")
        with pytest.raises(RefusedError, match="give the id"):
            split(panel, "slow-export", "Part", interviews=["Talk"])

    def test_a_renamed_theme_keeps_both_its_names(self, panel: Panel) -> None:
        decided(panel, rename_theme, "slow-export", further={"name": "Exports take long"})
        for name in ("Slow export", "Exports take long"):
            with pytest.raises(RefusedError, match="keeps the name"):
                split(panel, "slow-export", "Part", heard_as=[name])

    def test_a_merged_theme_cannot_be_split(self, panel: Panel) -> None:
        theme_id = next(theme.id for theme in stored(panel) if theme.slug == "high-price")
        decided(panel, merge_themes, "high-price", into="slow-export")
        call = {"theme_id": theme_id, "name": "Part", "interviews": ["Talk with ann"]}
        with panel.executor.unit(panel.context()) as unit:
            (outcome,) = unit.call(split_theme, [call])
        assert outcome.code == "THEME_MERGED"  # type: ignore[union-attr]


def test_what_is_split_off_and_rejected_is_held_back(panel: Panel) -> None:
    split(panel, "slow-export", "Noise", interviews=["Talk with ann", "Talk with ben"])
    decided(panel, reject_theme, "noise")
    assert panel.scan(FINDS).held_back == 1
    settled(panel, FINDS)
