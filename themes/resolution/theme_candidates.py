"""Themes in the making."""

from dataclasses import dataclass, field
from uuid import UUID

from themes.evidence.recurrence import Supporters, joined
from themes.evidence.scoring import theme_confidence
from themes.evidence.supports import supports
from themes.models import Alias, AliasSource, Decision, MergedTheme, NameGroup
from themes.resolution.mention_groups import MentionGroup, speakers_of


@dataclass
class ThemeCandidate:
    """A theme in the making: an existing one, or one that is to be created."""

    entry: NameGroup
    theme_id: UUID | None = None
    before: Supporters = field(default_factory=dict)
    """Interviews that supported the theme before this merge, with who did."""
    decision: Decision | None = None
    codes: tuple[NameGroup, ...] = ()
    """Its codes beside the one that bears its own name."""
    groups: list[MentionGroup] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)

    @property
    def supporters(self) -> Supporters:
        """The interviews that support the theme, in this merge or before, with who does."""
        return joined(self.before, speakers_of(self.groups))

    def add(self, group: MentionGroup, code: NameGroup, source: AliasSource) -> None:
        """Count a group in under a code, which may be new, and remember its name as an alias."""
        self.groups.append(group)
        is_own = code.slug == self.entry.slug
        if not is_own and all(code.slug != known.slug for known in self.codes):
            self.codes = (*self.codes, code.model_copy(update={"theme": self.entry.slug}))
        if group.slug != self.entry.slug:
            leads = not is_own and group.slug == code.slug
            self.aliases.append(
                Alias(
                    slug=group.slug,
                    name=group.entry.name,
                    source=source,
                    code="" if is_own else code.slug,
                    description=group.entry.description if leads else "",
                )
            )

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
