"""Codes: the names of a theme by what they mean, each code led by one of its names."""

from collections import defaultdict
from collections.abc import Iterable

from themes.models import Alias, CatalogueCode, CatalogueTheme, NameGroup


def entries_of(theme: CatalogueTheme) -> list[NameGroup]:
    """Return what a name may mean in a theme: the theme itself, and each of its other codes."""
    own = NameGroup(slug=theme.slug, name=theme.name, description=theme.description)
    others = [
        NameGroup(slug=code.slug, name=code.name, description=code.description, theme=theme.slug)
        for code in theme.codes
    ]
    return [own, *others]


def with_names(theme: CatalogueTheme, aliases: Iterable[Alias]) -> CatalogueTheme:
    """Return the theme as the catalogue has it once these names are remembered."""
    new: dict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        new[alias.code].append(alias)
    names = {alias.slug for of_code in new.values() for alias in of_code}
    known = {code.slug for code in theme.codes}
    codes = [
        code.model_copy(update={"names": code.names | {alias.slug for alias in new.get(code.slug, ())}})
        for code in theme.codes
    ]
    codes += [_code(slug, of_code) for slug, of_code in new.items() if slug and slug not in known]
    return theme.model_copy(
        update={
            "aliases": theme.aliases | names,
            "codes": tuple(sorted(codes, key=lambda code: code.slug)),
        }
    )


def _code(slug: str, aliases: Iterable[Alias]) -> CatalogueCode:
    by_slug = {alias.slug: alias for alias in aliases}
    leader = by_slug.get(slug) or by_slug[min(by_slug)]
    return CatalogueCode(
        slug=leader.slug, name=leader.name, description=leader.description, names=frozenset(by_slug)
    )
