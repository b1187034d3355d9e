"""What changed since the last scan, in sentences: the first thing that anybody wants to know."""

from collections.abc import Iterable, Sequence

from themes.report import ThemeReport

MOST_NAMED = 8
"""Themes named in one sentence; the rest are counted."""
NOTHING = "Nothing changed since the last scan."
_NEW = ("created", "would_create")
_CHANGED = ("updated", "would_update")


def changes(themes: Sequence[ThemeReport]) -> tuple[str, ...]:
    """Say which themes are new, which are heard in more interviews, and which stand on other evidence."""
    new = [theme.name for theme in themes if theme.action in _NEW]
    changed = [theme for theme in themes if theme.action in _CHANGED]
    more = [f"{theme.name} (+{theme.new_interviews})" for theme in changed if theme.new_interviews]
    other = [theme.name for theme in changed if not theme.new_interviews]
    told = (
        _listed("1 new theme", "{} new themes", new),
        _listed("1 theme is heard in more interviews", "{} themes are heard in more interviews", more),
        _listed("The evidence of 1 theme changed", "The evidence of {} themes changed", other),
    )
    return tuple(sentence for sentence in told if sentence) or (NOTHING,)


def _listed(one: str, many: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    heading = one if len(names) == 1 else many.format(len(names))
    return f"{heading}: {', '.join(_named(names))}."


def _named(names: Sequence[str]) -> Iterable[str]:
    yield from names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        yield f"and {len(names) - MOST_NAMED} more"
