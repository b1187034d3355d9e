"""Words of the study's guide that stand in several transcripts are nobody's own, so they are no evidence."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from themes.models import InterviewMentions, Mention, Passage
from themes.transcripts.sentences import sentences

_LEAST_WORDS = 4
"""Shorter sentences are the same in two interviews by chance."""
_WORD = re.compile(r"\w+")


def without_scripts(interviews: Sequence[InterviewMentions]) -> list[InterviewMentions]:
    """Return the interviews without the worded passages of which another interview holds a sentence."""
    counts: Counter[str] = Counter()
    for interview in interviews:
        counts.update(
            {said for one in interview.mentions for passage in _worded(one) for said in _said(passage)}
        )
    shared = {said for said, count in counts.items() if count > 1}
    return [_without(interview, shared) for interview in interviews] if shared else list(interviews)


def _worded(mention: Mention) -> tuple[Passage, ...]:
    return mention.passages if mention.wording else ()


def _said(passage: Passage) -> Iterator[str]:
    for start, end in sentences(passage.text, 0, len(passage.text)):
        words = _WORD.findall(passage.text[start:end].casefold())
        if len(words) >= _LEAST_WORDS:
            yield " ".join(words)


def _without(interview: InterviewMentions, shared: set[str]) -> InterviewMentions:
    kept = (_own(mention, shared) for mention in interview.mentions)
    return interview.model_copy(update={"mentions": tuple(mention for mention in kept if mention)})


def _own(mention: Mention, shared: set[str]) -> Mention | None:
    if mention.wording is None:
        return mention
    pairs = zip(mention.passages, mention.wording.strengths, strict=True)
    own = [(passage, strength) for passage, strength in pairs if not shared.intersection(_said(passage))]
    if not own:
        return None
    passages, strengths = zip(*own, strict=True)
    wording = mention.wording.model_copy(update={"strengths": strengths})
    return mention.model_copy(update={"passages": passages, "wording": wording})
