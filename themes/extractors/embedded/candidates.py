"""Names that may become themes, with all that the interviews hold of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self
from uuid import UUID

from themes.extractors.embedded.keyness import keyness, rarity
from themes.extractors.embedded.lexicon import Lexicon, built_in_codes, lexicon
from themes.extractors.embedded.noun_phrases import Key, key_of
from themes.extractors.embedded.statements import words
from themes.models import InterviewMentions, Mention, Passage, Wording

LEAST_KEYNESS = 4.0
"""Bits: a topic is said at least sixteen times as often as in ordinary speech."""
LEAST_COMPOUND_KEYNESS = 3.0
"""Bits that a compound needs beyond its rarest word: "box plot" is far rarer than "plot"."""
LEAST_COMPOUND_USES = 4


class Cited(NamedTuple):
    """A passage that speaks for a candidate."""

    strength: float
    returned_to: bool
    """Whether its interview says the name more than once."""
    interview_id: UUID
    passage: Passage


class Candidate(NamedTuple):
    """A topic or a built-in code, over all interviews."""

    key: Key
    name: str
    description: str
    is_code: bool
    uses: int
    keyness: float
    """Bits above ordinary speech; 0 for a code."""
    cited: tuple[Cited, ...]
    names: frozenset[str]
    """All wordings of the name."""

    @property
    def best(self) -> dict[UUID, float]:
        """The strength of each interview's strongest passage."""
        found: dict[UUID, float] = {}
        for one in self.cited:
            found[one.interview_id] = max(found.get(one.interview_id, one.strength), one.strength)
        return found

    @property
    def rank(self) -> tuple[float, Key]:
        """A sort key that puts first what the most interviews say most plainly and ordinary speech least."""
        plain = sum(min(1.0, strength / 2.5) for strength in self.best.values())
        weight = plain * min(self.keyness, 8.0) ** 0.5 * (1.3 if len(self.key) > 2 else 1.0)
        return -round(weight, 6), self.key

    def with_cited(self, cited: Iterable[Cited]) -> Self:
        """Return the candidate with other passages."""
        return self._replace(cited=tuple(cited))


def candidates(interviews: Sequence[InterviewMentions]) -> list[Candidate]:
    """Gather the worded mentions of all interviews by what their names mean, sorted by key."""
    found: dict[Key, list[tuple[UUID, Mention, Wording]]] = defaultdict(list)
    spoken: Counter[str] = Counter()
    for interview in interviews:
        for mention in interview.mentions:
            if mention.wording:
                key = _key(mention.name, lexicon(mention.wording.language))
                found[key].append((interview.interview_id, mention, mention.wording))
        spoken.update({m.wording.language: m.wording.words for m in interview.mentions if m.wording})
    return [_candidate(key, found[key], spoken) for key in sorted(found)]


def _key(name: str, known: Lexicon) -> Key:
    """Return what names of one meaning share: the language and the lemmas, or the name of a code."""
    if name in {code.name for code in built_in_codes()}:
        return ("", name)
    core = [word for word in words(name, 0, len(name), known) if word.form not in known.closed]
    return (known.code, *key_of(core, known))


def _candidate(key: Key, found: Sequence[tuple[UUID, Mention, Wording]], spoken: Counter[str]) -> Candidate:
    language, *lemmas = key
    uses = sum(wording.uses for _, _, wording in found)
    names = Counter(mention.name for _, mention, _ in found)
    name = min(names, key=lambda one: (-names[one], one))
    about = next(mention.description for _, mention, _ in found if mention.name == name)
    return Candidate(
        key=key,
        name=name,
        description=about,
        is_code=not language,
        uses=uses,
        keyness=_keyness(uses, spoken[language], lemmas, language) if language else 0.0,
        cited=tuple(
            Cited(strength, wording.uses > 1, interview, passage)
            for interview, mention, wording in found
            for strength, passage in zip(wording.strengths, mention.passages, strict=True)
        ),
        names=frozenset(names),
    )


def _keyness(uses: int, words: int, lemmas: Sequence[str], language: str) -> float:
    rarest = max(lemmas, key=lambda lemma: (rarity(lemma, language), lemma))
    bits = keyness(uses, words, rarest, language)
    if len(lemmas) == 1:
        return bits if bits >= LEAST_KEYNESS else 0.0
    return bits if bits >= LEAST_COMPOUND_KEYNESS and uses >= LEAST_COMPOUND_USES else 0.0
