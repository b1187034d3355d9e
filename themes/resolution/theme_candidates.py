"""Themes in the making."""

from dataclasses import dataclass, field
from uuid import UUID

from themes.evidence.scoring import theme_confidence
from themes.evidence.supports import supports
from themes.models import Alias, AliasSource, Decision, MergedTheme, NameGroup
from themes.resolution.mention_groups import MentionGroup, interviews_of


@dataclass
class ThemeCandidate:
    """A theme in the making: an existing one, or one that is to be created."""

    entry: NameGroup
    theme_id: UUID | None = None
    linked: frozenset[UUID] = frozenset()
    """Interviews that supported the theme before this merge."""
    decision: Decision | None = None
    groups: list[MentionGroup] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)

    @property
    def interview_count(self) -> int:
        """How many distinct interviews support the theme, in this merge or before."""
        return len(self.linked | interviews_of(self.groups))

    def add(self, group: MentionGroup, source: AliasSource) -> None:
        """Count a group in, and remember its name as an alias."""
        self.groups.append(group)
        if group.slug != self.entry.slug:
            self.aliases.append(Alias(slug=group.slug, name=group.entry.name, source=source))

    def merged(self) -> MergedTheme:
        """Return the finished theme; at least one group must have been put beside it."""
        found = supports(mention for group in self.groups for mention in group.mentions)
        return MergedTheme(
            theme_id=self.theme_id,
            slug=self.entry.slug,
            name=self.entry.name,
            description=self.entry.description,
            confidence=theme_confidence([support.confidence for support in found]),
            supports=found,
            new_aliases=tuple(sorted(self.aliases, key=lambda alias: alias.slug)),
            pinned=self.decision == "pinned",
        )
