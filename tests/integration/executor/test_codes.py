"""Codes have an identity of their own: they stay with a theme, move with it, and come back with a revert."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from executor.reads import stored_themes
from executor.tools import merge_themes, revert_run, split_theme
from executor.unit_of_work import Executor
from tests.support.curation import decided, settled, slugs
from themes.models import Consolidation, JointTheme, NameGroup
from tools.testbed.organisation import Finds, Panel

FINDS: Finds = {
    "ann": ["Lost data", "Paper lists"],
    "ben": ["Lost data", "Warm lunch"],
    "cleo": ["Vanished records", "Warm lunch"],
}
MEANS = {"lost-data": "loss", "vanished-records": "loss", "paper-lists": "paper", "warm-lunch": "lunch"}


class Together:
    """A consolidator for which all names but those of lunch are one theme, in codes by what they mean."""

    fingerprint = "together"
    most_names = 150

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        codes: dict[str, list[str]] = {}
        for name in names:
            codes.setdefault(MEANS[name.slug], []).append(name.slug)
        members = tuple(sorted(name.slug for name in names if MEANS[name.slug] != "lunch"))
        theme = JointTheme(members=members, name="Unsafe records", description="Records get lost.")
        return Consolidation(groups=tuple(map(tuple, codes.values())), themes=(theme,) if members else ())


@pytest.fixture
def panel(executor: Executor, org_id: UUID) -> Panel:
    """Three interviews, scanned into a theme of two codes and one of lunch."""
    made = Panel(executor, org_id)
    made.add(*FINDS)
    made.scan(FINDS, consolidator=Together())
    assert slugs(made) == {"unsafe-records", "warm-lunch"}
    return made


def codes(panel: Panel, slug: str) -> dict[str, tuple[int, int]]:
    with panel.executor.database.org_transaction(panel.org_id) as connection:
        found = stored_themes.codes(connection, [slug])
        return {code.name: (code.quotes, code.interviews) for code in found}


def test_a_theme_keeps_its_codes_with_their_quotes_and_counts(panel: Panel) -> None:
    assert codes(panel, "unsafe-records") == {"Lost data": (3, 3), "Paper lists": (1, 1)}
    with panel.executor.database.org_transaction(panel.org_id) as connection:
        of_paper = [code.id for code in stored_themes.codes(connection, ["unsafe-records"])][1]
        quotes = stored_themes.cited_quotes(connection, ["unsafe-records"])
    assert [quote.heard_as for quote in quotes if of_paper in quote.codes] == [("Paper lists",)]


def test_a_later_scan_finds_each_code_again_without_asking(panel: Panel) -> None:
    settled(panel, FINDS)
    assert codes(panel, "unsafe-records") == {"Lost data": (3, 3), "Paper lists": (1, 1)}


def test_a_code_is_split_off_with_all_its_names_and_joined_again_as_a_code(panel: Panel) -> None:
    whole = {"heard_as": ["Lost data"], "name": "Loss"}
    decided(panel, split_theme, "unsafe-records", further=whole)
    assert codes(panel, "loss") == {"Lost data": (3, 3)}
    assert codes(panel, "unsafe-records") == {"Paper lists": (1, 1)}
    panel.scan(FINDS)
    assert codes(panel, "loss") == {"Lost data": (3, 3)}
    decided(panel, merge_themes, "loss", into="unsafe-records")
    assert codes(panel, "unsafe-records") == {"Lost data": (3, 3), "Paper lists": (1, 1)}
    panel.scan(FINDS)
    settled(panel, FINDS)


def test_a_theme_that_is_merged_becomes_a_code_and_a_revert_takes_it_out_again(panel: Panel) -> None:
    before = codes(panel, "unsafe-records")
    (done,) = decided(panel, merge_themes, "warm-lunch", into="unsafe-records")
    assert codes(panel, "unsafe-records") == before | {"Warm lunch": (2, 2)}
    assert done.action == "updated"
    with panel.executor.database.org_transaction(panel.org_id) as connection:
        run_id = connection.exec_driver_sql(
            "select run_id from tool_calls where tool = 'themes.merge_themes' order by seq desc limit 1"
        ).scalar_one()
    with panel.executor.unit(panel.context()) as unit:
        unit.call(revert_run, [{"run_id": run_id}])
    assert codes(panel, "unsafe-records") == before
    assert codes(panel, "warm-lunch") == {"Warm lunch": (2, 2)}
