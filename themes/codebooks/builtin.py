"""The built-in codebook: themes that recur in interviews, with ways in which people put them."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import Field, TypeAdapter

from themes.models import Frozen

_FILE = files("themes.codebooks") / "builtin.yaml"


class Code(Frozen):
    """A generic theme. Examples are invented; none is taken from an interview."""

    name: str = Field(min_length=1, max_length=80)
    gloss: str = Field(min_length=1)
    """One sentence that says what people tell."""
    side: Literal["good", "bad", "want", "plain", "unknown"]
    """Whether people praise, suffer, wish for something, or do none of these; unknown of others' codes."""
    is_theme: bool = True
    """False of what most interviews hold and no study is about, such as small talk."""
    says: tuple[str, ...] = Field(min_length=2)
    """What people say when they speak of it, each in other words."""

    @property
    def headline(self) -> str:
        """The name with the gloss."""
        return f"{self.name}. {self.gloss}"


@cache
def codebook() -> tuple[Code, ...]:
    """Read the codebook, in the order of its file."""
    return TypeAdapter(tuple[Code, ...]).validate_python(yaml.safe_load(_FILE.read_bytes()), strict=False)


@cache
def fingerprint() -> str:
    """Return a short hash of the codebook's file: another codebook gives other extractions."""
    return hashlib.sha256(_FILE.read_bytes()).hexdigest()[:12]
