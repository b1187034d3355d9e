"""What recurs: how many interviews, and how many people, must support a theme for the theme to stand."""

from collections.abc import Collection, Mapping
from uuid import UUID

from pydantic import Field

from themes.models import Frozen

DEFAULT_MINIMUM = 2
"""Interviews that a theme needs, where the settings name no other number."""

Supporters = Mapping[UUID, frozenset[UUID]]
"""The interviews that speak of a theme, each with the participants who do; empty where nothing tells who."""


class MinimumSupport(Frozen):
    """How much support a theme needs."""

    interviews: int = Field(DEFAULT_MINIMUM, ge=1)
    participants: int = Field(1, ge=1)


ONE_INTERVIEW = MinimumSupport(interviews=1)
"""What a theme needs that a person pinned."""


def people(supporters: Supporters) -> frozenset[UUID]:
    """The distinct participants who speak of a theme.

    An interview of which nothing tells who speaks counts as one person, under the interview's own id.
    """
    return frozenset(
        person for interview, known in supporters.items() for person in known or frozenset({interview})
    )


def count_people(interviews: int, known: Supporters) -> int:
    """Count the people who speak of a theme in so many interviews; of some who speaks there is ``known``."""
    return len(people(known)) + interviews - len(known)


def recurs(supporters: Supporters, minimum: MinimumSupport, *, pinned: bool = False) -> bool:
    """Tell whether enough distinct interviews, and enough distinct people, support a theme.

    ``supporters`` are all that are known to speak of the theme. A theme that a person pinned needs one
    interview.
    """
    needed = ONE_INTERVIEW if pinned else minimum
    return len(supporters) >= needed.interviews and len(people(supporters)) >= needed.participants


def falls_below(
    before: Collection[UUID], after: Supporters, minimum: MinimumSupport, *, pinned: bool = False
) -> bool:
    """Tell whether a theme that lost supporters no longer recurs, so that it is to be retired.

    ``before`` are interviews and people, or interviews alone. A theme that lost none of them stays as it is,
    however few it has.
    """
    return not set(before) <= {*after, *people(after)} and not recurs(after, minimum, pinned=pinned)


def with_participants(
    interviews: Collection[UUID], known: Mapping[UUID, Collection[UUID]]
) -> dict[UUID, frozenset[UUID]]:
    """The interviews as supporters, each with the participants that are known of it."""
    return {interview: frozenset(known.get(interview, ())) for interview in interviews}


def joined(*parts: Supporters) -> dict[UUID, frozenset[UUID]]:
    """All supporters of several: an interview with the participants that any of them knows."""
    found: dict[UUID, frozenset[UUID]] = {}
    for part in parts:
        for interview, known in part.items():
            found[interview] = found.get(interview, frozenset()) | known
    return found
