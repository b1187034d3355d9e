"""Cannot-link groups: mention groups of one cluster that contradict each other stay apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from themes.models import NameGroup
from themes.resolution.mention_groups import MentionGroup
from themes.resolution.similarity import contradict


@dataclass
class CannotLinkGroup:
    """Mention groups of one cluster that do not contradict each other, strongest first."""

    has_theme: bool
    entries: list[NameGroup]
    groups: list[MentionGroup] = field(default_factory=list)


def cannot_link_groups(groups: Sequence[MentionGroup], theme: NameGroup | None) -> list[CannotLinkGroup]:
    """Split a cluster so that no member of a part contradicts another member or the part's theme.

    The strongest groups choose their part first. The part of the theme comes first, if any group agrees
    with the theme.
    """
    parts = [CannotLinkGroup(has_theme=True, entries=[theme])] if theme else []
    for group in sorted(groups, key=lambda group: group.rank):
        compatible = (
            part for part in parts if not any(contradict(group.entry, entry) for entry in part.entries)
        )
        part = next(compatible, None)
        if part is None:
            part = CannotLinkGroup(has_theme=False, entries=[])
            parts.append(part)
        part.entries.append(group.entry)
        part.groups.append(group)
    return [part for part in parts if part.groups]
