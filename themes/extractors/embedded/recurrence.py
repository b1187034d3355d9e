"""What recurs over the interviews: the step of the embedded extractor that sees all of them at once.

Reading an interview leaves candidates, cached with it. Over all interviews this step keeps the
topics that people name more often than in ordinary speech. Each passage goes to one theme alone.
The order of interviews does not matter. Mentions without a wording, such as those of a language
model or of highlights, pass unchanged.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from themes.extractors.embedded.candidates import Candidate, Cited, candidates
from themes.extractors.embedded.scored_passages import confidence_of
from themes.extractors.embedded.scripts import without_scripts
from themes.extractors.embedded.topics import STRONG
from themes.models import (
    CatalogueTheme,
    InterviewMentions,
    Mention,
    NameGroup,
    Passage,
    Skipped,
    Wording,
)
from themes.text.plurals import counted
from themes.text.slugs import slugify

MOST_TOPICS = 14
"""Topics beyond those that are themes already; fewer themes with sound quotes are worth more."""
PER_INTERVIEWS = 8
"""One interview in so many must say a candidate plainly: two of a hundred are not what people return to."""
SHARE_OF_COMPOUND = 0.25
"""Of a word's uses, those in a compound that is a topic itself, at which the word alone is too general."""
LEAST_CITED = 3
"""Passages of a topic over all interviews."""
_UNUSED = "they do not recur in enough interviews, or nothing is said about them"


class Recurring(NamedTuple):
    """The interviews with what recurs alone, and what was left out."""

    interviews: tuple[InterviewMentions, ...]
    skipped: tuple[Skipped, ...]


def recurring(
    interviews: Sequence[InterviewMentions], known: Collection[str], min_interviews: int
) -> Recurring:
    """Keep of the worded mentions those that recur; ``known`` holds the slugs of themes and their aliases.

    A candidate that is a theme already stays, however few interviews speak of it now.
    """
    if not any(mention.wording for interview in interviews for mention in interview.mentions):
        return Recurring(tuple(interviews), ())
    heard = without_scripts(interviews)
    found = [_known_as(candidate, known) for candidate in candidates(heard)]
    needed = max(min_interviews, len(heard) // PER_INTERVIEWS)
    hopeful = [one for one in found if _recurs(one, known, needed)]
    ranked = _shortlist(hopeful, known, 2 * MOST_TOPICS)
    taken = _taken(heard)
    for most in (MOST_TOPICS, MOST_TOPICS):  # what a theme left out had claimed is free for the others
        shared = _share_out(ranked, taken)
        recurs = [one for one in shared if _recurs(one, known, needed)]
        ranked = _shortlist(_specific(recurs, known), known, most)
    left = len(found) - len(ranked)
    skipped = (Skipped(item=counted(left, "phrase"), reason=_UNUSED),) if left else ()
    return Recurring(_mentions(heard, ranked), skipped)


def slugs_of(catalogue: Iterable[CatalogueTheme], codes: Iterable[NameGroup]) -> frozenset[str]:
    """Return the slugs under which themes and the codes of a study are known."""
    themes = (slug for theme in catalogue for slug in (theme.slug, *theme.aliases))
    return frozenset((*themes, *(code.slug for code in codes)))


def _known_as(candidate: Candidate, known: Collection[str]) -> Candidate:
    """Name a candidate as the theme that it is already."""
    names = sorted(name for name in candidate.names if slugify(name) in known)
    return candidate._replace(name=names[0]) if names else candidate


def _recurs(candidate: Candidate, known: Collection[str], needed: int) -> bool:
    if slugify(candidate.name) in known:
        return bool(candidate.cited)
    plain = [one for one in candidate.cited if one.strength >= STRONG]
    if candidate.is_code:
        return len({one.interview_id for one in plain}) >= needed
    supporters = len({one.interview_id for one in plain if one.returned_to})
    return bool(candidate.keyness) and supporters >= needed and len(candidate.cited) >= LEAST_CITED


def _specific(found: Sequence[Candidate], known: Collection[str]) -> list[Candidate]:
    """Leave out single words that are mostly parts of compounds that recur too, or of several of them."""
    compounds = [one for one in found if len(one.key) > 2]

    def is_general(word: Candidate) -> bool:
        holding = [c for c in compounds if word.key[1] in c.key[1:] and word.key[0] == c.key[0]]
        return len(holding) > 1 or sum(c.uses for c in holding) > SHARE_OF_COMPOUND * word.uses

    return [
        one
        for one in found
        if one.is_code or len(one.key) > 2 or slugify(one.name) in known or not is_general(one)
    ]


def _shortlist(found: Iterable[Candidate], known: Collection[str], most: int) -> list[Candidate]:
    """Keep the built-in codes, the themes there are and the first-ranked topics."""
    ranked = sorted(found, key=lambda candidate: candidate.rank)
    topics = [one for one in ranked if not one.is_code][:most]
    kept = {one.key for one in topics}
    return [one for one in ranked if one.is_code or one.key in kept or slugify(one.name) in known]


def _taken(interviews: Iterable[InterviewMentions]) -> dict[UUID, list[Passage]]:
    """Return the passages that other mentions of an interview cite already."""
    return {
        interview.interview_id: [p for m in interview.mentions if not m.wording for p in m.passages]
        for interview in interviews
    }


def _share_out(ranked: Sequence[Candidate], taken: Mapping[UUID, Sequence[Passage]]) -> list[Candidate]:
    """Give each passage to the candidate that it speaks for most strongly; of equals, to the first by key."""
    claims = sorted(
        ((cited, candidate) for candidate in ranked for cited in candidate.cited),
        key=lambda claim: (-claim[0].strength, -len(claim[1].key), claim[1].key, claim[0].passage.start),
    )
    given: dict[UUID, list[Passage]] = defaultdict(list, {id_: list(p) for id_, p in taken.items()})
    won: dict[tuple[str, ...], list[Cited]] = defaultdict(list)
    for cited, candidate in claims:
        if not any(_overlap(cited.passage, other) for other in given[cited.interview_id]):
            given[cited.interview_id].append(cited.passage)
            won[candidate.key].append(cited)
    return [candidate.with_cited(won[candidate.key]) for candidate in ranked]


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _mentions(
    interviews: Sequence[InterviewMentions], ranked: Sequence[Candidate]
) -> tuple[InterviewMentions, ...]:
    """Put the mentions of the kept candidates beside those that had no wording."""
    made: dict[UUID, list[Mention]] = defaultdict(list)
    for candidate in ranked:
        of: dict[UUID, list[Cited]] = defaultdict(list)
        for cited in candidate.cited:
            of[cited.interview_id].append(cited)
        for interview, passages in of.items():
            made[interview].append(_mention(candidate, passages))
    return tuple(
        interview.model_copy(
            update={
                "mentions": (*(m for m in interview.mentions if not m.wording), *made[interview.interview_id])
            }
        )
        for interview in interviews
    )


def _mention(candidate: Candidate, cited: Sequence[Cited]) -> Mention:
    ranked = sorted(cited, key=lambda one: (-one.strength, one.passage.start))
    return Mention(
        name=candidate.name,
        description=candidate.description,
        confidence=confidence_of(ranked[0].strength),
        rationale="People say this in so many words." if candidate.is_code else _REASON,
        passages=tuple(one.passage for one in ranked),
        wording=Wording(language=candidate.key[0], uses=len(ranked), words=0),
    )


_REASON = "People come back to this phrase more often than in ordinary speech, and say something about it."
