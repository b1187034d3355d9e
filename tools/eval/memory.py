"""A memory of decisions for the length of one evaluation."""

from collections.abc import Mapping, Sequence


class Remembered:
    """Keeps decisions about names as an organisation's database would, and forgets them with the process."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    async def load(self, keys: Sequence[str]) -> Mapping[str, str]:
        """Return what is known of the keys."""
        return {key: self._known[key] for key in keys if key in self._known}

    async def store(self, decisions: Mapping[str, str]) -> None:
        """Keep the decisions."""
        self._known |= decisions
