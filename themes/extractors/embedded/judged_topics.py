"""Topics with what is said of them, as in "Box plot: unclear, faulty or disliked".

A judgement is about the noun phrase nearest to its words, within the clause. That is the subject before "is
confusing", or the object after "I don't understand". A judgement is a phrase of a built-in code, or an
evaluating word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from themes.extractors.embedded.lexicon import Lexicon, Side
from themes.extractors.embedded.noun_phrases import Key, Phrase, noun_phrases
from themes.extractors.embedded.outright import SAID, Judgement, is_taken_away
from themes.extractors.embedded.scored_passages import Scored, mention
from themes.extractors.embedded.statements import Sentence, Statement, Word
from themes.extractors.embedded.vagueness import is_vague
from themes.models import Mention, Wording

BETWEEN = ": "
"""Stands between the topic and the judgement in a name."""
MOST_JUDGED = 40
"""Judged topics handed on for an interview."""
_NEAR = 4
"""Words between a phrase and what is said of it, at most."""
_FRONT = 4
"""Words at the start of a sentence among which a topic can be named before it is judged."""
_FRONTED = re.compile(r"\s*(?:[,:…]|\.\.\.)")
_NAMED = 0.3
"""What it adds to a passage's strength that the topic is named."""
_REASON = "The interview says this of the topic in so many words."


class _Said(NamedTuple):
    side: Side
    strength: float
    start: int
    end: int


def judged_topics(
    text: str,
    said: Sequence[Sentence],
    stated: Sequence[Statement | None],
    judged: Sequence[Judgement],
    lexicon: Lexicon,
) -> Iterator[Mention]:
    """Yield a mention for each topic and side; ``stated`` holds what statement each sentence begins."""
    of: dict[int, list[Judgement]] = defaultdict(list)
    for one in judged:
        of[one.sentence.start].append(one)
    found: dict[tuple[Key, Side], list[Scored]] = defaultdict(list)
    forms: dict[Key, Counter[str]] = defaultdict(Counter)
    for sentence, statement in zip(said, stated, strict=True):
        if statement:
            sides = _sides(text, sentence, statement, of[sentence.start], lexicon)
            for phrase, side, strength in _about(text, sentence.words, sides, lexicon):
                first, last = sentence.words[phrase.first], sentence.words[phrase.last]
                forms[phrase.key][" ".join(text[first.start : last.end].split())] += 1
                found[phrase.key, side].append(Scored(strength, sentence.start, statement.end))
    words = sum(len(sentence.words) for sentence in said)
    for key, side in sorted(found, key=lambda pair: (-max(found[pair]).strength, pair))[:MOST_JUDGED]:
        wording = Wording(language=lexicon.code, uses=len(found[key, side]), words=words)
        yield _mention(text, forms[key], side, found[key, side], wording, lexicon)


def _mention(
    text: str, forms: Counter[str], side: Side, found: Sequence[Scored], wording: Wording, lexicon: Lexicon
) -> Mention:
    topic = min(forms, key=lambda form: (-forms[form], form))
    topic = topic[0].upper() + topic[1:]
    name = f"{topic}{BETWEEN}{lexicon.sides[side]}"
    about = f"{lexicon.topic.format(topic=topic).rstrip('.')}: {lexicon.sides[side]}."
    return mention(text, name, about, found, wording, _REASON)


def _sides(
    text: str, sentence: Sentence, statement: Statement, judged: Sequence[Judgement], lexicon: Lexicon
) -> list[_Said]:
    """Return what a sentence says for and against, and what it wishes; nothing where it does both."""
    found = [
        _Said(one.code.side, one.strength, start, end)
        for one in judged
        if one.code.side
        for start, end in one.phrases
    ]
    strength = round(SAID + statement.merit, 2)
    for word in sentence.words:
        side: Side | None = (
            "for" if word.form in lexicon.praises else "against" if word.form in lexicon.complaints else None
        )
        if side and not is_taken_away(text, sentence, word.start, lexicon):
            found.append(_Said(side, strength, word.start, word.end))
    return [] if {one.side for one in found} >= {"for", "against"} else found


def _about(
    text: str, words: Sequence[Word], sides: Sequence[_Said], lexicon: Lexicon
) -> Iterator[tuple[Phrase, Side, float]]:
    """Yield for each side the phrase that it is about, compounds whole."""
    if not sides:
        return
    longest = {
        (p.last if lexicon.heads == "last" else p.first): p for p in noun_phrases(text, words, lexicon)
    }  # a compound comes after its head noun
    phrases = [phrase for phrase in longest.values() if _is_topic(phrase, words, lexicon)]
    for side in sorted({one.side for one in sides}):
        nearest: dict[int, dict[Key, tuple[Phrase, Side, float]]] = defaultdict(dict)
        for one in sides:
            for phrase in phrases if one.side == side else ():
                distance = _distance(text, words, phrase, one.start, one.end, lexicon)
                if distance is not None:
                    nearest[distance][phrase.key] = (phrase, side, round(one.strength + _NAMED, 2))
        if nearest:
            yield from nearest[min(nearest)].values()


def _distance(
    text: str, words: Sequence[Word], phrase: Phrase, start: int, end: int, lexicon: Lexicon
) -> int | None:
    """Count the words between a phrase and what is said, or return None where these are not of one clause."""
    first, last = words[phrase.first], words[phrase.last]
    if last.end <= start:
        gap = (last.end, start)
        if phrase.first < _FRONT and _FRONTED.match(text, last.end):
            return _NEAR
    elif first.start >= end:
        gap = (end, first.start)
    else:
        return None
    inside = [word.form for word in words if gap[0] <= word.start < gap[1]]
    breaks = lexicon.connectives | (lexicon.anaphors - lexicon.determiners)
    if first.start >= end:
        breaks |= lexicon.prepositions - lexicon.aims
    is_apart = any(mark in text[gap[0] : gap[1]] for mark in ",.;:!?–—") or not breaks.isdisjoint(inside)
    return None if is_apart or len(inside) > _NEAR else len(inside)


def _is_topic(phrase: Phrase, words: Sequence[Word], lexicon: Lexicon) -> bool:
    is_noun = phrase.introduced or words[phrase.last].form.endswith(lexicon.gerund)
    return is_noun and not is_vague(phrase.key, _forms(words, phrase), lexicon)


def _forms(words: Sequence[Word], phrase: Phrase) -> list[str]:
    return [word.form for word in words[phrase.first : phrase.last + 1]]
