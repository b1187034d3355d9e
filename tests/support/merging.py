"""Mentions, existing themes and scripted models, from which tests of the merge are made."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from themes.evidence.recurrence import MinimumSupport
from themes.models import (
    CatalogueTheme,
    Consolidation,
    Consolidator,
    InterviewMentions,
    Mention,
    MergePlan,
    NameGroup,
    Passage,
    Usage,
)
from themes.resolution.codes import with_names
from themes.resolution.merge import merge
from themes.text.slugs import slugify
from tools.testbed.word_bags import WordBags

START = datetime(2025, 1, 1, tzinfo=UTC)
Names = Sequence[NameGroup]


class Scripted:
    """A Consolidator that answers with a function and remembers what it was asked."""

    fingerprint = "scripted"
    most_names = 150

    def __init__(self, answer: Callable[[Names, Names], Sequence[Sequence[str]]]) -> None:
        self._answer = answer
        self.requests: list[tuple[list[str], list[str]]] = []

    async def consolidate(self, names: Names, catalogue: Names) -> Consolidation:
        self.requests.append(([name.slug for name in names], [theme.slug for theme in catalogue]))
        groups = tuple(tuple(group) for group in self._answer(names, catalogue))
        return Consolidation(groups=groups, usage=Usage(calls=1, prompt_tokens=10))


def apart(names: Names, catalogue: Names) -> list[list[str]]:
    return [[name.slug] for name in names]


def by_first_letter(names: Names, catalogue: Names) -> list[list[str]]:
    """Group by initial, with the first theme of that initial; blind to what the names say."""
    initials = sorted({name.slug[0] for name in names})
    themes = {initial: [t.slug for t in catalogue if t.slug[0] == initial][:1] for initial in initials}
    return [[*(n.slug for n in names if n.slug[0] == initial), *themes[initial]] for initial in initials]


def mention(
    name: str, description: str = "", confidence: float = 0.5, *starts: int, rationale: str = ""
) -> Mention:
    passages = tuple(Passage(text="x" * 9, start=start, end=start + 9) for start in starts or (0,))
    return Mention(
        name=name, description=description, confidence=confidence, rationale=rationale, passages=passages
    )


def heard(number: int, *mentions: Mention) -> InterviewMentions:
    return InterviewMentions(
        interview_id=UUID(int=number), created_at=START + timedelta(days=number), mentions=mentions
    )


def existing(
    name: str, description: str = "", *, aliases: Sequence[str] = (), linked: Sequence[int] = ()
) -> CatalogueTheme:
    return CatalogueTheme(
        id=UUID(bytes=hashlib.md5(name.encode()).digest()),
        slug=slugify(name),
        name=name,
        description=description,
        aliases=frozenset(aliases),
        interview_ids=frozenset(UUID(int=number) for number in linked),
    )


async def merged(
    interviews: Sequence[InterviewMentions],
    catalogue: Sequence[CatalogueTheme] = (),
    consolidator: Consolidator | None = None,
    least: int = 2,
) -> MergePlan:
    return await merge(
        interviews,
        catalogue,
        embedder=WordBags(),
        consolidator=consolidator,
        minimum=MinimumSupport(interviews=least),
    )


def stored(plan: MergePlan, catalogue: Sequence[CatalogueTheme] = ()) -> list[CatalogueTheme]:
    """The catalogue as it is after the plan was written."""
    before = {theme.slug: theme for theme in catalogue}
    for theme in plan.themes:
        old = before.get(theme.slug) or CatalogueTheme(
            id=theme.theme_id or UUID(bytes=hashlib.md5(theme.slug.encode()).digest()),
            slug=theme.slug,
            name=theme.name,
            description=theme.description,
        )
        linked = old.interview_ids | {support.interview_id for support in theme.supports}
        named = with_names(old, theme.new_aliases)
        before[theme.slug] = named.model_copy(update={"interview_ids": linked})
    return list(before.values())


def names_of(plan: MergePlan) -> dict[str, set[str]]:
    return {theme.name: {alias.name for alias in theme.new_aliases} for theme in plan.themes}


class Memory(dict[str, str]):
    """A DecisionMemory that lasts for one test."""

    async def load(self, keys: Sequence[str]) -> dict[str, str]:
        return {key: self[key] for key in keys if key in self}

    async def store(self, decisions: Mapping[str, str]) -> None:
        self.update(decisions)


VOCABULARY = ["slow", "export", "tables", "fair", "unfair", "price", "is", "not", "good", "team", "lunch"]

POOL = [
    "slow export",
    "Slow export!",
    "export slow",
    "price is fair",
    "price is unfair",
    "not good",
    "good team",
]

NAMES = st.sampled_from(POOL) | st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4).map(" ".join)

MENTIONS = st.builds(
    mention,
    NAMES,
    st.sampled_from(["", "Slow tables.", "The team is good."]),
    st.floats(0, 1),
    st.integers(0, 50),
)

INTERVIEWS = st.lists(st.lists(MENTIONS, max_size=4), max_size=8).map(
    lambda lists: [heard(number, *mentions) for number, mentions in enumerate(lists)]
)

CATALOGUES = st.lists(NAMES, max_size=4, unique_by=slugify).map(
    lambda names: [existing(name, linked=[100 + number, 101]) for number, name in enumerate(names)]
)

CONSOLIDATORS = st.sampled_from([None, apart, by_first_letter])
