"""Merging until the next scan of the same interviews would find nothing else.

A merge by itself is stable: with its own outcome as the catalogue it has the same outcome. A scan
stores less than the whole outcome, though. A theme beyond the cap is missing the next time, and its
names may then mean the same as a stored theme. A code of the codebook without mentions may be so
alike to a new theme that it is left out. This scan therefore does at once what the next one would
do.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from themes.evidence.recurrence import MinimumSupport, joined, with_participants
from themes.models import (
    Alias,
    CatalogueTheme,
    Consolidator,
    Embedder,
    InterviewMentions,
    MergedTheme,
    MergePlan,
    NameGroup,
    Support,
    Usage,
)
from themes.resolution.codes import with_names
from themes.resolution.merge import merge

StoredSupports = list[tuple[str, tuple[Support, ...]]]
"""Themes that are stored, by slug, with what supports them."""

MOST_ROUNDS = 10
"""Every round but the last gives a name to a theme, so that few are ever needed."""


async def merge_until_stable(
    interviews: Sequence[InterviewMentions],
    catalogue: Sequence[CatalogueTheme],
    *,
    max_themes: int,
    id_of: Callable[[str], UUID],
    embedder: Embedder,
    consolidator: Consolidator | None,
    minimum: MinimumSupport,
    codes: Sequence[NameGroup] = (),
) -> MergePlan:
    """Do what ``merge.merge`` does, such that the strongest ``max_themes`` are those to stay.

    ``id_of`` tells the id that a new theme of a slug is stored with. Raises what ``merge`` raises.
    """
    names: dict[str, dict[str, Alias]] = {}
    known, usage = list(catalogue), Usage()
    before: StoredSupports | None = None
    for _ in range(MOST_ROUNDS):
        plan = await merge(
            interviews,
            known,
            embedder=embedder,
            consolidator=consolidator,
            minimum=minimum,
            codes=codes,
        )
        usage += plan.usage
        kept = plan.themes[:max_themes]
        _remember(names, (*kept, *plan.held_back))
        outcome: StoredSupports = [(theme.slug, theme.supports) for theme in kept]
        # An answer of the model that was of no use is asked for again by the next scan, not by this one.
        if outcome == before or plan.notes or not (codes or len(plan.themes) > max_themes):
            break
        known, before = list(_stored(catalogue, kept, names, id_of)), outcome
    ids = {theme.id for theme in catalogue}
    return plan.model_copy(
        update={
            "themes": tuple(_combined(theme, names, ids) for theme in plan.themes),
            "held_back": tuple(_combined(theme, names, ids) for theme in plan.held_back),
            "usage": usage,
        }
    )


def _remember(names: dict[str, dict[str, Alias]], themes: Iterable[MergedTheme]) -> None:
    """Add the names that themes got which are stored, or held back."""
    for theme in themes:
        names.setdefault(theme.slug, {}).update((alias.slug, alias) for alias in theme.new_aliases)


def _stored(
    catalogue: Iterable[CatalogueTheme],
    kept: Iterable[MergedTheme],
    names: Mapping[str, Mapping[str, Alias]],
    id_of: Callable[[str], UUID],
) -> Iterable[CatalogueTheme]:
    """The organisation's themes as they are once these are written."""
    supporters = {
        theme.slug: {support.interview_id: support.participants for support in theme.supports}
        for theme in kept
    }
    old = {theme.slug: theme for theme in catalogue}
    new = (
        CatalogueTheme(id=id_of(theme.slug), slug=theme.slug, name=theme.name, description=theme.description)
        for theme in kept
        if theme.slug not in old
    )
    for theme in (*old.values(), *new):
        supported = joined(
            with_participants(theme.interview_ids, theme.participants), supporters.get(theme.slug, {})
        )
        named = with_names(theme, names.get(theme.slug, {}).values())
        known = {"interview_ids": frozenset(supported), "participants": supported}
        yield named.model_copy(update=known)


def _combined(theme: MergedTheme, names: Mapping[str, Mapping[str, Alias]], ids: set[UUID]) -> MergedTheme:
    """A theme of the last round with what all rounds found of it."""
    aliases = names.get(theme.slug, {})
    return theme.model_copy(
        update={
            "theme_id": theme.theme_id if theme.theme_id in ids else None,
            "new_aliases": tuple(aliases[slug] for slug in sorted(aliases)),
        }
    )
