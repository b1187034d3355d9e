"""Consolidators and names from which tests of consolidators are made."""

from collections.abc import Mapping, Sequence

from themes.models import Consolidation, NameGroup, Usage
from themes.text.slugs import slugify


def group(name: str, description: str = "About it.") -> NameGroup:
    return NameGroup(slug=slugify(name), name=name, description=description)


class ByLastWord:
    """A consolidator that groups names by their last word, and remembers what it was asked."""

    fingerprint = "last-word"
    most_names = 150

    def __init__(self) -> None:
        self.asked: list[tuple[set[str], set[str]]] = []

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        self.asked.append(({name.slug for name in names}, {entry.slug for entry in catalogue}))
        groups: dict[str, list[str]] = {}
        for name in names:
            groups.setdefault(name.slug.rsplit("-", 1)[-1], []).append(name.slug)
        for entry in catalogue:
            last = entry.slug.rsplit("-", 1)[-1]
            if last in groups and not any(slug in groups[last] for slug in (e.slug for e in catalogue)):
                groups[last].append(entry.slug)
        return Consolidation(groups=tuple(map(tuple, groups.values())), usage=Usage(calls=1))


class InOneGroup(ByLastWord):
    """A model that says of all names, and of the first theme, that they mean the same."""

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        group = (*(name.slug for name in names), *(entry.slug for entry in catalogue[:1]))
        return Consolidation(groups=(group,), usage=Usage(calls=1))


class Memory:
    """A memory that lasts as long as the test."""

    def __init__(self) -> None:
        self.decisions: dict[str, str] = {}

    async def load(self, keys: Sequence[str]) -> Mapping[str, str]:
        return {key: self.decisions[key] for key in keys if key in self.decisions}

    async def store(self, decisions: Mapping[str, str]) -> None:
        self.decisions |= decisions
