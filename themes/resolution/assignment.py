"""The board on which names are put beside the themes they belong to."""

from collections.abc import Container, Iterable, Sequence

from themes.models import AliasSource, CatalogueTheme, MergedTheme, NameGroup, Skipped
from themes.resolution.cannot_link import camps
from themes.resolution.mention_groups import Group, interviews_of
from themes.resolution.split_ownership import Claims
from themes.resolution.theme_candidates import Draft
from themes.text.plurals import counted

REJECTED = "held back, because a person rejected this theme"


class Board:
    """Themes by slug, and what is put beside them. Every slug stands for one theme at most."""

    def __init__(self, catalogue: Iterable[CatalogueTheme], min_interviews: int) -> None:
        self._min_interviews = min_interviews
        self._drafts: dict[str, Draft] = {}
        self._aliases: dict[str, str] = {}
        catalogue = sorted(catalogue, key=lambda theme: theme.slug)
        self._claims = Claims(catalogue)
        for theme in catalogue:
            entry = NameGroup(slug=theme.slug, name=theme.name, description=theme.description)
            self._drafts[theme.slug] = Draft(entry, theme.id, theme.interview_ids, theme.decision)
            for alias in theme.aliases:
                self._aliases.setdefault(alias, theme.slug)

    @property
    def entries(self) -> list[NameGroup]:
        """All themes, old and new, sorted by slug."""
        return [self._drafts[slug].entry for slug in sorted(self._drafts)]

    def unknown(self, codes: Iterable[NameGroup]) -> list[NameGroup]:
        """Return the codes that are neither a theme's name nor remembered as one."""
        return [code for code in codes if code.slug not in self._drafts and code.slug not in self._aliases]

    def expect(self, codes: Iterable[NameGroup], alike: Container[str]) -> None:
        """Put up the codes that are not ``alike`` to a theme there is; they become themes if they recur."""
        for code in codes:
            if code.slug not in alike:
                self._drafts[code.slug] = Draft(code)

    def unused(self, codes: Iterable[NameGroup]) -> list[Skipped]:
        """Report the codes that nobody spoke of."""
        heard = {slug for slug, draft in self._drafts.items() if draft.groups}
        heard |= {group.slug for draft in self._drafts.values() for group in draft.groups}
        reason = "a code of the codebook of which no interview of this scan speaks"
        return [
            Skipped(item=f"code '{code.name}'", reason=reason)
            for code in codes
            if self._aliases.get(code.slug, code.slug) not in heard
        ]

    def recognise(self, groups: Iterable[Group]) -> list[Group]:
        """Put groups beside the themes that have their slug or remember it; return the others."""
        unknown: list[Group] = []
        for group in groups:
            known = group.slug if group.slug in self._drafts else self._aliases.get(group.slug)
            if known is None:
                unknown.append(group)
            else:
                self._drafts[known].groups.append(group)
        return unknown

    def attach(self, group: Group, slug: str, source: AliasSource) -> None:
        """Put a group beside the theme of that slug, and remember its name as an alias."""
        self._drafts[slug].take(group, source)

    def place(self, groups: Sequence[Group], slug: str | None, source: AliasSource) -> list[list[Group]]:
        """Put a cluster beside its theme, or make a new one if it recurs; return what found no place.

        Groups that say the opposite of stronger ones, or of the theme, form clusters of their own.
        """
        left: list[list[Group]] = []
        for camp in camps(groups, self._drafts[slug].entry if slug else None):
            home = slug if camp.has_theme else self._create(camp.groups)
            if home is None:
                left.append(camp.groups)
                continue
            for group in camp.groups:
                self.attach(group, home, source)
        return left

    def _create(self, groups: Sequence[Group]) -> str | None:
        """Make a theme named for the first group if enough interviews speak of it; return its slug."""
        if len(interviews_of(groups)) < self._min_interviews:
            return None
        leader = groups[0].entry
        self._drafts[leader.slug] = Draft(leader)
        return leader.slug

    def hand_over(self) -> None:
        """Give what interviews say of a theme to the theme that a person split off for them."""
        if not self._claims:
            return
        found = [(slug, group) for slug, draft in self._drafts.items() for group in draft.groups]
        for draft in self._drafts.values():
            draft.groups = []
        for slug, group in found:
            for home, part in self._claims.divided(slug, group).items():
                self._drafts[home].groups.append(part)

    def finished(self) -> tuple[list[MergedTheme], list[MergedTheme], list[Skipped]]:
        """Return the themes heard in this merge, strongest first, those held back, and what was left out.

        A theme must recur, unless a person pinned it; one that a person rejected is held back.
        """
        themes: list[MergedTheme] = []
        held_back: list[MergedTheme] = []
        skipped: list[Skipped] = []
        for draft in self._drafts.values():
            if draft.groups and draft.decision == "rejected":
                held_back.append(draft.merged())
                skipped.append(Skipped(item=f"theme '{draft.entry.name}'", reason=REJECTED))
            elif draft.groups and (draft.decision or draft.interview_count >= self._min_interviews):
                themes.append(draft.merged())
            elif draft.groups:
                skipped.append(self._too_few(draft.entry.name, draft.interview_count))
        return sorted(themes, key=_rank), sorted(held_back, key=_rank), skipped

    def unplaced(self, groups: Sequence[Group]) -> Skipped:
        """Report a cluster that no theme was made of."""
        leader = min(groups, key=lambda group: group.rank)
        return self._too_few(leader.entry.name, len(interviews_of(groups)))

    def _too_few(self, name: str, count: int) -> Skipped:
        reason = f"found in {counted(count, 'interview')}, and a theme needs at least {self._min_interviews}"
        return Skipped(item=f"theme '{name}'", reason=reason)


def _rank(theme: MergedTheme) -> tuple[bool, int, float, str]:
    return not theme.pinned, -len(theme.supports), -theme.confidence, theme.slug
