"""Merging: the mentions of all interviews and the themes there are become one list."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from executor.org_database import OrgDatabase
from executor.reads import participants, scan_inputs
from executor.tools import ids
from tasks.step import step
from themes.codebooks.study import Study
from themes.evidence.recurrence import MinimumSupport
from themes.extractors.embedded.recurrence import recurring, slugs_of
from themes.models import CatalogueTheme, Consolidator, Embedder, InterviewMentions, MergePlan, NameGroup
from themes.resolution.mention_groups import group_by_slug
from themes.resolution.merge_until_stable import merge_until_stable


@step("merge")
async def merge(
    org: OrgDatabase,
    mentions: Sequence[InterviewMentions],
    embedder: Embedder,
    consolidator: Consolidator | None,
    minimum: MinimumSupport,
    max_themes: int,
    study: Study,
) -> MergePlan:
    """Attach the mentions to the organisation's themes, and find the new themes among the rest.

    Of the outcome the first ``max_themes`` are to be stored.
    """

    def read() -> tuple[tuple[CatalogueTheme, ...], list[InterviewMentions]]:
        with org.read() as connection:
            placed = participants.with_places(connection, mentions)
            themes = scan_inputs.catalogue(connection, with_participants=minimum.participants > 1)
        return recognised(org.org_id, themes, placed), placed

    known, mentions = await asyncio.to_thread(read)
    codes = [code.entry for code in study.codes]
    heard = await asyncio.to_thread(recurring, mentions, slugs_of(known, codes), minimum.interviews)
    plan = await merge_until_stable(
        heard.interviews,
        known,
        max_themes=max_themes,
        id_of=partial(ids.theme_id, org.org_id),
        embedder=embedder,
        consolidator=consolidator,
        minimum=minimum,
        codes=codes,
    )
    return plan.model_copy(update={"skipped": (*plan.skipped, *heard.skipped)})


def recognised(
    org_id: UUID, catalogue: Sequence[CatalogueTheme], mentions: Sequence[InterviewMentions]
) -> tuple[CatalogueTheme, ...]:
    """The catalogue, in which themes whose name an erasure took answer to that name again.

    A theme's id is a hash of its first slug, so a mention's slug identifies the theme without a
    stored name. Themes merged into it are identified the same way. A theme without any name takes
    the mention's name; while nobody mentions the theme, it is left out.
    """
    taken = {slug for theme in catalogue for slug in (theme.slug, *theme.aliases, *theme.merged.values())}
    heard = {group.slug: group.entry for group in group_by_slug(mentions)}
    by_id = {ids.theme_id(org_id, slug): slug for slug in sorted(heard.keys() - taken)}
    known = (_known_as(theme, by_id, heard) for theme in catalogue)
    return tuple(theme for theme in known if theme.slug != str(theme.id))


def _known_as(
    theme: CatalogueTheme, by_id: Mapping[UUID, str], heard: Mapping[str, NameGroup]
) -> CatalogueTheme:
    slugs = [by_id[id_] for id_ in (theme.id, *sorted(theme.merged)) if id_ in by_id]
    if slugs and theme.slug == str(theme.id):
        entry = heard[slugs.pop(0)]
        name = {"slug": entry.slug, "name": entry.name, "description": entry.description}
        theme = theme.model_copy(update=name)
    return theme.model_copy(update={"aliases": theme.aliases | set(slugs)}) if slugs else theme
