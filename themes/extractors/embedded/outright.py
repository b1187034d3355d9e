"""Mentions of the built-in codes, each proved by a phrase that says it outright."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from themes.extractors.embedded.lexicon import Code, Lexicon
from themes.extractors.embedded.scored_passages import Scored, mention
from themes.extractors.embedded.statements import Sentence, Statement
from themes.models import Mention, Wording

LEAST_STRENGTH = 0.5
_SAID = 0.9
"""What a phrase that says a code outright is worth, beside the merit of its statement."""
_REASON = "The interview says this in so many words."
_BEFORE = 4
"""Words before a phrase among which a negation or a condition takes its evidence away."""


def said_outright(
    text: str, said: Sequence[Sentence], stated: Sequence[Statement | None], lexicon: Lexicon
) -> Iterator[Mention]:
    """Yield a mention for each built-in code that the interview says in so many words."""
    found: dict[str, list[Scored]] = defaultdict(list)
    plain = text.replace("’", "'")
    words = sum(len(sentence.words) for sentence in said)
    for sentence, statement in zip(said, stated, strict=True):
        if statement is None:
            continue
        for code in lexicon.codes:
            count = sum(1 for _ in _phrases(plain, sentence, code, lexicon))
            strength = _SAID + statement.merit + 0.3 * min(count, 2)
            if count and strength >= LEAST_STRENGTH:
                found[code.key].append(Scored(round(strength, 2), sentence.start, statement.end))
    for code in lexicon.codes:
        if code.key in found:
            passages = found[code.key]
            wording = Wording(language=lexicon.code, uses=len(passages), words=words)
            yield mention(text, code.name, code.description, passages, wording, _REASON)


def _phrases(text: str, sentence: Sentence, code: Code, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    for match in code.says.finditer(text, sentence.start, sentence.end):
        before = [word.form for word in sentence.words if word.start < match.start()][-_BEFORE:]
        if not (code.plain and lexicon.negations.intersection(before)):
            yield match
