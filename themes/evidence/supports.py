"""What each interview contributes to a theme."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from themes.models import Mention, Passage, Support
from themes.resolution.mention_groups import Heard, mention_rank
from themes.text.slugs import slugify
from themes.transcripts.grounding import distinct


def supports(heard: Iterable[Heard]) -> tuple[Support, ...]:
    """Return one support per interview, strongest first, whatever the order of the mentions.

    An interview is as confident as its strongest mention, whose rationale speaks for it; its passages are
    those of all its mentions, the strongest mention's first, each mention's in its own order.
    """
    by_interview: dict[UUID, list[Heard]] = defaultdict(list)
    for one in heard:
        by_interview[one.interview_id].append(one)
    found = [_support(mentions) for mentions in by_interview.values()]
    return tuple(sorted(found, key=_rank))


def _support(heard: list[Heard]) -> Support:
    mentions = sorted((one.mention for one in heard), key=mention_rank)
    passages = distinct(passage for mention in mentions for passage in mention.passages)
    return Support(
        interview_id=heard[0].interview_id,
        created_at=max(one.created_at for one in heard),
        confidence=mentions[0].confidence,
        rationale=mentions[0].rationale,
        passages=passages,
        heard_as=tuple(_names(passage, mentions) for passage in passages),
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
