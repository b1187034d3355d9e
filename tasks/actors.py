"""People who act: the name that the audit keeps for each act."""

from executor.exceptions import RefusedError
from themes.text.sanitize import is_printable

_LONGEST_NAME = 100


def person(name: str) -> str:
    """Return a person as an actor of the audit. Raises RefusedError for a name that cannot be used."""
    called = name.strip()
    if not 0 < len(called) <= _LONGEST_NAME or not is_printable(name):
        raise RefusedError(
            f"--as: give the name of the person who acts, in at most {_LONGEST_NAME} printable letters."
        )
    return f"person:{called}"
