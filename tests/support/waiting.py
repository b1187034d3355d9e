"""How long tests wait: for a condition, and no longer than a far slower machine would need."""

import os
from collections.abc import Callable

from executor.local_postgres.file_lock import poll

SLOWNESS = float(os.environ.get("TEST_SLOWNESS", "5"))
"""How many times slower than an idle machine of two cores a machine may be before a wait gives up."""


def patience(seconds: float) -> float:
    """The limit of a wait that takes an idle machine at most so many seconds."""
    return seconds * SLOWNESS


def eventually(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Wait until the condition holds, and say whether it does; ``seconds`` are those of an idle machine."""
    return poll(condition, patience(seconds))
