"""Variables whose names are close to one of ours: a setting that is misspelt is a setting that is lost."""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from dotenv import dotenv_values

from flows.runtime.prefect_settings import NAMES
from settings import Settings

_CLOSE = 0.85
"""How alike two names must be, 0 to 1, in ``.env``: nearly everything there is meant for us."""
_VERY_CLOSE = 0.92
"""The same in the environment, where other programs have variables too."""


def misspelt() -> list[str]:
    """Say of each variable that is close to a setting of ours which setting may be meant, and where it is."""
    ours = [*(name.upper() for name in Settings.model_fields), *NAMES]
    in_file = dotenv_values(".env")
    return [
        *_told(in_file, ours, _CLOSE, ".env"),
        *_told(os.environ, ours, _VERY_CLOSE, "the environment"),
    ]


def _told(given: Mapping[str, str | None], ours: list[str], close: float, where: str) -> Iterator[str]:
    for name in given:
        if name.upper() in ours:
            continue
        for meant in get_close_matches(name.upper(), ours, n=1, cutoff=close):
            yield f"{name} in {where} is not a setting: {meant} may be meant. Correct the name, or remove it."
