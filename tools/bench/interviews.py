"""Made-up interviews of a known length in which the model server finds themes."""

import random
from collections.abc import Callable, Iterator
from uuid import UUID, uuid5

from executor.context import ToolContext
from executor.tools import upsert_interview
from executor.unit_of_work import Executor
from tools.testbed.model_server import THEMES

_FILLER = (
    "We usually begin the morning with whatever was left over from the day before.",
    "My colleague keeps a list on the wall, and most of us look at it around lunch.",
    "It was different when there were only three of us in the office.",
    "Then somebody calls, and the plan for the afternoon is gone again.",
    "I would have to look that one up, it has been a while.",
)
_SAYS = {
    "support": "When I write to support nobody answers for a week",
    "price": "The price goes up whenever we add a person",
    "onboarding": "The onboarding left two of our people behind",
    "report": "I put the monthly report together by hand",
    "trust": "I do not trust the figures on that page",
    "team": "Our team never agrees on what comes first",
    "time": "There is never enough time to try anything new",
    "success": "For us success means that fewer people call",
}
assert _SAYS.keys() == THEMES.keys()


def transcript(number: int, words: int) -> str:
    """Return an interview of about so many words, the same for the same number, about three themes."""
    chance = random.Random(number)
    keywords = chance.sample(sorted(_SAYS), 3)
    turns = [f"Ana: {_SAYS[keyword]}, that was case {number}." for keyword in keywords]
    while sum(len(turn.split()) for turn in turns) < words:
        turns.insert(chance.randrange(len(turns) + 1), f"Ana: {chance.choice(_FILLER)}")
    return "\n".join(turns)


def store(
    executor: Executor,
    org_id: UUID,
    numbers: Iterator[int] | range,
    words: int,
    change: Callable[[str], str] = str,
) -> None:
    """Store interviews for an organisation, their texts changed, through the executor as an import does."""
    context = ToolContext(
        org_id=org_id,
        run_id=uuid5(org_id, "benchmark"),
        actor="system:import",
        job="import",
        rules_version="1",
    )
    calls = [
        {
            "interview_id": uuid5(org_id, str(n)),
            "title": f"Talk {n}",
            "transcript": change(transcript(n, words)),
        }
        for n in numbers
    ]
    for start in range(0, len(calls), 500):
        with executor.unit(context) as unit:
            unit.call(upsert_interview, calls[start : start + 500])
