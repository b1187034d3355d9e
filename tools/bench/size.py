"""How much is measured: enough to tell, or just enough to see that the benchmark itself works."""

from typing import NamedTuple


class Size(NamedTuple):
    """Numbers of runs and of interviews."""

    rounds: int = 3
    """Runs of each thing that is measured; what is compared takes turns."""
    scans: tuple[int, ...] = (50, 200)
    """Interviews of the scans that are compared with the floor and with the peer."""
    few: int = 500
    many: int = 5_000
    """Interviews of the scans that show what growth costs."""
    stored: int = 5_000_000
    """Interviews in the table, spread over ``organisations``."""
    organisations: int = 5_000
    erased_from: int = 10_000
    erased_themes: int = 5_000
    """Interviews and themes of the organisation of which one interview is erased."""
    night: int = 50
    """Organisations with something new, of the nights that are compared."""


QUICK = Size(
    rounds=1,
    scans=(4, 12),
    few=20,
    many=60,
    stored=20_000,
    organisations=200,
    erased_from=100,
    erased_themes=100,
    night=4,
)
