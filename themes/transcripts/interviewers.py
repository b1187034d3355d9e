"""Who in a transcript asks the questions, so that their words are no evidence.

Somebody taken for the moderator loses every word, while a moderator who is missed adds some questions to
what can be cited. So in doubt nobody is the moderator.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from themes.models import Interview
from themes.transcripts.sentences import sentences
from themes.transcripts.speaker_labels import ASKING_ROLE
from themes.transcripts.turns import Turn, is_question, placed, turns

_ALSO_A_TRADE = re.compile(r"(?:researcher|host)\b", re.IGNORECASE)
"""Labels of moderators that an interviewee may bear as well, in a study of researchers or of hosts."""
_ANSWERS = re.compile(
    r"(?:participant|interviewee|respondent|customer|patient|user|p ?\d)(?:\b|\d)", re.IGNORECASE
)
"""Labels of people who are asked, however often they ask back."""
_LEAST_ASKING = 2
"""Turns that end in a question; one alone shows nothing."""
_LEAST_SHARE = 0.2
"""Of one's own words. Of 33 moderators all spent 0.24 or more on questions, those they asked 0.10 or less."""
_LEAST_OF_ALL = 2 / 3
"""Of all turns that ask: who asks often among others that ask as well is taking part in a conversation."""


class _Part(NamedTuple):
    """What one speaker contributes."""

    said: int
    """Characters, those of questions included."""
    in_questions: int
    asking: int
    """Turns that end in a question; one on the way is as often part of a story."""


def interviewers(text: str, said: Sequence[Turn]) -> frozenset[str]:
    """Name the speakers who ask: those whose label says so, or else the one who does nearly all the asking.

    Labels (moderator, interviewer, …) are not believed where nobody else speaks, or where somebody
    else does the asking. Researcher and host are not believed where they say more than all others.
    """
    named = {turn.speaker for turn in said if turn.speaker is not None}
    labelled = frozenset(name for name in named if ASKING_ROLE.match(name))
    if not labelled and len(named) < 2:
        return frozenset()
    spoken: dict[str | None, list[str]] = {}
    for turn in said:
        spoken.setdefault(turn.speaker, []).append(text[turn.start : turn.end])
    parts = {name: _part(words) for name, words in spoken.items()}
    asker = _asker(parts)
    if not labelled:
        return frozenset() if asker is None else frozenset({asker})
    is_other = asker is not None and asker not in labelled
    return frozenset() if is_other or _are_answering(labelled, parts) else labelled


def _part(spoken: Sequence[str]) -> _Part:
    in_questions = asking = 0
    for words in spoken:
        asks = [
            (is_question(words[start:end]), end - start) for start, end in sentences(words, 0, len(words))
        ]
        in_questions += sum(length for is_asked, length in asks if is_asked)
        asking += asks[-1][0]
    return _Part(sum(map(len, spoken)), in_questions, asking)


def _asker(parts: Mapping[str | None, _Part]) -> str | None:
    """Name who does nearly all the asking among two named speakers or more, and says less than the others."""
    named = sorted(name for name in parts if name is not None)
    if len(named) < 2:
        return None
    most = max(named, key=lambda name: parts[name].asking)
    asks = parts[most]
    is_clear = (
        asks.asking >= max(_LEAST_ASKING, _LEAST_OF_ALL * sum(part.asking for part in parts.values()))
        and asks.in_questions >= _LEAST_SHARE * asks.said
        and 2 * asks.said < _said(parts.values())
    )
    return most if is_clear and not _ANSWERS.match(most) else None


def _are_answering(labelled: frozenset[str], parts: Mapping[str | None, _Part]) -> bool:
    theirs, all_said = _said(parts[name] for name in labelled), _said(parts.values())
    return theirs == all_said or (2 * theirs > all_said and any(map(_ALSO_A_TRADE.match, labelled)))


def _said(parts: Iterable[_Part]) -> int:
    return sum(part.said for part in parts)


def spoken(interview: Interview) -> tuple[tuple[Turn, ...], frozenset[str]]:
    """Return an interview's turns and its interviewers: as stored with the text, else as the text reads."""
    if interview.turns is None:
        said = turns(interview.text)
        return said, interviewers(interview.text, said)
    asking = {turn.speaker for turn in interview.turns if turn.role == "interviewer" and turn.speaker}
    return placed(interview.turns), frozenset(asking)
