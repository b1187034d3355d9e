"""Stretches of speech, as structured files give them, made into turns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from themes.transcripts.record import Role, SpokenTurn

_SENTENCE_ENDS = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_LONGEST_TURN_SECONDS = 60
"""A turn that lasts longer begins anew after a sentence, so that a quote's time stays near its words."""
_ASKING_ROLES = "interviewer moderator researcher facilitator host assistant bot agent ai admin model"
_ASKING = frozenset(_ASKING_ROLES.split())
_ANSWERING_ROLES = """participant interviewee respondent user customer human guest client patient contact lead
    visitor informant subject"""
_ANSWERING = frozenset(_ANSWERING_ROLES.split())


def joined_turns(stretches: Iterable[SpokenTurn], *, fragments: bool = False) -> tuple[SpokenTurn, ...]:
    """Join stretches of one speaker that follow one another; ``fragments`` may end anywhere in a sentence.

    Stretches without a speaker are joined up to the end of a sentence.
    """
    return tuple(_joined(stretches, fragments))


def _joined(stretches: Iterable[SpokenTurn], fragments: bool) -> Iterator[SpokenTurn]:
    held: SpokenTurn | None = None
    for stretch in stretches:
        if not (text := stretch.text.strip()):
            continue
        if held is not None and _goes_on(held, stretch, fragments):
            held = replace(held, text=f"{held.text} {text}")
            continue
        if held is not None:
            yield held
        held = replace(stretch, text=text)
    if held is not None:
        yield held


def _goes_on(held: SpokenTurn, stretch: SpokenTurn, fragments: bool) -> bool:
    if held.speaker != stretch.speaker or held.role != stretch.role:
        return False
    ended = bool(_SENTENCE_ENDS.search(held.text))
    if held.speaker is None:
        return fragments or (not ended and len(held.text) < 2000)
    if held.start_seconds is None or stretch.start_seconds is None:
        return True
    return not ended or stretch.start_seconds - held.start_seconds < _LONGEST_TURN_SECONDS


def stated_roles(called: Sequence[str | None]) -> dict[str, Role]:
    """Return what the values of a field ``role`` state; {} where they do not tell who asks.

    ``assistant`` asks where a ``user`` answers: an interview that a program leads.
    """
    roles: dict[str, Role] = {}
    for one in {one for one in called if one}:
        word = one.lower().strip()
        if word in _ASKING:
            roles[one] = "interviewer"
        elif word in _ANSWERING:
            roles[one] = "participant"
    return roles if len(set(roles.values())) == 2 else {}
