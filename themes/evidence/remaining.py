"""A theme's remaining evidence when an interview or some quotes go."""

from collections.abc import Mapping, Set
from typing import Any
from uuid import UUID

from themes.evidence.stored import Evidence


def without_interview(evidence: Evidence, interview: UUID, quotes: Set[UUID]) -> Evidence:
    """Return the evidence of the other interviews, without the interview's quotes."""
    supports = tuple(one for one in evidence.supports if one.interview_id != interview)
    changes: dict[str, Any] = {
        "quote_ids": tuple(id_ for id_ in evidence.quote_ids if id_ not in quotes),
        "interview_ids": tuple(id_ for id_ in evidence.interview_ids if id_ != interview),
        "supports": supports,
    }
    if len(supports) < len(evidence.supports):
        changes["occurrences"] = sum(support.occurrences for support in supports)
        changes["rationale"] = supports[0].rationale if supports else ""
    return evidence.model_copy(update=changes)


def without_quotes(evidence: Evidence, lost: Mapping[UUID, int], quotes: Set[UUID]) -> Evidence:
    """Return the evidence without quotes; ``lost`` counts those of each interview."""
    supports = tuple(
        one.model_copy(update={"occurrences": max(0, one.occurrences - lost.get(one.interview_id, 0))})
        for one in evidence.supports
    )
    changes: dict[str, Any] = {"quote_ids": tuple(id_ for id_ in evidence.quote_ids if id_ not in quotes)}
    if supports:
        changes |= {"supports": supports, "occurrences": sum(one.occurrences for one in supports)}
    return evidence.model_copy(update=changes)
