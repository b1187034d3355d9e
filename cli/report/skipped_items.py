"""What a scan did not use, with interviews called by their titles."""

import re
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from themes.models import Frozen, Skipped

_OF_INTERVIEW = re.compile(r"(?:(.*) of )?interview ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.DOTALL)


class Unused(Frozen):
    """Something that was not used: ``what`` of an interview, or the interview if ``what`` is empty."""

    what: str
    title: str | None
    """The interview's; None where it is of none, or of one that is gone."""
    reason: str


def unused(
    skipped: Sequence[Skipped], titles_of: Callable[[Sequence[UUID]], Mapping[UUID, str]]
) -> tuple[Unused, ...]:
    """Say what was skipped; an interview that has no title, because it is gone, keeps its id as its name."""
    matches = [_OF_INTERVIEW.fullmatch(entry.item) for entry in skipped]
    titles = titles_of([UUID(match[2]) for match in matches if match])
    return tuple(
        Unused(what=match[1] or "", title=titles[UUID(match[2])], reason=entry.reason)
        if match and UUID(match[2]) in titles
        else Unused(what=entry.item, title=None, reason=entry.reason)
        for entry, match in zip(skipped, matches, strict=True)
    )
