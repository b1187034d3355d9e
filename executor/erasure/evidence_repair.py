"""Themes some of whose quotes went out of the transcripts: only what is left of their evidence counts."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row

from executor.erasure.erasure import ThemeText, mended, retired_below, theme_texts, write_themes
from executor.tool import Write
from themes.evidence.recurrence import MinimumSupport
from themes.evidence.remaining import without_quotes


class Mended(NamedTuple):
    """A theme as it is without its quotes, and an interview that they went out of."""

    theme: ThemeText
    interview: UUID


def mended_themes(
    connection: Connection, dropped: Sequence[Row[Any]], minimum: MinimumSupport
) -> list[Mended]:
    """The themes that change because quotes, as ``drop_quotes.sql`` tells them, are gone.

    The themes are locked, and yet to be written. An interview without any link to a theme does not
    support the theme. A theme with less support than the ``minimum`` is retired until a scan finds
    it again.
    """
    lost: dict[UUID, Counter[UUID]] = defaultdict(Counter)
    for row in dropped:
        for theme_id in row.themes:
            lost[theme_id][row.interview_id] += 1
    if not lost:
        return []
    quotes = frozenset(row.id for row in dropped)
    before = theme_texts(connection, list(lost))
    after = [_without(theme, lost[theme.id], quotes, minimum) for theme in before]
    # Even where no evidence was lost, one supporter less may change when a theme was heard first and last.
    return [
        Mended(new, min(lost[new.id]))
        for old, new in zip(before, after, strict=True)
        if old != new or not lost[new.id].keys() <= new.linked
    ]


def _without(
    theme: ThemeText, lost: Counter[UUID], quotes: frozenset[UUID], minimum: MinimumSupport
) -> ThemeText:
    """The theme without quotes, of which so many were in these interviews."""
    left = theme.model_copy(update={"evidence": without_quotes(theme.evidence, lost, quotes)})
    for interview in lost:
        if interview not in theme.linked:
            left = mended(left, interview, quotes)
    # Who said the lost quotes is not asked: the theme counts as having lost one of its people.
    lost_somebody = {next(iter(quotes))} if minimum.participants > 1 else set()
    return retired_below(left, theme.supporters | lost.keys() | lost_somebody, minimum)


def repaired(
    connection: Connection, dropped: Sequence[Row[Any]], minimum: MinimumSupport, actor: str
) -> tuple[Write, ...]:
    """Store the themes that change because quotes are gone; return what was written."""
    found = mended_themes(connection, dropped, minimum)
    if found:
        write_themes(connection, [one.theme for one in found], actor)
    return tuple(Write(table="themes", row_id=one.theme.id, operation="update") for one in found)
