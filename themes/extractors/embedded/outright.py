"""Judgements that an interview states in so many words, each proved by a phrase of a built-in code."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from themes.extractors.embedded.lexicon import Code, Lexicon
from themes.extractors.embedded.scored_passages import Scored, mention
from themes.extractors.embedded.statements import Sentence, Statement
from themes.models import Mention, Wording

LEAST_STRENGTH = 0.5
SAID = 0.9
"""What a phrase that says a code outright is worth, beside the merit of its statement."""
_REASON = "The interview says this in so many words."
_BEFORE = 8
"""Words of the clause before a phrase among which a negation or a condition takes its evidence away."""
_CLAUSE = re.compile(r"[.;:!?–—]")


class Judgement(NamedTuple):
    """A statement that says a built-in code outright, with the place of the phrase that does."""

    code: Code
    sentence: Sentence
    end: int
    """Where the statement ends."""
    strength: float
    phrases: tuple[tuple[int, int], ...]

    @property
    def scored(self) -> Scored:
        """The statement as a passage."""
        return Scored(self.strength, self.sentence.start, self.end)


def judgements(
    text: str, said: Sequence[Sentence], stated: Sequence[Statement | None], lexicon: Lexicon
) -> list[Judgement]:
    """Return what each statement judges outright; one that both praises and complains proves neither."""
    plain = text.replace("’", "'")
    found: list[Judgement] = []
    for sentence, statement in zip(said, stated, strict=True):
        if statement:
            of = list(_of(plain, sentence, statement, lexicon))
            is_mixed = {one.code.side for one in of} >= {"for", "against"}
            found += [one for one in of if not is_mixed or one.code.side not in {"for", "against"}]
    return [one for one in found if one.strength >= LEAST_STRENGTH]


def said_outright(judged: Sequence[Judgement], text: str, words: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Yield a mention for each built-in code; ``words`` counts what the interviewees say."""
    found: dict[str, list[Scored]] = defaultdict(list)
    for one in judged:
        found[one.code.key].append(one.scored)
    for code in lexicon.codes:
        if code.key in found:
            passages = found[code.key]
            wording = Wording(language=lexicon.code, uses=len(passages), words=words)
            yield mention(text, code.name, code.description, passages, wording, _REASON)


def _of(text: str, sentence: Sentence, statement: Statement, lexicon: Lexicon) -> Iterator[Judgement]:
    for code in lexicon.codes:
        phrases = tuple(_phrases(text, sentence, code, lexicon))
        if phrases:
            strength = round(SAID + statement.merit + 0.3 * min(len(phrases), 2), 2)
            yield Judgement(code, sentence, statement.end, strength, phrases)


def _phrases(text: str, sentence: Sentence, code: Code, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for match in code.says.finditer(text, sentence.start, sentence.end):
        if not is_taken_away(text, sentence, match.start(), lexicon):
            yield match.span()


def is_taken_away(text: str, sentence: Sentence, start: int, lexicon: Lexicon) -> bool:
    """Tell whether a negation or a condition stands before a judgement that begins at ``start``."""
    is_negated = text.startswith("n't", start)  # "isn't clear": the negation is part of the phrase
    before = [word for word in sentence.words if (word.end if is_negated else word.start + 1) <= start]
    clause = (word.form for word in before[-_BEFORE:] if not _CLAUSE.search(text, word.end, start))
    return not lexicon.negations.isdisjoint(clause)
