"""The speakers of a stored interview: what each is taken for, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence

from themes.models import Frozen, TurnPlace
from themes.transcripts.corrected_roles import structure
from themes.transcripts.record import InterviewRecord, Role, SpokenTurn
from themes.transcripts.roles import with_roles


class StoredSpeaker(Frozen):
    """One speaker of an interview."""

    name: str | None
    """The label of the speaker's turns; None for turns of nobody named."""
    role: Role
    reason: str
    """Why the speaker is taken for this, as a phrase."""
    turns: int


def stored_speakers(
    text: str, stored: Sequence[TurnPlace] | None, corrections: Mapping[str, Role]
) -> tuple[StoredSpeaker, ...]:
    """Return an interview's speakers in the order of their first words."""
    turns = structure(text, stored)
    spoken = Counter(turn.speaker for turn in turns)
    roles = {turn.speaker: turn.role for turn in turns}
    said = tuple(SpokenTurn(turn.speaker, text[turn.start : turn.end]) for turn in turns)
    read = {one.name: one for one in with_roles(InterviewRecord("stored", said)).speakers}
    found = []
    for name, count in spoken.items():
        reason = read[name].reason if read[name].role == roles[name] else "stated by the file or importer"
        reason = "a person said so" if name in corrections else reason
        found.append(StoredSpeaker(name=name, role=roles[name], reason=reason, turns=count))
    return tuple(found)
