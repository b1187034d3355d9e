"""The tools: every way there is to write to a governed table."""

from executor.tools.curation import merge_themes, pin_theme, reject_theme, rename_theme, restore_theme
from executor.tools.interviews import add_quote, upsert_interview
from executor.tools.runs import finish_run, start_run
from executor.tools.themes import add_alias, link_to_interview, upsert_theme

DECISIONS = (rename_theme, reject_theme, pin_theme, restore_theme, merge_themes)
ALL = (
    upsert_interview, add_quote, upsert_theme, link_to_interview, add_alias, start_run, finish_run,
    *DECISIONS,
)  # fmt: skip
BY_NAME = {tool.name: tool for tool in ALL}

__all__ = [
    "ALL",
    "BY_NAME",
    "DECISIONS",
    "add_alias",
    "add_quote",
    "finish_run",
    "link_to_interview",
    "merge_themes",
    "pin_theme",
    "reject_theme",
    "rename_theme",
    "restore_theme",
    "start_run",
    "upsert_interview",
    "upsert_theme",
]
