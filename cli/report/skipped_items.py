"""The items that a scan skipped, with interviews called by their titles."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from themes.models import Frozen, Skipped


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
    titles = titles_of([entry.interview_id for entry in skipped if entry.interview_id])
    return tuple(_unused(entry, titles) for entry in skipped)


def _unused(entry: Skipped, titles: Mapping[UUID, str]) -> Unused:
    if entry.interview_id is None or entry.interview_id not in titles:
        return Unused(what=entry.item, title=None, reason=entry.reason)
    interview = f"interview {entry.interview_id}"
    what = entry.item.removesuffix(interview).removesuffix(" of ")
    return Unused(what=what, title=titles[entry.interview_id], reason=entry.reason)
