"""Mentions that share a name, across interviews."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from themes.evidence.recurrence import joined
from themes.evidence.supports import AttributedMention, mention_rank
from themes.models import InterviewMentions, NameGroup
from themes.text.slugs import slugify


class MentionGroup(NamedTuple):
    """All mentions whose names have one slug, with the wording that speaks for them."""

    entry: NameGroup
    mentions: tuple[AttributedMention, ...]

    @property
    def slug(self) -> str:
        """The slug that the names share."""
        return self.entry.slug

    @property
    def interview_ids(self) -> frozenset[UUID]:
        """The interviews in which the name was heard."""
        return frozenset(mention.interview_id for mention in self.mentions)

    @property
    def rank(self) -> tuple[int, float, str]:
        """A sort key that puts the strongest group first: interviews, summed confidence, slug."""
        confidence = math.fsum(mention.mention.confidence for mention in self.mentions)
        return -len(self.interview_ids), -confidence, self.slug


def group_by_slug(interviews: Sequence[InterviewMentions]) -> list[MentionGroup]:
    """Gather the mentions of each name, sorted by slug; the order of the input does not show."""
    mentions: dict[str, list[AttributedMention]] = defaultdict(list)
    for interview in interviews:
        for mention in interview.mentions:
            mentions[slugify(mention.name)].append(
                AttributedMention(interview.interview_id, interview.created_at, mention, interview.places)
            )
    return [_group(slug, mentions[slug]) for slug in sorted(mentions)]


def interviews_of(groups: Iterable[MentionGroup]) -> frozenset[UUID]:
    """Return the distinct interviews in which any of the names was heard."""
    return frozenset(interview for group in groups for interview in group.interview_ids)


def speakers_of(groups: Iterable[MentionGroup]) -> dict[UUID, frozenset[UUID]]:
    """Return the interviews in which any of the names was heard, each with who is known to say so."""
    return joined(*({one.interview_id: one.participants} for group in groups for one in group.mentions))


def _group(slug: str, mentions: Sequence[AttributedMention]) -> MentionGroup:
    ranked = sorted(mentions, key=lambda one: (mention_rank(one.mention), one.interview_id))
    described = [one.mention.description for one in ranked if one.mention.description]
    entry = NameGroup(
        slug=slug,
        name=ranked[0].mention.name,
        description=(described or [""])[0],
        literal=all(one.mention.wording for one in ranked),
    )
    return MentionGroup(entry, tuple(ranked))
