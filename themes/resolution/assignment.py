"""The board on which names are put beside the themes they belong to."""

from collections.abc import Container, Iterable, Sequence

from themes.models import AliasSource, CatalogueTheme, MergedTheme, NameGroup, Skipped
from themes.resolution.cannot_link import cannot_link_groups
from themes.resolution.mention_groups import MentionGroup, interviews_of
from themes.resolution.split_ownership import SplitOwnership
from themes.resolution.theme_candidates import ThemeCandidate
from themes.text.plurals import counted

REJECTED = "held back, because a person rejected this theme"


class ThemeAssignment:
    """Themes by slug, and what is put beside them. Every slug stands for one theme at most."""

    def __init__(self, catalogue: Iterable[CatalogueTheme], min_interviews: int) -> None:
        self._min_interviews = min_interviews
        self._candidates: dict[str, ThemeCandidate] = {}
        self._aliases: dict[str, str] = {}
        catalogue = sorted(catalogue, key=lambda theme: theme.slug)
        self._ownership = SplitOwnership(catalogue)
        for theme in catalogue:
            entry = NameGroup(slug=theme.slug, name=theme.name, description=theme.description)
            self._candidates[theme.slug] = ThemeCandidate(
                entry, theme.id, theme.interview_ids, theme.decision
            )
            for alias in theme.aliases:
                self._aliases.setdefault(alias, theme.slug)

    @property
    def entries(self) -> list[NameGroup]:
        """All themes, old and new, sorted by slug."""
        return [self._candidates[slug].entry for slug in sorted(self._candidates)]

    def unknown_codes(self, codes: Iterable[NameGroup]) -> list[NameGroup]:
        """Return the codes that are neither a theme's name nor remembered as one."""
        return [
            code for code in codes if code.slug not in self._candidates and code.slug not in self._aliases
        ]

    def add_codes(self, codes: Iterable[NameGroup], alike: Container[str]) -> None:
        """Put up the codes that are not ``alike`` to a theme there is; they become themes if they recur."""
        for code in codes:
            if code.slug not in alike:
                self._candidates[code.slug] = ThemeCandidate(code)

    def unused_codes(self, codes: Iterable[NameGroup]) -> list[Skipped]:
        """Report the codes that nobody spoke of."""
        heard = {slug for slug, candidate in self._candidates.items() if candidate.groups}
        heard |= {group.slug for candidate in self._candidates.values() for group in candidate.groups}
        reason = "a code of the codebook of which no interview of this scan speaks"
        return [
            Skipped(item=f"code '{code.name}'", reason=reason)
            for code in codes
            if self._aliases.get(code.slug, code.slug) not in heard
        ]

    def assign_known(self, groups: Iterable[MentionGroup]) -> list[MentionGroup]:
        """Put groups beside the themes that have their slug or remember it; return the others."""
        unknown: list[MentionGroup] = []
        for group in groups:
            known = group.slug if group.slug in self._candidates else self._aliases.get(group.slug)
            if known is None:
                unknown.append(group)
            else:
                self._candidates[known].groups.append(group)
        return unknown

    def assign(self, group: MentionGroup, slug: str, source: AliasSource) -> None:
        """Put a group beside the theme of that slug, and remember its name as an alias."""
        self._candidates[slug].add(group, source)

    def assign_cluster(
        self, groups: Sequence[MentionGroup], slug: str | None, source: AliasSource
    ) -> list[list[MentionGroup]]:
        """Put a cluster beside its theme, or make a new one if it recurs; return what found no place.

        Groups that say the opposite of stronger ones, or of the theme, form clusters of their own.
        """
        left: list[list[MentionGroup]] = []
        for part in cannot_link_groups(groups, self._candidates[slug].entry if slug else None):
            home = slug if part.has_theme else self._create(part.groups)
            if home is None:
                left.append(part.groups)
                continue
            for group in part.groups:
                self.assign(group, home, source)
        return left

    def _create(self, groups: Sequence[MentionGroup]) -> str | None:
        """Make a theme named for the first group if enough interviews speak of it; return its slug."""
        if len(interviews_of(groups)) < self._min_interviews:
            return None
        leader = groups[0].entry
        self._candidates[leader.slug] = ThemeCandidate(leader)
        return leader.slug

    def apply_split_ownership(self) -> None:
        """Give what interviews say of a theme to the theme that a person split off for them."""
        if not self._ownership:
            return
        found = [(slug, group) for slug, candidate in self._candidates.items() for group in candidate.groups]
        for candidate in self._candidates.values():
            candidate.groups = []
        for slug, group in found:
            for home, part in self._ownership.divide(slug, group).items():
                self._candidates[home].groups.append(part)

    def results(self) -> tuple[list[MergedTheme], list[MergedTheme], list[Skipped]]:
        """Return the themes heard in this merge, strongest first, those held back, and what was left out.

        A theme must recur, unless a person pinned it; one that a person rejected is held back.
        """
        themes: list[MergedTheme] = []
        held_back: list[MergedTheme] = []
        skipped: list[Skipped] = []
        for candidate in self._candidates.values():
            if candidate.groups and candidate.decision == "rejected":
                held_back.append(candidate.merged())
                skipped.append(Skipped(item=f"theme '{candidate.entry.name}'", reason=REJECTED))
            elif candidate.groups and (
                candidate.decision or candidate.interview_count >= self._min_interviews
            ):
                themes.append(candidate.merged())
            elif candidate.groups:
                skipped.append(self._too_few(candidate.entry.name, candidate.interview_count))
        return sorted(themes, key=_rank), sorted(held_back, key=_rank), skipped

    def below_minimum(self, groups: Sequence[MentionGroup]) -> Skipped:
        """Report a cluster that no theme was made of."""
        leader = min(groups, key=lambda group: group.rank)
        return self._too_few(leader.entry.name, len(interviews_of(groups)))

    def _too_few(self, name: str, count: int) -> Skipped:
        reason = f"found in {counted(count, 'interview')}, and a theme needs at least {self._min_interviews}"
        return Skipped(item=f"theme '{name}'", reason=reason)


def _rank(theme: MergedTheme) -> tuple[bool, int, float, str]:
    return not theme.pinned, -len(theme.supports), -theme.confidence, theme.slug
