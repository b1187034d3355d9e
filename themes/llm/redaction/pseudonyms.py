"""Pseudonyms in place of people's names, for what is passed on."""

import hashlib
import hmac
import re
from collections.abc import Iterable

from themes.llm.redaction.found import Kind, replaced
from themes.llm.redaction.people import parts_of
from themes.llm.redaction.redaction import personal_data

_CODE_LENGTH = 6


class Pseudonyms:
    """Gives each person of an organisation one pseudonym, such as ``Person 3f9a1c``.

    A pseudonym is a keyed hash of the name. The same key gives the same pseudonym, and without the key no
    pseudonym leads back to a name. A first name alone stands for the one person who bears the name.
    """

    def __init__(self, key: bytes, people: Iterable[str]) -> None:
        self._key = key
        self._names = parts_of(people)
        self._people = {person: words for person in people if (words := parts_of([person]))}

    def in_place_of_names(self, words: str) -> str:
        """Return the words with pseudonyms for people, and with the kind in brackets for contact details."""
        return replaced(words, personal_data(words, self._names), self._instead)

    def _instead(self, kind: Kind, said: str) -> str:
        return self.person(said) if kind == "Person" else f"[{kind.lower()}]"

    def person(self, name: str) -> str:
        """Return the pseudonym of whoever bears the name."""
        words = frozenset(re.findall(r"[^\W\d_]+", name.casefold()))
        meant = [known for known in self._people.values() if words <= known]
        return f"Person {self._code(' '.join(sorted(meant[0] if len(meant) == 1 else words)))}"

    def title(self, title: str) -> str:
        """Return what stands for an interview's title, which mostly names somebody."""
        return f"Interview {self._code(title)}"

    def slug(self, slug: str) -> str:
        """Return the slug of a name with pseudonyms for the words that known people are called by."""
        words = (
            self.person(word).replace(" ", "-").lower() if word in self._names else word
            for word in slug.split("-")
        )
        return "-".join(words)

    def _code(self, words: str) -> str:
        return hmac.new(self._key, words.encode(), hashlib.sha256).hexdigest()[:_CODE_LENGTH]
