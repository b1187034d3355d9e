"""Turns with the roles that a person gave to speakers, in place of those that the reading gave."""

from collections.abc import Mapping, Sequence

from themes.models import TurnPlace
from themes.transcripts.interviewers import interviewers
from themes.transcripts.record import Role
from themes.transcripts.turns import turns


def structure(text: str, stored: Sequence[TurnPlace] | None) -> tuple[TurnPlace, ...]:
    """Return the turns stored with a transcript, else those that the transcript's text shows, with roles."""
    if stored is not None:
        return tuple(TurnPlace(*turn) for turn in stored)
    said = turns(text)
    asking = interviewers(text, said)
    return tuple(
        TurnPlace(turn.speaker, _role(turn.speaker, asking), turn.start, turn.end, turn.start_seconds)
        for turn in said
    )


def _role(speaker: str | None, asking: frozenset[str]) -> Role:
    if speaker is None or not asking:
        return "unknown"
    return "interviewer" if speaker in asking else "participant"


def corrected(turns: Sequence[TurnPlace], roles: Mapping[str, Role]) -> tuple[TurnPlace, ...]:
    """Give the turns of each named speaker the role that a person gave the speaker."""
    return tuple(
        turn._replace(role=roles.get(turn.speaker, turn.role)) if turn.speaker else turn for turn in turns
    )
