"""Grounding: of what an extractor proposes, only what the transcript really says counts."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby

from themes.models import Interview, Mention, Passage, Proposal, Skipped
from themes.text.sanitize import NAME_LENGTH, PROSE_LENGTH, is_visible, sanitize
from themes.text.word_boundaries import LEAST_WORDS, is_evidence
from themes.transcripts.interviewers import spoken
from themes.transcripts.near_copies import NearCopies
from themes.transcripts.quote_matching import Transcript
from themes.transcripts.turns import Span, Turn

__all__ = ["Grounding", "Transcript", "distinct", "ground"]


class Grounding:
    """What is really said in an interview: its transcript, prepared once for all that is proposed of it.

    Words that only the interviewer says are no evidence. A passage equal to a quote that people
    marked takes that quote's place, however short it is and whoever says it.
    """

    def __init__(self, interview: Interview) -> None:
        self._spoken = spoken(interview)
        asked = _asked(*self._spoken)
        self._answers = Transcript(interview.text, without=asked)
        self._all = Transcript(interview.text) if asked else None
        self._text = interview.text
        self.near_copies = 0
        """Passages so far that were found as near copies alone."""
        self._marked = {
            quote.text.strip(): Passage(text=quote.text, start=quote.start, end=quote.end)
            for quote in reversed(interview.quotes)
            if interview.text[quote.start : quote.end] == quote.text
        }

    def ground(
        self, proposals: Iterable[Proposal], near: int | None = None
    ) -> tuple[tuple[Mention, ...], tuple[Skipped, ...]]:
        """Turn proposals into mentions whose every passage stands in the transcript, in their order.

        ``near`` is the offset around which the extractor was reading; it settles which of several
        occurrences is meant. The second value tells what was dropped and why, without its words.
        """
        mentions: list[Mention] = []
        skipped: list[Skipped] = []
        for proposal in proposals:
            mention, reason = self._grounded(proposal, near)
            if mention is not None:
                mentions.append(mention)
            if reason:
                name = sanitize(proposal.name, NAME_LENGTH)
                skipped.append(Skipped(item=f"mention '{name}'", reason=reason))
        return tuple(mentions), tuple(skipped)

    def _grounded(self, proposal: Proposal, near: int | None) -> tuple[Mention | None, str]:
        """Ground one proposal; the second value says what of it was not used, if anything."""
        name = sanitize(proposal.name, NAME_LENGTH)
        if not is_visible(name):
            return None, "it has no name"
        found: list[Passage] = []
        missing = short = asked = 0
        for passage in proposal.passages:
            if quote := self._marked.get(passage.strip()):
                found.append(quote)
            elif not is_evidence(passage):
                short += 1
            elif places := self._answers.locate(passage, near):
                found.extend(places)
            elif self._all is not None and self._all.locate(passage) is not None:
                asked += 1
            elif places := self._near_copies.find(passage, near):
                found.extend(places)
                self.near_copies += 1
            else:
                missing += 1
        reason = _reason(len(proposal.passages), missing, short, asked)
        if not found:
            return None, f"{reason}; nothing is left to prove it"
        against = [place for said in proposal.counter_passages for place in self._placed(said, near)]
        return _mention(name, proposal, found, against), reason

    @cached_property
    def _near_copies(self) -> NearCopies:
        said, asking = self._spoken
        return NearCopies(self._text, said, self._answers.normalized, without=asking)

    def _placed(self, passage: str, near: int | None) -> tuple[Passage, ...]:
        """Where a passage stands that says something, as an interviewee's words."""
        return (self._answers.locate(passage, near) or ()) if is_evidence(passage) else ()


def ground(
    proposals: Iterable[Proposal], interview: Interview, near: int | None = None
) -> tuple[tuple[Mention, ...], tuple[Skipped, ...]]:
    """Ground what is proposed of an interview all at once; see Grounding."""
    return Grounding(interview).ground(proposals, near)


def distinct(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Drop passages that repeat or lie inside another one; the others keep their order."""
    unique = list({(passage.start, passage.end): passage for passage in passages}.values())
    kept: set[tuple[int, int]] = set()
    furthest = -1
    for passage in sorted(unique, key=lambda passage: (passage.start, -passage.end)):
        if passage.end > furthest:
            furthest = passage.end
            kept.add((passage.start, passage.end))
    return tuple(passage for passage in unique if (passage.start, passage.end) in kept)


def _asked(said: Sequence[Turn], asking: frozenset[str]) -> list[Span]:
    """The moderator's stretches, labels included: turns in a row are one, as a passage may span them."""
    spans: list[Span] = []
    before = 0
    for is_asked, stretch in groupby(said, key=lambda turn: turn.speaker in asking):
        *_, last = stretch
        if is_asked:
            spans.append((before, last.end))
        before = last.end
    return spans


def _mention(name: str, proposal: Proposal, found: Sequence[Passage], against: Sequence[Passage]) -> Mention:
    passages = distinct(found)
    cited = {(passage.start, passage.end) for passage in passages}
    return Mention(
        name=name,
        description=sanitize(proposal.description, PROSE_LENGTH),
        confidence=proposal.confidence,
        rationale=sanitize(proposal.rationale, PROSE_LENGTH),
        passages=passages,
        counter_passages=tuple(one for one in distinct(against) if (one.start, one.end) not in cited),
    )


def _reason(count: int, missing: int, short: int, asked: int) -> str:
    if not count:
        return "it comes without a quote"
    faults = (
        (missing, "not found in the transcript"),
        (short, f"too short to be evidence (fewer than {LEAST_WORDS} words)"),
        (asked, "said by the moderator"),
    )
    return " and ".join(
        f"{number} of {count} quotes {'was' if number == 1 else 'were'} {fault}"
        for number, fault in faults
        if number
    )
