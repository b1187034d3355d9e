"""The evidence that is stored with a theme."""

from uuid import UUID

from pydantic import Field

from themes.models import Confidence, Frozen


class InterviewEvidence(Frozen):
    """What one interview contributes, so that it can be taken away again; ``occurrences`` are passages."""

    interview_id: UUID
    confidence: Confidence
    occurrences: int = Field(ge=0)
    rationale: str = ""


class Evidence(Frozen):
    """Why a theme is believed: the stored quotes, all interviews that support it, and the reasoning."""

    quote_ids: tuple[UUID, ...] = ()
    interview_ids: tuple[UUID, ...] = ()
    occurrences: int = Field(ge=0)
    rationale: str = ""
    supports: tuple[InterviewEvidence, ...] = ()
    """The same, interview by interview, strongest first."""
