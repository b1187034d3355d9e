"""Merging themes: what evidence a theme rests on that takes others in, until the next scan weighs it anew."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from themes.evidence.division import by_breadth
from themes.evidence.stored import Evidence, InterviewEvidence


def together(parts: Sequence[Evidence], said_in: Mapping[UUID, UUID]) -> Evidence:
    """The evidence of several themes as that of one; ``said_in`` holds the interviews of their quotes.

    An interview that speaks of several counts once, as sure as it was of the one it was surest of. A quote
    that several rest on is one passage.
    """
    cited = [id_ for part in parts for id_ in part.quote_ids if id_ in said_in]
    quotes = list(dict.fromkeys(cited))
    twice = Counter(said_in[id_] for id_ in cited)
    twice.subtract(said_in[id_] for id_ in quotes)
    supports = _supports(parts, twice)
    speakers = [one.interview_id for one in supports] + [id_ for part in parts for id_ in part.interview_ids]
    interviews = tuple(dict.fromkeys(speakers))
    return Evidence(
        quote_ids=by_breadth(quotes, said_in, interviews),
        interview_ids=interviews,
        occurrences=max(sum(part.occurrences for part in parts) - twice.total(), 0),
        rationale=supports[0].rationale if supports else parts[0].rationale,
        supports=supports,
    )


def _supports(parts: Sequence[Evidence], twice: Mapping[UUID, int]) -> tuple[InterviewEvidence, ...]:
    """What each interview contributes to all of them, strongest first."""
    by_interview: dict[UUID, list[InterviewEvidence]] = defaultdict(list)
    for part in parts:
        for one in part.supports:
            by_interview[one.interview_id].append(one)
    found = []
    for interview, ones in by_interview.items():
        passages = max(sum(one.occurrences for one in ones) - twice.get(interview, 0), 0)
        strongest = max(ones, key=lambda one: one.confidence)
        found.append(strongest.model_copy(update={"occurrences": passages}))
    return tuple(sorted(found, key=lambda one: (-one.confidence, -one.occurrences, one.interview_id)))
