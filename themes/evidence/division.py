"""Splitting a theme: which of its links go with the part, and what evidence each side is left with."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from uuid import UUID

from themes.evidence.scoring import theme_confidence
from themes.evidence.stored import Evidence
from themes.models import Confidence, Frozen


class Link(Frozen):
    """A link of a theme; ``heard_as`` are slugs of the names under which its passage was heard."""

    id: UUID
    interview_id: UUID
    quote_id: UUID | None
    heard_as: frozenset[str]


class Leaving(Frozen):
    """A link that goes with the part, and what it was heard as there.

    ``remaining`` has the names of the other side that a shared passage keeps; None for a link that
    leaves for good.
    """

    link: Link
    heard_as: frozenset[str]
    remaining: frozenset[str] | None = None


class Side(Frozen):
    """The evidence of a theme after the split."""

    confidence_score: Confidence
    evidence: Evidence
    supporters: frozenset[UUID]


class Division(Frozen):
    """A theme divided: the links that leave, and the two sides."""

    leaving: tuple[Leaving, ...]
    part: Side
    rest: Side


def divide(
    evidence: Evidence, confidence: float, links: Sequence[Link], names: Set[str], interviews: Set[UUID]
) -> Division | None:
    """Part off what was heard under the slugs ``names``, and all that ``interviews`` say.

    An interview that supports both sides counts for both, with its confidence in the whole theme,
    until the next scan. Where no interview supports both, the next scan finds this very division.
    Returns None if either side would be left without a link.
    """
    leaving = tuple(gone for link in links if (gone := _leaving(link, names, interviews)))
    gone_for_good = {one.link.id for one in leaving if one.remaining is None}
    going = [one.link for one in leaving]
    staying = [link for link in links if link.id not in gone_for_good]
    if not going or not staying:
        return None
    shared = _interviews(going) & _interviews(staying)
    whole = (_interviews(going) | interviews) - shared
    rest = frozenset(evidence.interview_ids) - whole - shared
    return Division(
        leaving=leaving,
        part=_side(evidence, confidence, going, whole, shared),
        rest=_side(evidence, confidence, staying, rest, shared),
    )


def _leaving(link: Link, names: Set[str], interviews: Set[UUID]) -> Leaving | None:
    if link.interview_id in interviews:
        return Leaving(link=link, heard_as=link.heard_as)
    if link.heard_as.isdisjoint(names):
        return None
    return Leaving(link=link, heard_as=link.heard_as & names, remaining=(link.heard_as - names) or None)


def _interviews(links: Sequence[Link]) -> frozenset[UUID]:
    return frozenset(link.interview_id for link in links)


def _side(
    evidence: Evidence, confidence: float, links: Sequence[Link], whole: Set[UUID], shared: Set[UUID]
) -> Side:
    """What one side keeps: all of some interviews, and of shared ones the quotes it has links to."""
    said_in = {link.quote_id: link.interview_id for link in links if link.quote_id}
    cited = [id_ for id_ in evidence.quote_ids if id_ in said_in]
    counts = Counter(said_in[id_] for id_ in cited)
    supports = [
        one.model_copy(update={"occurrences": counts[one.interview_id]})
        if one.interview_id in shared
        else one
        for one in evidence.supports
        if one.interview_id in whole | shared
    ]
    supports.sort(key=lambda one: (-one.confidence, -one.occurrences))
    kept = Evidence(
        quote_ids=by_breadth(cited, said_in, [one.interview_id for one in supports]),
        interview_ids=tuple(one.interview_id for one in supports),
        occurrences=sum(one.occurrences for one in supports),
        rationale=supports[0].rationale if supports else "",
        supports=tuple(supports),
    )
    confidences = [one.confidence for one in supports]
    return Side(
        confidence_score=theme_confidence(confidences) if confidences else confidence,
        evidence=kept,
        supporters=_interviews(links) | frozenset(kept.interview_ids),
    )


def by_breadth(
    quotes: Sequence[UUID], said_in: Mapping[UUID, UUID], interviews: Sequence[UUID]
) -> tuple[UUID, ...]:
    """The quotes as a scan orders them (see themes.evidence): each interview's first, then its second."""
    place = {interview: n for n, interview in enumerate(interviews)}
    so_far: Counter[UUID] = Counter()
    ranked: list[tuple[int, int, UUID]] = []
    for quote in quotes:
        interview = said_in[quote]
        ranked.append((so_far[interview], place.get(interview, len(place)), quote))
        so_far[interview] += 1
    return tuple(quote for *_, quote in sorted(ranked))
