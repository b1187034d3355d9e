"""Whom an interview's mentions of a theme count for, once a person has split themes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from themes.evidence.supports import AttributedMention
from themes.models import CatalogueTheme
from themes.resolution.mention_groups import MentionGroup


class SplitOwnership:
    """What was split off: for a theme, by slug, and an interview, the slug of the theme that has it now."""

    def __init__(self, catalogue: Iterable[CatalogueTheme]) -> None:
        themes = sorted(catalogue, key=lambda theme: theme.slug)
        slugs = {theme.id: theme.slug for theme in themes}
        self._moved = {
            (slugs[origin], interview): theme.slug
            for theme in themes
            for origin, interviews in theme.split_ownership.items()
            if origin in slugs
            for interview in interviews
        }

    def __bool__(self) -> bool:
        return bool(self._moved)

    def divide(self, slug: str, group: MentionGroup) -> Mapping[str, MentionGroup]:
        """A group found to mean the theme ``slug``, by the themes that its interviews' mentions count for."""
        mentions: dict[str, list[AttributedMention]] = defaultdict(list)
        for one in group.mentions:
            mentions[self._home(slug, one.interview_id)].append(one)
        return {home: group._replace(mentions=tuple(part)) for home, part in mentions.items()}

    def _home(self, slug: str, interview: UUID) -> str:
        """Follow one split after another; a part that was merged back ends where it began."""
        passed: set[str] = set()
        while slug not in passed and (slug, interview) in self._moved:
            passed.add(slug)
            slug = self._moved[slug, interview]
        return slug
