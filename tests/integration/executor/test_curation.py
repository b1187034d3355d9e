"""What people decide about themes is audited, and every later scan respects it."""

from typing import ClassVar
from uuid import UUID, uuid4

import psycopg
import pytest

from executor import leases
from executor.database.connection import Database
from executor.exceptions import AlreadyRunningError, RefusedError, UnknownThemeError
from executor.reads import audit_verification, run_history
from executor.tools import (
    merge_themes,
    pin_theme,
    reject_theme,
    rename_theme,
    restore_theme,
    revert_run,
    split_theme,
)
from executor.tools.revert_run import RevertedRun
from executor.unit_of_work import Executor
from tasks.curate import person
from tests.support.curation import decided, quotes, settled, slugs, stored
from themes.evidence.scoring import theme_confidence
from tools.testbed.organisation import Finds, Panel
from tools.testbed.study_state import succeeded

FINDS: Finds = {
    "ann": ["Slow export", "High price"],
    "ben": ["Slow export", "High price"],
    "cleo": ["Slow export", "Endless onboarding"],
    "dan": ["Endless onboarding"],
}


@pytest.fixture
def panel(executor: Executor, org_id: UUID) -> Panel:
    """Four interviews, scanned into three themes."""
    made = Panel(executor, org_id)
    made.add(*FINDS)
    assert made.scan(FINDS).themes_created == 3
    return made


class TestReject:
    def test_a_rejected_theme_is_held_back_and_counted(self, panel: Panel) -> None:
        decided(panel, reject_theme, "slow-export")
        report = panel.scan(FINDS)
        assert report.held_back == 1
        assert "slow-export" not in {theme.slug for theme in report.themes}
        assert [s.item for s in report.skipped if "rejected" in s.reason] == ["theme 'Slow export'"]
        assert slugs(panel) == {"high-price", "endless-onboarding"}
        assert slugs(panel, rejected=True) == {"slow-export"}
        settled(panel, FINDS)

    def test_it_does_not_come_back_under_another_name(self, panel: Panel) -> None:
        """A name so alike that it would have joined the theme is held back too, and remembered."""
        decided(panel, reject_theme, "slow-export")
        renamed: Finds = {key: ["Slow slow export"] for key in FINDS}
        report = panel.scan(renamed)
        assert (report.themes, report.held_back, report.aliases_created) == ((), 1, 1)
        settled(panel, renamed)
        assert slugs(panel) == {"high-price", "endless-onboarding"}

    def test_a_dry_run_foretells_what_is_held_back(self, panel: Panel) -> None:
        decided(panel, reject_theme, "slow-export")
        renamed: Finds = {key: ["Slow slow export"] for key in FINDS}
        told = panel.scan(renamed, dry_run=True)
        done = panel.scan(renamed)
        assert told.model_dump(exclude={"dry_run", "run_id", "audit_head"}) == done.model_dump(
            exclude={"dry_run", "run_id", "audit_head"}
        )

    def test_a_restored_theme_is_found_again_as_itself(self, panel: Panel) -> None:
        before = {theme.slug: theme.id for theme in stored(panel)}
        decided(panel, reject_theme, "slow-export", "high-price")
        assert [done.before for done in decided(panel, restore_theme, "slow-export")] == ["rejected"]
        report = panel.scan(FINDS)
        assert "slow-export" in {theme.slug for theme in report.themes}
        assert {theme.slug: theme.id for theme in stored(panel)} == {
            slug: id_ for slug, id_ in before.items() if slug != "high-price"
        }


class TestPin:
    def test_a_pinned_theme_comes_first_and_needs_no_minimum(self, panel: Panel) -> None:
        decided(panel, pin_theme, "endless-onboarding")
        finds: Finds = {"ben": ["Slow export"], "cleo": ["Slow export"], "ann": ["Endless onboarding"]}
        report = panel.scan(finds, least=9)
        assert [theme.slug for theme in report.themes] == ["endless-onboarding"]
        assert stored(panel)[0].slug == "endless-onboarding"
        assert decided(panel, restore_theme, "endless-onboarding")[0].before == "pinned"


class TestRename:
    def test_a_renamed_theme_keeps_its_slug_and_is_found_by_every_name(self, panel: Panel) -> None:
        decided(panel, rename_theme, "slow-export", further={"name": "Exports take too long"})
        theme = next(theme for theme in stored(panel) if theme.slug == "slow-export")
        assert (theme.name, theme.other_names) == ("Exports take too long", ("Slow export",))
        both: Finds = {"ann": ["Slow export"], "ben": ["Exports take too long"]}
        report = panel.scan(both)
        assert [(line.slug, line.name) for line in report.themes] == [
            ("slow-export", "Exports take too long")
        ]
        settled(panel, both)

    def test_a_name_of_another_theme_is_refused(self, panel: Panel) -> None:
        with pytest.raises(RefusedError, match="merge the two"):
            decided(panel, rename_theme, "slow-export", further={"name": "High Price!"})

    @pytest.mark.parametrize("nothing", ["", "   ", "\u200b", "\u2060\u00ad", "\u3164", "\ufe0f", "\u2800"])
    def test_a_name_must_hold_something_that_can_be_seen(self, panel: Panel, nothing: str) -> None:
        with pytest.raises(RefusedError, match="name: must hold something that can be seen"):
            decided(panel, rename_theme, "slow-export", further={"name": nothing})
        part = {"name": nothing, "heard_as": ("Slow export",)}
        with pytest.raises(RefusedError, match="name: must hold something that can be seen"):
            decided(panel, split_theme, "slow-export", further=part)

    @pytest.mark.parametrize("name", ["5", "🚀", "语言", "नाम", "C++", "—"])
    def test_any_script_or_sign_makes_a_name(self, panel: Panel, name: str) -> None:
        assert decided(panel, rename_theme, "slow-export", further={"name": name})[0].action == "updated"

    def test_a_control_character_is_refused_in_words(self, panel: Panel) -> None:
        with pytest.raises(
            RefusedError, match="name: holds a control character, such as a line end or a tab"
        ):
            decided(panel, rename_theme, "slow-export", further={"name": "Slow\nexport"})
        with pytest.raises(RefusedError, match="name: "):
            decided(panel, rename_theme, "slow-export", further={"name": "Slow \udcff"})

    def test_renaming_twice_and_back_loses_no_name(self, panel: Panel) -> None:
        for name in ("Export waits", "Export queue", "Slow export", "Slow export"):
            last = decided(panel, rename_theme, "slow-export", further={"name": name})
        assert last[0].action == "unchanged"
        theme = next(theme for theme in stored(panel) if theme.slug == "slow-export")
        assert theme.other_names == ("Export queue", "Export waits")


class TestMerge:
    def test_a_merged_theme_stays_merged(self, panel: Panel) -> None:
        before = quotes(panel, "high-price") + quotes(panel, "slow-export")
        decided(panel, merge_themes, "high-price", into="slow-export")
        assert quotes(panel, "slow-export") == before
        report = panel.scan(FINDS)
        assert {theme.slug for theme in report.themes} == {"slow-export", "endless-onboarding"}
        settled(panel, FINDS)
        assert quotes(panel, "slow-export") == before
        assert slugs(panel) == {"slow-export", "endless-onboarding"}

    def test_the_merged_evidence_is_the_union(self, panel: Panel, owner: psycopg.Connection) -> None:
        decided(panel, merge_themes, "endless-onboarding", "high-price", into="slow-export")
        evidence, occurrences = owner.execute(
            "select evidence, occurrences from themes where slug = 'slow-export'"
        ).fetchall()[0]
        assert (len(evidence["interview_ids"]), len(evidence["quote_ids"]), occurrences) == (4, 7, 7)

    def test_an_interview_that_spoke_of_both_counts_once_as_in_the_next_scan(self, panel: Panel) -> None:
        def figures() -> tuple[float, int, int, int]:
            (theme,) = (theme for theme in stored(panel) if theme.slug == "slow-export")
            return theme.confidence_score, theme.occurrences, theme.interviews, theme.weighed

        finds = {**FINDS, "ann": ["Slow export", "High price", "High price"]}
        panel.scan(finds)
        decided(panel, merge_themes, "high-price", "endless-onboarding", into="slow-export")
        merged = figures()
        panel.scan(finds)
        assert figures() == merged == (theme_confidence([0.6] * 4), 8, 4, 4)

    def test_chains_of_merges_lead_to_the_last(self, panel: Panel) -> None:
        decided(panel, merge_themes, "high-price", into="slow-export")
        decided(panel, merge_themes, "slow-export", into="endless-onboarding")
        decided(panel, pin_theme, "high-price")
        assert [(theme.slug, theme.decision) for theme in stored(panel)] == [("endless-onboarding", "pinned")]
        report = panel.scan(FINDS)
        assert [theme.slug for theme in report.themes] == ["endless-onboarding"]
        settled(panel, FINDS)

    def test_two_themes_with_one_quote_keep_one_link(self, panel: Panel, owner: psycopg.Connection) -> None:
        panel.scan({"ann": ["Other words"], "ben": ["Other words"]})  # the sentences of Slow export
        decided(panel, merge_themes, "other-words", "high-price", into="endless-onboarding")
        decided(panel, merge_themes, "slow-export", into="endless-onboarding")
        assert quotes(panel, "endless-onboarding") == 7
        (theme,) = stored(panel)
        assert (theme.occurrences, theme.interviews) == (7, 4)
        places = "select count(*), count(distinct quote_id) from interview_themes"
        assert owner.execute(places).fetchone() == (7, 7)

    def test_merging_again_changes_nothing(self, panel: Panel) -> None:
        first = decided(panel, merge_themes, "high-price", into="slow-export")
        assert first[0].action == "updated"
        for themes in (["high-price"], ["slow-export"], ["endless-onboarding", "Slow export"]):
            with pytest.raises(RefusedError, match=r"^A theme cannot be merged into itself\.$"):
                decided(panel, merge_themes, *themes, into="high-price")

    @pytest.mark.parametrize("into", ["slow-export", "high-price"])
    def test_what_cannot_be_merged_is_refused_in_a_sentence(self, panel: Panel, into: str) -> None:
        decided(panel, reject_theme, "high-price")
        with pytest.raises(RefusedError, match=r"restore it first|cannot be merged"):
            decided(panel, merge_themes, "slow-export", into=into)
        assert "slow-export" in slugs(panel)


class TestAudit:
    def test_every_decision_is_a_run_under_the_persons_name(
        self, panel: Panel, database: Database, owner: psycopg.Connection
    ) -> None:
        decided(panel, reject_theme, "slow-export")
        decided(panel, merge_themes, "high-price", into="endless-onboarding")
        calls = owner.execute(
            "select tool, actor from tool_calls where job = 'curate' order by seq"
        ).fetchall()
        assert calls == [
            (tool, "person:Ada")
            for decision in ("themes.reject_theme", "themes.merge_themes")
            for tool in ("runs.start_run", decision, "runs.finish_run")
        ]
        with database.org_transaction(panel.org_id) as connection:
            assert audit_verification.verify(connection).fault is None
            assert [run.job for run in run_history.newest(connection, 2)] == ["curate", "curate"]

    def test_a_refused_decision_leaves_nothing_but_its_trace(
        self, panel: Panel, owner: psycopg.Connection
    ) -> None:
        before = owner.execute("select count(*) from row_changes").fetchone()
        with pytest.raises(UnknownThemeError, match="theme-scan themes"):
            decided(panel, reject_theme, "slow-export", "no-such-theme")
        assert owner.execute("select count(*) from row_changes").fetchone() == before

    def test_while_a_scan_is_at_work_a_decision_waits(self, panel: Panel, database: Database) -> None:
        """The scan has read the themes already, so it would not know of the decision."""
        with database.org_transaction(panel.org_id) as connection:
            leases.acquire(connection, "theme-scan", uuid4(), 60)
        with pytest.raises(AlreadyRunningError, match="Wait for it to end"):
            decided(panel, reject_theme, "slow-export")

    def test_another_organisations_theme_is_unknown(self, panel: Panel) -> None:
        other = Panel(panel.executor, uuid4())
        with pytest.raises(UnknownThemeError):
            decided(other, reject_theme, "slow-export")

    @pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\nb"])
    def test_a_person_has_a_name(self, name: str) -> None:
        with pytest.raises(RefusedError, match="--as"):
            person(uuid4(), name)


class TestRevertOfAMerge:
    """A merge is taken back although scans have written since to the theme that took the other in."""

    LATER: ClassVar[Finds] = {**FINDS, "ann": ["High price", "Slow export"], "eve": ["High high price"]}
    """Ann's quotes are heard under the names of both, and Eve's under a new name."""

    def test_after_a_scan_the_merged_theme_has_its_name_and_its_quotes_again(
        self, panel: Panel, owner: psycopg.Connection
    ) -> None:
        merge = self.merged_then_scanned(panel, owner)
        done = reverted(panel, merge)
        assert [(entry.table, entry.reason) for entry in done.left] == [("themes", "changed")]
        assert slugs(panel) == {"slow-export", "high-price", "endless-onboarding"}
        assert quotes(panel, "high-price") == 2
        panel.scan(self.LATER)
        settled(panel, self.LATER)

    def test_the_later_scan_is_named_and_once_it_is_taken_back_nothing_is_left(
        self, panel: Panel, owner: psycopg.Connection
    ) -> None:
        merge = self.merged_then_scanned(panel, owner)
        (scan,) = reverted(panel, merge).later_runs
        assert (scan.job, scan.actor) == ("theme-scan", "system:theme-scan")
        newest = "select run_id from tool_calls where tool = 'runs.revert_run' order by seq desc limit 1"
        (own,) = owner.execute(newest).fetchone() or ()
        for run_id in (own, scan.id):
            assert reverted(panel, run_id).left == ()
        assert reverted(panel, merge).left == ()

    def merged_then_scanned(self, panel: Panel, owner: psycopg.Connection) -> UUID:
        decided(panel, merge_themes, "high-price", into="slow-export")
        panel.add("eve")
        panel.scan(self.LATER)
        (merge,) = owner.execute("select id from job_runs where job = 'curate'").fetchone() or ()
        return UUID(str(merge))


def reverted(panel: Panel, run_id: UUID) -> RevertedRun:
    with panel.executor.unit(panel.context()) as unit:
        return succeeded(unit.call(revert_run, [{"run_id": run_id}])[0])
