"""Decisions about names that are taken once: what was asked before is not asked again."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, Self

from themes.models import Consolidation, Consolidator, JointTheme, NameGroup


class DecisionStore(Protocol):
    """Keeps decisions of one organisation from scan to scan.

    Keys are hashes. Values are hashes too, or the name of a theme with its description as JSON. A
    store has to forget its decisions when an interview is erased.
    """

    async def load(self, keys: Sequence[str]) -> Mapping[str, str]:
        """Return what is known of the keys; those never stored are absent."""

    async def store(self, decisions: Mapping[str, str]) -> None:
        """Keep the decisions, replacing earlier ones of the same keys."""


class _Place(NamedTuple):
    """Where a name belongs: the keys of its code and of its theme."""

    code: str
    theme: str

    @classmethod
    def of(cls, value: str) -> Self:
        code, _, theme = value.partition(" ")
        return cls(code, theme)

    def __str__(self) -> str:
        return f"{self.code} {self.theme}"


class _Words(NamedTuple):
    """What a theme is called."""

    name: str
    description: str


class CachedConsolidator:
    """Asks another consolidator only about names it was never asked about.

    Each name is remembered with a key for its code and one for its theme, so that names with equal keys
    belong together. A new name meets the codes of old through one representative each, offered as an entry
    of the catalogue. Names that were decided in different scans and never stood side by side stay apart.
    """

    def __init__(self, inner: Consolidator, memory: DecisionStore) -> None:
        self._inner = inner
        self._memory = memory

    @property
    def fingerprint(self) -> str:
        """The inner consolidator's: a decision is its, whenever it was taken."""
        return self._inner.fingerprint

    @property
    def most_names(self) -> int:
        """The inner consolidator's."""
        return self._inner.most_names

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        """Order the names as they were before, and ask about the new ones alone.

        Raises what the inner consolidator raises; nothing is remembered then.
        """
        keys = {name.slug: self._key("name", name.slug, name.description) for name in names}
        entries = {entry.slug: self._entry(entry) for entry in catalogue}
        homes = {entry.home: entries[entry.slug].theme for entry in catalogue}
        known = await self._memory.load(sorted(keys.values()))
        decided = {slug: _Place.of(known[key]) for slug, key in keys.items() if key in known}
        called = await self._names_of({place.theme for place in decided.values()})
        new = [name for name in names if name.slug not in decided]
        if not new:
            return _consolidation(decided, entries, homes, called)

        representatives = _representatives(names, decided, entries, homes)
        answer = await self._inner.consolidate(new, [*catalogue, *representatives])
        places = entries | {name.slug: decided[name.slug] for name in representatives}
        there = homes | {name.home: decided[name.slug].theme for name in representatives}
        fresh = _decisions(answer, places, there, keys)
        new_themes = _called(answer, fresh, frozenset(there.values()))
        stored = {keys[slug]: str(place) for slug, place in fresh.items()}
        stored |= {self._key("called", theme): json.dumps(words) for theme, words in new_themes.items()}
        await self._memory.store(stored)
        told = _consolidation(decided | fresh, entries, homes, called | new_themes)
        return told.model_copy(update={"usage": answer.usage})

    async def _names_of(self, themes: Collection[str]) -> dict[str, _Words]:
        """The names that were given to themes, by the themes' keys."""
        keys = {theme: self._key("called", theme) for theme in themes}
        known = await self._memory.load(sorted(keys.values()))
        return {theme: _Words(*json.loads(known[key])) for theme, key in keys.items() if key in known}

    def _entry(self, entry: NameGroup) -> _Place:
        return _Place(self._key("theme", entry.slug), self._key("theme", entry.home))

    def _key(self, *parts: str) -> str:
        """Hash the parts together with the fingerprint; a separator keeps ("a", "bc") from ("ab", "c")."""
        return hashlib.sha256("\0".join((self.fingerprint, *parts)).encode("utf-8", "replace")).hexdigest()


def _representatives(
    names: Iterable[NameGroup],
    decided: Mapping[str, _Place],
    entries: Mapping[str, _Place],
    homes: Mapping[str, str],
) -> list[NameGroup]:
    """Choose the first name by slug of each remembered code that the catalogue has not."""
    slug_of = {key: slug for slug, key in homes.items()}
    codes = {place.code for place in entries.values()}
    chosen: list[NameGroup] = []
    for name in sorted(names, key=lambda name: name.slug):
        place = decided.get(name.slug)
        if place is not None and place.code not in codes:
            codes.add(place.code)
            home = slug_of.setdefault(place.theme, name.slug)
            chosen.append(name.model_copy(update={"theme": "" if home == name.slug else home}))
    return chosen


def _decisions(
    answer: Consolidation, places: Mapping[str, _Place], homes: Mapping[str, str], keys: Mapping[str, str]
) -> dict[str, _Place]:
    """Say of each new name where it belongs: where a known code does, or to keys made of its first name's."""
    theme_of = {
        slug: _theme_key(one, answer, places, homes, keys) for one in answer.themes for slug in one.members
    }
    decisions: dict[str, _Place] = {}
    for group in answer.groups:
        slugs = sorted(slug for slug in group if slug not in places)
        if slugs:
            key = keys[slugs[0]]
            known = next((places[slug] for slug in group if slug in places), None)
            decisions |= dict.fromkeys(slugs, known or _Place(key, theme_of.get(slugs[0], key)))
    return decisions


def _theme_key(
    theme: JointTheme,
    answer: Consolidation,
    places: Mapping[str, _Place],
    homes: Mapping[str, str],
    keys: Mapping[str, str],
) -> str:
    """The key of a theme: of the one it joins, or that a code of it is in, or one made of its first name."""
    if theme.existing is not None:
        return homes[theme.existing]
    members = set(theme.members)
    meant = (places[one] for group in answer.groups if members & set(group) for one in group if one in places)
    return min((place.theme for place in meant), default=keys[min(theme.members)])


def _called(answer: Consolidation, fresh: Mapping[str, _Place], known: frozenset[str]) -> dict[str, _Words]:
    """The names of new themes, by key."""
    return {
        key: _Words(theme.name, theme.description)
        for theme in answer.themes
        if theme.name and (key := fresh[min(theme.members)].theme) not in known
    }


def _consolidation(
    decided: Mapping[str, _Place],
    entries: Mapping[str, _Place],
    homes: Mapping[str, str],
    called: Mapping[str, _Words],
) -> Consolidation:
    """Put the names with equal keys together, with the entries of the catalogue that these stand for."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    themes: defaultdict[str, list[str]] = defaultdict(list)
    for slug, place in decided.items():
        codes[place.code].append(slug)
        themes[place.theme].append(slug)
    code_of = {place.code: slug for slug, place in entries.items()}
    theme_of = {key: slug for slug, key in homes.items()}
    attached = ([*slugs, *([code_of[code]] if code in code_of else [])] for code, slugs in codes.items())
    joint = [
        JointTheme(
            members=tuple(sorted(slugs)),
            existing=theme_of.get(key),
            **called.get(key, _Words("", ""))._asdict(),
        )
        for key, slugs in themes.items()
        if len({decided[slug].code for slug in slugs}) > 1 or key in theme_of
    ]
    return Consolidation(
        groups=tuple(sorted(tuple(sorted(group)) for group in attached)),
        themes=tuple(sorted(joint, key=lambda theme: theme.members)),
    )
