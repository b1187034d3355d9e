"""Topics of one interview: noun phrases that it says something about, in sentences that say it.

A sentence supports a topic more strongly when a judgement stands near the phrase, or the phrase is
the subject or object of a verb. An early or repeated phrase counts more as well. A mention in
passing counts little.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from themes.extractors.embedded.lexicon import Lexicon
from themes.extractors.embedded.noun_phrases import Key, Phrase, key_of, lemma, noun_phrases
from themes.extractors.embedded.scored_passages import Scored, mention
from themes.extractors.embedded.statements import Sentence, Statement, Word
from themes.models import Mention, Wording

LEAST_STRENGTH = 0.0
"""Statements below this mention a topic in passing."""
STRONG = 1.2
"""A statement that says something about its topic."""
MOST_TOPICS = 60
"""Topics handed on for an interview; which of them recur is decided over all interviews."""
_NOUN_SHARE = 0.5
"""Of a word's uses in the interview, those as a noun; fewer show a verb or an adjective."""
_REASON = "The name is a phrase that the interview uses, cited where it says something about it."


@dataclass
class _Topic:
    uses: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    found: list[Scored] = field(default_factory=list)


def topics(
    text: str, said: Sequence[Sentence], stated: Sequence[Statement | None], lexicon: Lexicon
) -> Iterator[Mention]:
    """Yield a mention for each topic; ``stated`` holds the statement that each sentence begins, if any."""
    spoken = Counter(key_of((word,), lexicon) for one in said for word in one.words)
    found: dict[Key, _Topic] = defaultdict(_Topic)
    for sentence, statement in zip(said, stated, strict=True):
        _gather(text, sentence, statement, lexicon, found)
    kept = [key for key, topic in found.items() if _is_topic(key, topic, spoken, lexicon)]
    for key in sorted(kept, key=lambda key: (-_weight(found[key]), key))[:MOST_TOPICS]:
        name = min(found[key].forms, key=lambda form: (-found[key].forms[form], form))
        name = name[0].upper() + name[1:]
        about = lexicon.topic.format(topic=name)
        wording = Wording(language=lexicon.code, uses=found[key].uses, words=spoken.total())
        yield mention(text, name, about, found[key].found, wording, _REASON)


def is_vague(key: Key, forms: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a phrase holds a word too general to name a theme."""
    head = lemma(key[-1] if lexicon.heads == "last" else key[0], lexicon.code)
    return head in lexicon.verbs or not lexicon.vague.isdisjoint({*key, *forms})


def _gather(
    text: str, sentence: Sentence, statement: Statement | None, lexicon: Lexicon, found: dict[Key, _Topic]
) -> None:
    places: dict[Key, list[Phrase]] = defaultdict(list)
    for phrase in noun_phrases(text, sentence.words, lexicon):
        first, last = sentence.words[phrase.first], sentence.words[phrase.last]
        form = " ".join(text[first.start : last.end].split())
        found[phrase.key].uses += phrase.introduced
        found[phrase.key].forms[form if phrase.first else form[0].lower() + form[1:]] += 1
        places[phrase.key].append(phrase)
    if statement:
        for key, phrases in places.items():
            strength = round(statement.merit + _focus(statement.words, phrases, lexicon), 2)
            if strength >= LEAST_STRENGTH:
                found[key].found.append(Scored(strength, sentence.start, statement.end))


def _is_topic(key: Key, topic: _Topic, spoken: Counter[Key], lexicon: Lexicon) -> bool:
    if not topic.found or is_vague(key, " ".join(topic.forms).split(), lexicon):
        return False
    is_alone = len(key) == 1
    if is_alone and topic.uses < _NOUN_SHARE * spoken[key]:
        return False
    return topic.uses > 1 or max(topic.found).strength >= STRONG


def _weight(topic: _Topic) -> float:
    return topic.uses + max(topic.found).strength


def _focus(words: Sequence[Word], phrases: Sequence[Phrase], lexicon: Lexicon) -> float:
    """Return how much a statement is about a phrase, from -0.5 to 2.3."""
    phrase = phrases[0]
    own = range(
        phrase.first - 1, phrase.last + 1
    )  # a judgement right before it qualifies it: "a happy client"
    judged = [at for at, word in enumerate(words) if word.form in lexicon.evaluations and at not in own]
    near = min((abs(at - phrase.last) for at in judged), default=99)
    focus = 0.9 if near <= 6 else 0.5 if near <= 10 else 0.0
    if any(_is_verb(word, lexicon) for word in words[phrase.last + 1 : phrase.last + 3]):
        focus += 0.7
    elif any(_is_verb(word, lexicon) for word in words[max(phrase.first - 4, 0) : phrase.first]):
        focus += 0.5
    focus += 0.3 * (len(phrases) > 1)
    if phrase.first <= 0.4 * len(words):
        return focus + 0.4
    return focus - 0.5 * (phrase.first >= 0.75 * len(words) and len(words) > 15)


def _is_verb(word: Word, lexicon: Lexicon) -> bool:
    return word.form in lexicon.auxiliaries or lemma(word.form, lexicon.code) in lexicon.verbs
