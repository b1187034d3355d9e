"""Refusals that several tools give."""

from executor.tool import Refusal

INTERVIEW_NOT_FOUND = Refusal(code="INTERVIEW_NOT_FOUND", message="There is no such interview.")
