"""Codes that are to become one theme, with what decided so."""

from typing import Generic, NamedTuple, TypeVar

from themes.models import AliasSource, NameGroup

Named = TypeVar("Named")

Code = tuple[tuple[Named, ...], NameGroup | None]
"""The names of a code, and the code of the catalogue that they mean, if any."""


class Joint(NamedTuple, Generic[Named]):
    """The codes of one theme."""

    codes: tuple[Code[Named], ...]
    source: AliasSource
    theme: str | None = None
    """Slug of the theme there is that they belong to."""
    name: NameGroup | None = None
    """What a new theme of several codes is called."""
