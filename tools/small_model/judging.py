"""What a model really answered about an interview, and how much of it counts."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from themes.llm.answers import ThemeMentions
from themes.models import Interview, Proposal
from themes.transcripts.grounding import ground
from tools.small_model.listening import Exchange


class Verdict(NamedTuple):
    """Figures of one interview; mentions and passages are those of all answers that could be read."""

    requests: int
    seconds: float
    cut_off: int
    """Answers that reached the output limit; what is whole of them is judged with the others."""
    unusable: int
    """Requests without an answer that fits the schema, or of which nothing was whole."""
    mentions: int
    passages: int
    verbatim: int
    """Passages that are the transcript's, character for character."""
    grounded: int
    names: tuple[str, ...]
    """Of the mentions, grounded or not."""
    faults: tuple[str, ...]
    """Why the other passages were refused, one entry each."""
    wild: int
    """Confidences that are no number from 0 to 1."""


CUT_OFF = "length"
"""How a server says that an answer reached the limit."""


def judge(interview: Interview, heard: Sequence[Exchange]) -> Verdict:
    """Judge all answers about an interview by its transcript."""
    about = [one for one in heard if one.transcript is not None and one.transcript in interview.text]
    answers = [answer for one in about if (answer := _read(one))]
    proposals = [mention.proposal() for answer in answers for mention in answer.mentions]
    passages = [passage for proposal in proposals for passage in proposal.passages]
    faults = [fault for passage in passages if (fault := _fault(passage, interview))]
    return Verdict(
        requests=len(about),
        seconds=sum(one.seconds for one in about),
        cut_off=sum(one.ended == CUT_OFF for one in about),
        unusable=len(about) - len(answers),
        mentions=len(proposals),
        passages=len(passages),
        verbatim=sum(passage in interview.text for passage in passages),
        grounded=len(passages) - len(faults),
        names=tuple(proposal.name for proposal in proposals),
        faults=tuple(faults),
        wild=sum(not _is_share(said) for one in about for said in _confidences(one.answer)),
    )


def _read(exchange: Exchange) -> ThemeMentions | None:
    if exchange.ended == CUT_OFF:
        return ThemeMentions.of_beginning(exchange.answer)
    try:
        return ThemeMentions.model_validate_json(exchange.answer)
    except ValidationError:
        return None


def _fault(passage: str, interview: Interview) -> str:
    """Return why a passage alone would be refused, or nothing."""
    mentions, refused = ground([Proposal(name="alone", passages=(passage,))], interview)
    return "" if mentions else refused[0].reason.removeprefix("1 of 1 quotes was ").partition(";")[0]


def _confidences(answer: str) -> Iterator[Any]:
    try:
        said = json.loads(answer)
    except ValueError:
        return
    mentions = said.get("mentions") if isinstance(said, dict) else None
    yield from (one["confidence"] for one in mentions or () if isinstance(one, dict) and "confidence" in one)


def _is_share(said: object) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said <= 1
