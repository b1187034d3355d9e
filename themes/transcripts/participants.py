"""The participants of an interview: the people who are asked, each with the label of the person's turns."""

from collections.abc import Iterable, Sequence

from themes.models import Frozen, TurnPlace
from themes.transcripts.role_words import folded, says_answering, says_asking, says_speaker

_FULL_NAME_WORDS = 2


class Participant(Frozen):
    """A person who takes part in an interview."""

    name: str
    """The name or code that the file states, else the label of the person's turns."""
    speaker: str | None
    """The label of the person's turns; None where no turn is known to be the person's."""
    is_stated: bool
    """Whether the file states the name, rather than a label alone."""

    @property
    def is_identified(self) -> bool:
        """Whether the same name in another interview is the same person: a stated name, or a full name."""
        return self.is_stated or _is_full_name(self.name)


def participants(turns: Iterable[TurnPlace], stated: Sequence[str] = ()) -> tuple[Participant, ...]:
    """Return an interview's participants: who speaks and is no interviewer, and who else is stated.

    A stated name is the speaker of that label. One name and one speaker that are left belong together. Of
    more nothing tells who is who, so that names and speakers stand side by side.
    """
    speakers = dict.fromkeys(turn.speaker for turn in turns if turn.role != "interviewer" and turn.speaker)
    names = list({folded(name): name for name in reversed(stated) if name.strip()}.values())[::-1]
    bound = _bound(names, [*speakers])
    found = [Participant(name=name, speaker=bound.get(name), is_stated=True) for name in names]
    taken = set(bound.values())
    found += (
        Participant(name=speaker, speaker=speaker, is_stated=False)
        for speaker in speakers
        if speaker not in taken
    )
    return tuple(found)


def _bound(names: Sequence[str], speakers: Sequence[str]) -> dict[str, str]:
    """The speakers of stated names: those of the same label, and the one left for the one name left."""
    by_label = {folded(speaker): speaker for speaker in speakers}
    bound = {name: by_label[folded(name)] for name in names if folded(name) in by_label}
    names_left = [name for name in names if name not in bound]
    left = [speaker for speaker in speakers if speaker not in bound.values()]
    answering = [speaker for speaker in left if says_answering(speaker)]
    candidates = answering if len(answering) == 1 else left
    if len(names_left) == len(candidates) == 1:
        bound[names_left[0]] = candidates[0]
    return bound


def _is_full_name(label: str) -> bool:
    """Whether a label is a person's name in full, which two people of one study hardly share."""
    words = label.split()
    return (
        len(words) >= _FULL_NAME_WORDS
        and all(
            word.replace("-", "").replace("'", "").replace("’", "").rstrip(".").isalpha() for word in words
        )
        and not (says_answering(label) or says_asking(label) or says_speaker(label))
    )
