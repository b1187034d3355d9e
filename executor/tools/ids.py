"""Ids that follow from what a row is, so that doing something twice, or again after a crash, makes one row.

They are computed here and keyed with the organisation's id: no clash can tell that another
organisation's row exists.
"""

from uuid import UUID, uuid5


def theme_id(org_id: UUID, slug: str) -> UUID:
    """The id of the theme that an organisation first stored under this slug."""
    return uuid5(org_id, f"theme\n{slug}")


def alias_id(org_id: UUID, slug: str) -> UUID:
    """The id of a theme's other name."""
    return uuid5(org_id, f"alias\n{slug}")


def study_id(org_id: UUID) -> UUID:
    """The id of what an organisation says of its research."""
    return uuid5(org_id, "study")


def interview_id(org_id: UUID, key: str, number: int = 1) -> UUID:
    """The id of an imported interview, from the key its file gives it.

    ``number`` tells interviews apart that came under one key.
    """
    return uuid5(org_id, f"interview\n{key}" if number == 1 else f"interview\n{key}\n{number}")


def quote_id(interview: UUID, start: int, end: int, quote: str) -> UUID:
    """The id of the quote at this place of an interview."""
    return uuid5(interview, f"quote\n{start}\n{end}\n{quote}")


def decay_state_id(theme: UUID) -> UUID:
    """The id of how a theme stands."""
    return uuid5(theme, "standing")


def link_id(theme: UUID, interview: UUID, quote: UUID | None) -> UUID:
    """The id of the link between a theme and an interview, through a quote or not."""
    return uuid5(theme, f"link\n{interview}\n{quote or ''}")


def participant_id(org_id: UUID, interview: UUID, name: str, *, identified: bool) -> UUID:
    """The id of a participant: of a person in any interview where ``identified``, else in this one alone."""
    key = " ".join(name.casefold().split())
    return uuid5(org_id, f"participant\n{key}") if identified else uuid5(interview, f"participant\n{key}")


def participation_id(interview: UUID, participant: UUID) -> UUID:
    """The id of a participant's part in an interview."""
    return uuid5(interview, f"participation\n{participant}")
