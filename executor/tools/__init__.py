"""The tools: every way there is to write to a governed table."""

from executor.tools.curation import merge_themes, pin_theme, reject_theme, rename_theme, restore_theme
from executor.tools.decay import set_decay_state
from executor.tools.erase_interview import erase_interview
from executor.tools.interviews import add_quote, restore_erased, upsert_interview
from executor.tools.participants import describe_participant
from executor.tools.revert_run import revert_run
from executor.tools.runs import finish_run, start_run
from executor.tools.speakers import correct_speakers
from executor.tools.split_theme import split_theme
from executor.tools.study import set_codebook, set_context
from executor.tools.themes import add_alias, link_to_interview, upsert_theme

DECISIONS = (rename_theme, reject_theme, pin_theme, restore_theme, merge_themes, split_theme)
ALL = (
    upsert_interview,
    add_quote,
    upsert_theme,
    link_to_interview,
    add_alias,
    set_decay_state,
    set_context,
    set_codebook,
    start_run,
    finish_run,
    revert_run,
    erase_interview,
    restore_erased,
    correct_speakers,
    describe_participant,
    *DECISIONS,
)
BY_NAME = {tool.name: tool for tool in ALL}

__all__ = [
    "ALL",
    "BY_NAME",
    "DECISIONS",
    "add_alias",
    "add_quote",
    "correct_speakers",
    "describe_participant",
    "erase_interview",
    "finish_run",
    "link_to_interview",
    "merge_themes",
    "pin_theme",
    "reject_theme",
    "rename_theme",
    "restore_erased",
    "restore_theme",
    "revert_run",
    "set_codebook",
    "set_context",
    "set_decay_state",
    "split_theme",
    "start_run",
    "upsert_interview",
    "upsert_theme",
]
