"""What a request may ask for beyond its question, as far as the endpoint takes it."""

from collections.abc import Mapping
from typing import Any

from themes.llm.config import ModelConfig

_RENAMED: Mapping[str, str] = {"max_tokens": "max_completion_tokens"}
"""What OpenAI's newer models call a parameter that other servers know under its first name only."""


class Options:
    """The optional parameters of all requests of one client; those that the endpoint refuses are left out."""

    def __init__(self, config: ModelConfig) -> None:
        # The least random answers, so that the same interview gives the same themes.
        self._taken: dict[str, int] = {"temperature": 0, "max_tokens": config.answer_tokens}

    @property
    def taken(self) -> dict[str, Any]:
        """The parameters that were not refused so far, with their values."""
        return dict(self._taken)

    def refuse(self, name: object) -> None:
        """Leave a parameter out from now on, or send it by its newer name; other names change nothing."""
        if isinstance(name, str) and name in self._taken:
            value = self._taken.pop(name)
            if renamed := _RENAMED.get(name):
                self._taken[renamed] = value
