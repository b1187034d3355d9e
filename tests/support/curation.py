"""What people decide on a panel's themes, and what stands afterwards."""

from collections.abc import Sequence
from typing import Any

from executor.reads import stored_themes
from executor.reads.stored_themes import StoredTheme
from executor.tool import Tool
from tasks.curate import T, decide, person
from tools.testbed.organisation import Finds, Panel


def decided(panel: Panel, tool: Tool[Any, T], *slugs: str, **arguments: Any) -> list[T]:
    return decide(panel.executor, person(panel.org_id, "Ada"), tool, slugs, **arguments)


def stored(panel: Panel, *, rejected: bool = False) -> Sequence[StoredTheme]:
    with panel.executor.database.org_transaction(panel.org_id) as connection:
        return stored_themes.stored_themes(connection, rejected=rejected)


def slugs(panel: Panel, *, rejected: bool = False) -> set[str]:
    return {theme.slug for theme in stored(panel, rejected=rejected)}


def quotes(panel: Panel, slug: str) -> int:
    with panel.executor.database.org_transaction(panel.org_id) as connection:
        return len(stored_themes.cited_quotes(connection, [slug]))


def settled(panel: Panel, finds: Finds) -> None:
    """A scan of the same again changes nothing."""
    again = panel.scan(finds)
    assert {theme.action for theme in again.themes} <= {"unchanged"}
    assert (again.links_created, again.quotes_created, again.aliases_created) == (0, 0, 0)
    assert again.changes == ("Nothing changed since the last scan.",)
