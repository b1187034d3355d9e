"""Who asks and who answers: by what is stated, by the labels, else by who does nearly all the asking.

Somebody taken for the interviewer loses every word, while an interviewer who is missed adds some questions
to what can be cited. So in doubt nobody is the interviewer, and the doubt is told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from themes.transcripts.questions import begins_as_question, is_question, with_plain_marks
from themes.transcripts.record import InterviewRecord, Role, Speaker, SpokenTurn
from themes.transcripts.role_words import (
    PAIRS,
    folded,
    is_interviewer_code,
    says_answering,
    says_asking,
)
from themes.transcripts.sentences import sentences

_ALSO_A_TRADE = re.compile(r"(?:(?:user |ux )?researcher|host)\b", re.IGNORECASE)
"""Labels of interviewers that a participant may bear as well, in a study of researchers or of hosts."""
_LEAST_ASKING = 2
"""Turns that end in a question; one alone shows nothing."""
_LEAST_SHARE = 0.2
"""Of one's own words. Of 33 interviewers all spent 0.24 or more on questions, the others 0.10 or less."""
_LEAST_OF_ALL = 2 / 3
"""Of all turns that ask: who asks often among others that ask as well is taking part in a conversation."""
_CHARACTERS_READ = 50_000
"""The most that is read of each speaker to see how much the speaker asks."""


@dataclass(slots=True)
class _Part:
    """What one speaker contributes."""

    said: int = 0
    """Characters, those of questions included."""
    read: int = 0
    """Characters of them that were looked at for questions."""
    in_questions: int = 0
    asking: int = 0
    """Turns that end in a question; one on the way is as often part of a story."""


def with_roles(record: InterviewRecord, interviewers: Iterable[str] = ()) -> InterviewRecord:
    """Give each speaker and each turn a role. ``interviewers`` are the names that somebody stated.

    A role that the reader set stands. ``speakers`` lists each speaker in the order of their first words.
    """
    names = list(dict.fromkeys(turn.speaker for turn in record.turns))
    asking, doubts = _asking(record, names, [folded(name) for name in interviewers])
    speakers = tuple(_speaker(name, record.turns, asking) for name in names)
    roles = {speaker.name: speaker.role for speaker in speakers}
    turns = tuple(
        turn
        if turn.role != "unknown" or roles[turn.speaker] == "unknown"
        else SpokenTurn(turn.speaker, turn.text, turn.start_seconds, roles[turn.speaker])
        for turn in record.turns
    )
    return replace(record, turns=turns, speakers=speakers, doubts=(*record.doubts, *doubts))


def _speaker(name: str | None, turns: Sequence[SpokenTurn], asking: Mapping[str, str]) -> Speaker:
    preset = (
        {turn.role for turn in turns if turn.speaker == name} - {"unknown"} if not asking else set[Role]()
    )
    if name is not None and name in asking:
        return Speaker(name, "interviewer", asking[name])
    if len(preset) == 1:
        return Speaker(name, preset.pop(), "the file says so")
    if name is None:
        return Speaker(None, "unknown", "the file names nobody")
    if says_answering(name):
        return Speaker(name, "participant", "the label says so")
    if asking:
        return Speaker(name, "participant", "somebody else asks")
    return Speaker(name, "unknown", "nothing tells who asks")


def _asking(
    record: InterviewRecord, names: Sequence[str | None], stated: Sequence[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The interviewers, each with the reason, and what is doubtful."""
    named = [name for name in names if name is not None]
    if found := {name: "stated for this interview" for name in named if folded(name) in stated}:
        return found, ()
    preset = {
        turn.speaker for turn in record.turns if turn.role == "interviewer" and turn.speaker is not None
    }
    if found := {name: "the file says so" for name in named if name in record.interviewers or name in preset}:
        return found, ()
    parts = _parts(record.turns)
    asker = _asker(parts)
    if labelled := _labelled(named):
        if (asker and asker not in labelled and not says_answering(asker)) or _are_answering(labelled, parts):
            return {}, ("The label of an interviewer stands with somebody who answers; state who asks.",)
        return dict.fromkeys(labelled, "the label says so"), ()
    if asker:
        return {asker: "asks nearly all the questions"}, ()
    return {}, ("Nothing tells who asks; state the interviewer.",) if len(named) > 1 else ()


def _labelled(named: Sequence[str]) -> frozenset[str]:
    """The speakers whose labels say that they ask."""
    if says := frozenset(name for name in named if says_asking(name)):
        return says
    letters = {folded(name).rstrip(". "): name for name in named}
    for pair, asks in PAIRS.items():
        if pair <= letters.keys() and len(letters) <= len(pair) + 1:
            return frozenset({letters[asks]})
    codes = frozenset(name for name in named if is_interviewer_code(name))
    others = [name for name in named if name not in codes]
    return codes if codes and others and all(says_answering(name) for name in others) else frozenset()


def _parts(turns: Sequence[SpokenTurn]) -> dict[str | None, _Part]:
    parts: dict[str | None, _Part] = {}
    marked = any("?" in with_plain_marks(turn.text) for turn in turns[:400])
    for speaker, group in groupby(turns, key=lambda turn: turn.speaker):
        part = parts.setdefault(speaker, _Part())
        texts = []
        for turn in group:
            part.said += len(turn.text)
            if part.read < _CHARACTERS_READ:
                part.read += len(turn.text)
                texts.append(turn.text)
        if texts:
            _add(part, "\n".join(texts), marked=marked)
    return parts


def _add(part: _Part, words: str, *, marked: bool) -> None:
    plain = with_plain_marks(words)
    is_asked = False
    for start, end in sentences(plain, 0, len(plain)):
        sentence = plain[start:end]
        is_asked = is_question(sentence) or (not marked and begins_as_question(sentence))
        part.in_questions += is_asked * (end - start)
    part.asking += is_asked


def _asker(parts: Mapping[str | None, _Part]) -> str | None:
    """Name who does nearly all the asking among two named speakers or more, and says less than the others."""
    named = sorted(name for name in parts if name is not None)
    if len(named) < 2:
        return None
    most = max(named, key=lambda name: parts[name].asking)
    asks = parts[most]
    is_clear = (
        asks.asking >= max(_LEAST_ASKING, _LEAST_OF_ALL * sum(part.asking for part in parts.values()))
        and asks.in_questions >= _LEAST_SHARE * asks.read
        and 2 * asks.said < _said(parts.values())
    )
    others_answer = all(says_answering(name) for name in named if name != most)
    return most if is_clear and (others_answer or not says_answering(most)) else None


def _are_answering(labelled: frozenset[str], parts: Mapping[str | None, _Part]) -> bool:
    theirs, all_said = _said(parts[name] for name in labelled), _said(parts.values())
    return theirs == all_said or (2 * theirs > all_said and any(map(_ALSO_A_TRADE.match, labelled)))


def _said(parts: Iterable[_Part]) -> int:
    return sum(part.said for part in parts)
