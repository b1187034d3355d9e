"""Groups that do not contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from themes.models import NameGroup
from themes.resolution.mention_groups import Group
from themes.resolution.similarity import oppose


@dataclass
class Camp:
    """Groups of one cluster that do not contradict each other, strongest first."""

    has_theme: bool
    said: list[NameGroup]
    groups: list[Group] = field(default_factory=list)


def camps(groups: Sequence[Group], theme: NameGroup | None) -> list[Camp]:
    """Split a cluster so that nobody in a camp says the opposite of another one there, nor of the theme.

    The strongest groups choose their camps first; the theme's own camp, if any of them agrees with it,
    comes first.
    """
    found = [Camp(has_theme=True, said=[theme])] if theme else []
    for group in sorted(groups, key=lambda group: group.rank):
        friendly = (camp for camp in found if not any(oppose(group.entry, said) for said in camp.said))
        camp = next(friendly, None)
        if camp is None:
            camp = Camp(has_theme=False, said=[])
            found.append(camp)
        camp.said.append(group.entry)
        camp.groups.append(group)
    return [camp for camp in found if camp.groups]
