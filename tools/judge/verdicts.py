"""What a blind reading says: shares of verdicts with their intervals, and whether the reading counts."""

import csv
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

VERDICTS = ("yes", "partly", "no")
MOST_DECOYS = 0.1
"""The share of decoys called yes above which a reading does not count."""


class VerdictError(ValueError):
    """A sheet that cannot be counted; the message names the row and what is allowed."""


class Reading(NamedTuple):
    """Verdicts on quotes and on decoys."""

    quotes: Counter[str]
    decoys: Counter[str]

    @property
    def counts(self) -> bool:
        """Whether the reader told decoys from quotes."""
        return self.decoys["yes"] <= MOST_DECOYS * self.decoys.total()


def read(sheet: Path, key: Path) -> Reading:
    """Read a filled sheet with its key. Raises VerdictError where a verdict is missing or unknown."""
    decoys = {row["number"]: row["decoy"] == "1" for row in _rows(key)}
    reading = Reading(Counter(), Counter())
    for row in _rows(sheet):
        verdict = row["verdict"].strip().lower()
        if verdict not in VERDICTS or row["number"] not in decoys:
            raise VerdictError(f"Row {row['number']}: the verdict must be one of {', '.join(VERDICTS)}.")
        (reading.decoys if decoys[row["number"]] else reading.quotes)[verdict] += 1
    return reading


def interval(hits: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson, J. Amer. Statist. Assoc. 22:209, 1927)."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, hits / count
    centre = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def lines(reading: Reading) -> list[str]:
    """Return the outcome in sentences."""
    count = reading.quotes.total()
    shares = [
        (verdict, reading.quotes[verdict], *interval(reading.quotes[verdict], count)) for verdict in VERDICTS
    ]
    told = [
        f"{v}: {n} of {count}, {n / max(count, 1):.0%} ({low:.0%} to {high:.0%})"
        for v, n, low, high in shares
    ]
    told.append(f"Decoys called yes: {reading.decoys['yes']} of {reading.decoys.total()}.")
    if not reading.counts:
        told.append("The reading does not count: more than one decoy in ten was called yes.")
    return told


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
