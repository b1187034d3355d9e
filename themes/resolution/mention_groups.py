"""Mentions that share a name, across interviews."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from themes.models import InterviewMentions, Mention, NameGroup
from themes.text.slugs import slugify


class Heard(NamedTuple):
    """A mention and the interview in which it was made."""

    interview_id: UUID
    created_at: datetime
    mention: Mention


class Group(NamedTuple):
    """All mentions whose names have one slug, with the wording that speaks for them."""

    entry: NameGroup
    heard: tuple[Heard, ...]

    @property
    def slug(self) -> str:
        """The slug that the names share."""
        return self.entry.slug

    @property
    def interview_ids(self) -> frozenset[UUID]:
        """The interviews in which the name was heard."""
        return frozenset(heard.interview_id for heard in self.heard)

    @property
    def rank(self) -> tuple[int, float, str]:
        """A sort key that puts the strongest group first: interviews, summed confidence, slug."""
        confidence = math.fsum(heard.mention.confidence for heard in self.heard)
        return -len(self.interview_ids), -confidence, self.slug


def group_by_slug(interviews: Sequence[InterviewMentions]) -> list[Group]:
    """Gather the mentions of each name, sorted by slug; the order of the input does not show."""
    heard: dict[str, list[Heard]] = defaultdict(list)
    for interview in interviews:
        for mention in interview.mentions:
            heard[slugify(mention.name)].append(Heard(interview.interview_id, interview.created_at, mention))
    return [_group(slug, heard[slug]) for slug in sorted(heard)]


def interviews_of(groups: Iterable[Group]) -> frozenset[UUID]:
    """Return the distinct interviews in which any of the names was heard."""
    return frozenset(interview for group in groups for interview in group.interview_ids)


def mention_rank(mention: Mention) -> tuple[object, ...]:
    """Return a sort key that puts the strongest mention first and leaves no two different ones equal."""
    spans = tuple((passage.start, passage.end) for passage in mention.passages)
    return (-mention.confidence, -len(spans), mention.name, mention.description, mention.rationale, spans)


def _group(slug: str, heard: Sequence[Heard]) -> Group:
    ranked = sorted(heard, key=lambda one: (mention_rank(one.mention), one.interview_id))
    described = [one.mention.description for one in ranked if one.mention.description]
    return Group(
        NameGroup(slug=slug, name=ranked[0].mention.name, description=(described or [""])[0]), tuple(ranked)
    )
