"""What recurs: how many interviews must support a theme for it to stand."""

from collections.abc import Collection
from uuid import UUID

DEFAULT_MINIMUM = 2
"""Interviews that a theme needs, where the settings name no other number."""


def recurs(supporters: Collection[UUID], minimum: int, *, pinned: bool = False) -> bool:
    """Tell whether enough distinct interviews support a theme.

    ``supporters`` are all interviews that are known to speak of the theme. A theme that a person pinned
    needs one interview.
    """
    return len(set(supporters)) >= (1 if pinned else minimum)


def falls_below(
    before: Collection[UUID], after: Collection[UUID], minimum: int, *, pinned: bool = False
) -> bool:
    """Tell whether a theme that lost supporters no longer recurs, so that it is to be retired.

    A theme that lost no supporter stays as it is, however few it has.
    """
    return not set(before) <= set(after) and not recurs(after, minimum, pinned=pinned)
