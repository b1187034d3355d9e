"""Decisions about names that are taken once: what was asked before is not asked again."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from themes.models import Consolidation, Consolidator, NameGroup


class DecisionStore(Protocol):
    """Keeps decisions of one organisation from scan to scan. Keys and values are hashes, never words."""

    async def load(self, keys: Sequence[str]) -> Mapping[str, str]:
        """Return what is known of the keys; those never stored are absent."""

    async def store(self, decisions: Mapping[str, str]) -> None:
        """Keep the decisions, replacing earlier ones of the same keys."""


class CachedConsolidator:
    """Asks another consolidator only about names it was never asked about.

    Each name is remembered with a key for its group, so that names with equal values belong together. A
    new name meets the groups of old through one representative each, offered as a catalogue entry. Names
    that were decided in different scans and never stood side by side stay apart.
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
        """Partition the names as they were before, and ask about the new ones alone.

        Raises what the inner consolidator raises; nothing is remembered then.
        """
        keys = {name.slug: self._key("name", name.slug, name.description) for name in names}
        entries = {self._key("theme", entry.slug): entry for entry in catalogue}
        known = await self._memory.load(sorted(keys.values()))
        decided = {slug: known[key] for slug, key in keys.items() if key in known}
        new = [name for name in names if name.slug not in decided]
        if not new:
            return Consolidation(groups=_partition(decided, entries))

        representatives = _representatives(names, decided, entries)
        answer = await self._inner.consolidate(new, [*catalogue, *representatives.values()])
        of_candidate = {entry.slug: value for value, entry in (entries | representatives).items()}
        fresh = _decisions(answer.groups, of_candidate, keys)
        await self._memory.store({keys[slug]: value for slug, value in fresh.items()})
        return Consolidation(groups=_partition(decided | fresh, entries), usage=answer.usage)

    def _key(self, *parts: str) -> str:
        """Hash the parts together with the fingerprint; a separator keeps ("a", "bc") from ("ab", "c")."""
        return hashlib.sha256("\0".join((self.fingerprint, *parts)).encode("utf-8", "replace")).hexdigest()


def _representatives(
    names: Iterable[NameGroup], decided: Mapping[str, str], entries: Mapping[str, NameGroup]
) -> dict[str, NameGroup]:
    """Choose the first name by slug of each remembered group that no catalogue entry stands for."""
    chosen: dict[str, NameGroup] = {}
    for name in sorted(names, key=lambda name: name.slug):
        value = decided.get(name.slug)
        if value is not None and value not in entries:
            chosen.setdefault(value, name)
    return chosen


def _decisions(
    groups: Iterable[Sequence[str]], of_candidate: Mapping[str, str], keys: Mapping[str, str]
) -> dict[str, str]:
    """Say of each new name which group it belongs to: the candidate's, or one named for its first slug."""
    decisions: dict[str, str] = {}
    for group in groups:
        slugs = sorted(slug for slug in group if slug not in of_candidate)
        candidates = [of_candidate[slug] for slug in group if slug in of_candidate]
        if slugs:
            decisions |= dict.fromkeys(slugs, candidates[0] if candidates else keys[slugs[0]])
    return decisions


def _partition(decided: Mapping[str, str], entries: Mapping[str, NameGroup]) -> tuple[tuple[str, ...], ...]:
    """Put the names with equal values together, with the catalogue entry that the value stands for."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for slug, value in decided.items():
        groups[value].append(slug)
    attached = (
        [*slugs, *([entries[value].slug] if value in entries else [])] for value, slugs in groups.items()
    )
    return tuple(sorted(tuple(sorted(group)) for group in attached))
