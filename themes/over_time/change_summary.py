"""The changes since the last scan, in sentences."""

from collections.abc import Iterable, Sequence

from themes.report import ThemeReport
from themes.text.plurals import counted

MOST_NAMED = 8
"""Themes named in one sentence; the rest are counted."""
NOTHING = "Nothing changed since the last scan."
NO_THEME = "No theme recurs in these interviews."
NO_INTERVIEW = "There was no interview to read."
_NEW = ("created", "would_create")
_CHANGED = ("updated", "would_update")


def changes(themes: Sequence[ThemeReport], *, read: int, failed: int, held_back: int = 0) -> tuple[str, ...]:
    """Say which themes are new, which are heard in more interviews, and which stand on other evidence.

    First of all it says how many of the interviews could not be read, without which "nothing" says little.
    """
    new = [theme.name for theme in themes if theme.action in _NEW]
    changed = [theme for theme in themes if theme.action in _CHANGED]
    more = [f"{theme.name} (+{theme.new_interviews})" for theme in changed if theme.new_interviews]
    other = [theme.name for theme in changed if not theme.new_interviews]
    sentences = (
        _listed("1 new theme", "{} new themes", new),
        _listed("1 theme is heard in more interviews", "{} themes are heard in more interviews", more),
        _listed("The evidence of 1 theme changed", "The evidence of {} themes changed", other),
    )
    seen = tuple(sentence for sentence in sentences if sentence)
    if seen or themes or held_back:
        return unread(read, failed) + (seen or (NOTHING,))
    return (*unread(read, failed), NO_THEME if read else NO_INTERVIEW)


def unread(read: int, failed: int) -> tuple[str, ...]:
    """Say how many of the interviews could not be read; nothing if none was."""
    of_all = counted(read + failed, "interview")
    return (f"{failed} of {of_all} could not be read: the next scan tries again.",) if failed else ()


def _listed(one: str, many: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    heading = one if len(names) == 1 else many.format(len(names))
    return f"{heading}: {', '.join(_named(names))}."


def _named(names: Sequence[str]) -> Iterable[str]:
    yield from names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        yield f"and {len(names) - MOST_NAMED} more"
