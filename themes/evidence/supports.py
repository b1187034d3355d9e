"""The contribution of each interview to a theme."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID

from themes.models import Mention, ParticipantPlace, Passage, Support
from themes.text.slugs import slugify
from themes.transcripts.grounding import distinct


class AttributedMention(NamedTuple):
    """A mention and the interview in which it was made."""

    interview_id: UUID
    created_at: datetime
    mention: Mention
    places: tuple[ParticipantPlace, ...] = ()
    """Who says what of the interview, as far as is known."""

    @property
    def participants(self) -> frozenset[UUID]:
        """Who makes the mention: those in whose words its passages begin."""
        starts = [passage.start for passage in self.mention.passages]
        return frozenset(
            place.participant_id
            for place in self.places
            if any(place.start <= start < place.end for start in starts)
        )


def mention_rank(mention: Mention) -> tuple[object, ...]:
    """Return a sort key that puts the strongest mention first and leaves no two different ones equal."""
    spans = tuple((passage.start, passage.end) for passage in mention.passages)
    return (-mention.confidence, -len(spans), mention.name, mention.description, mention.rationale, spans)


def supports(mentions: Iterable[AttributedMention]) -> tuple[Support, ...]:
    """Return one support per interview, strongest first, whatever the order of the mentions.

    An interview has the confidence and the rationale of its strongest mention. Its passages are
    those of all its mentions: the first of each, beginning with the strongest mention, then the
    second of each.
    """
    by_interview: dict[UUID, list[AttributedMention]] = defaultdict(list)
    for one in mentions:
        by_interview[one.interview_id].append(one)
    found = [_support(of_one) for of_one in by_interview.values()]
    return tuple(sorted(found, key=_rank))


def _support(heard: list[AttributedMention]) -> Support:
    mentions = sorted((one.mention for one in heard), key=mention_rank)
    in_turn = zip_longest(*(mention.passages for mention in mentions))
    passages = distinct(passage for rank in in_turn for passage in rank if passage)
    against = distinct(passage for mention in mentions for passage in mention.counter_passages)
    return Support(
        interview_id=heard[0].interview_id,
        created_at=max(one.created_at for one in heard),
        confidence=mentions[0].confidence,
        rationale=mentions[0].rationale,
        passages=passages,
        heard_as=tuple(_names(passage, mentions) for passage in passages),
        counter_passages=tuple(passage for passage in against if passage not in passages),
        participants=frozenset(person for one in heard for person in one.participants),
    )


def _names(passage: Passage, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The slugs of the names under which a passage, or one that lies inside it, was heard."""
    within = (
        mention.name
        for mention in mentions
        if any(passage.start <= one.start and one.end <= passage.end for one in mention.passages)
    )
    return tuple(sorted({slugify(name) for name in within}))


def _rank(support: Support) -> tuple[float, int, float, UUID]:
    newest_first = -support.created_at.timestamp()
    return -support.confidence, -len(support.passages), newest_first, support.interview_id
