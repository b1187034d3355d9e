"""The assignment on which names are put beside the themes they belong to."""

from collections.abc import Container, Iterable, Sequence

from themes.evidence.recurrence import MinimumSupport, Supporters, people, recurs, with_participants
from themes.models import AliasSource, CatalogueTheme, MergedTheme, NameGroup, Skipped
from themes.resolution.cannot_link import cannot_link_groups
from themes.resolution.codes import entries_of
from themes.resolution.joint import Joint
from themes.resolution.mention_groups import MentionGroup, interviews_of, speakers_of
from themes.resolution.split_ownership import SplitOwnership
from themes.resolution.theme_candidates import ThemeCandidate
from themes.text.plurals import counted

REJECTED = "held back, because a person rejected this theme"


class ThemeAssignment:
    """Themes by slug, and what is put beside them. Every slug stands for one theme at most."""

    def __init__(self, catalogue: Iterable[CatalogueTheme], minimum: MinimumSupport) -> None:
        self._minimum = minimum
        self._candidates: dict[str, ThemeCandidate] = {}
        self._aliases: dict[str, str] = {}
        catalogue = sorted(catalogue, key=lambda theme: theme.slug)
        self._ownership = SplitOwnership(catalogue)
        for theme in catalogue:
            entry, *codes = entries_of(theme)
            self._candidates[theme.slug] = ThemeCandidate(
                entry,
                theme.id,
                with_participants(theme.interview_ids, theme.participants),
                theme.decision,
                tuple(codes),
            )
            for alias in theme.aliases:
                self._aliases.setdefault(alias, theme.slug)
        self._heard: set[str] = set()

    @property
    def entries(self) -> list[NameGroup]:
        """The codes of all themes, old and new, sorted by slug."""
        found = (
            entry for candidate in self._candidates.values() for entry in (candidate.entry, *candidate.codes)
        )
        return sorted(found, key=lambda entry: (entry.slug, entry.theme))

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
            self._heard.add(group.slug)
            known = group.slug if group.slug in self._candidates else self._aliases.get(group.slug)
            if known is None:
                unknown.append(group)
            else:
                self._candidates[known].groups.append(group)
        return unknown

    def assign(self, group: MentionGroup, code: NameGroup, source: AliasSource) -> None:
        """Put a group under a code of a theme, and remember its name as an alias."""
        self._candidates[code.home].add(group, code, source)

    def assign_joint(self, joint: Joint[MentionGroup]) -> list[list[MentionGroup]]:
        """Put codes beside their theme, or make a new one if they recur together; return what found no place.

        Groups that say the opposite of stronger ones of their code form themes of their own, if they recur.
        """
        kept: list[tuple[NameGroup, list[MentionGroup]]] = []
        strays: list[list[MentionGroup]] = []
        for names, entry in joint.codes:
            for part in cannot_link_groups(names, entry):
                if part.has_theme or (entry is None and part.groups[0] is min(names, key=_group_rank)):
                    kept.append((entry or part.groups[0].entry, part.groups))
                else:
                    strays.append(part.groups)
        left = self._placed(kept, joint) if kept else []
        for groups in strays:
            left += self._placed([(groups[0].entry, groups)], joint._replace(theme=None))
        return left

    def _placed(
        self, codes: list[tuple[NameGroup, list[MentionGroup]]], joint: Joint[MentionGroup]
    ) -> list[list[MentionGroup]]:
        """Put codes beside their theme, or a new one; return all of them if they do not recur."""
        codes.sort(key=lambda code: (-len(interviews_of(code[1])), code[1][0].rank))
        home = joint.theme or self._create(codes, joint.name)
        if home is None:
            return [sorted((group for _, groups in codes for group in groups), key=_group_rank)]
        own = self._candidates[home].entry
        for entry, groups in codes:
            is_own = entry.slug == own.slug or own.slug in {group.slug for group in groups}
            code = own if is_own else entry.model_copy(update={"theme": home})
            for group in groups:
                self.assign(group, code, joint.source)
        return []

    def _create(
        self, codes: Sequence[tuple[NameGroup, list[MentionGroup]]], named: NameGroup | None
    ) -> str | None:
        """Make a theme if one of its codes recurs, to which the others are company; return its slug.

        It has the name given for all its codes together, if that is no other name, else its first code's.
        """
        if not any(recurs(speakers_of(groups), self._minimum) for _, groups in codes):
            return None
        entry = codes[0][0]
        if named and len(codes) > 1 and self._is_free(named.slug, codes):
            entry = named
        self._candidates[entry.slug] = ThemeCandidate(entry)
        return entry.slug

    def _is_free(self, slug: str, codes: Sequence[tuple[NameGroup, list[MentionGroup]]]) -> bool:
        if slug in self._candidates or slug in self._aliases:
            return False
        return slug not in self._heard or any(group.slug == slug for _, groups in codes for group in groups)

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
            elif candidate.groups:
                supporters = candidate.supporters
                if recurs(supporters, self._minimum, pinned=candidate.decision == "pinned"):
                    themes.append(candidate.merged())
                else:
                    skipped.append(self._too_few(candidate.entry.name, supporters))
        return sorted(themes, key=_rank), sorted(held_back, key=_rank), skipped

    def below_minimum(self, groups: Sequence[MentionGroup]) -> Skipped:
        """Report a cluster that no theme was made of."""
        leader = min(groups, key=lambda group: group.rank)
        return self._too_few(leader.entry.name, speakers_of(groups))

    def _too_few(self, name: str, supporters: Supporters) -> Skipped:
        needed = self._minimum
        if len(supporters) < needed.interviews:
            found, least = counted(len(supporters), "interview"), needed.interviews
            reason = f"found in {found}, and a theme needs at least {least}"
        else:
            found, least = counted(len(people(supporters)), "participant"), needed.participants
            reason = f"told by {found}, and a theme needs at least {least}"
        return Skipped(item=f"theme '{name}'", reason=reason)


def _group_rank(group: MentionGroup) -> tuple[int, float, str]:
    return group.rank


def _rank(theme: MergedTheme) -> tuple[bool, int, float, str]:
    return not theme.pinned, -len(theme.supports), -theme.confidence, theme.slug
