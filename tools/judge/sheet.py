"""Sheets for a blind reading: pairs of a theme and a quote in random order, decoys among them."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FIRST = 3
"""Quotes of each theme that a reader of the product sees first."""
FIELDS = ("number", "theme", "description", "quote", "verdict")


class Shown(NamedTuple):
    """A theme as it is shown, with its first quotes."""

    name: str
    description: str
    quotes: tuple[str, ...]
    confidence: float = 0.0


class Pair(NamedTuple):
    """A theme and a quote; ``decoy`` says that no theme cites the quote."""

    theme: Shown
    quote: str
    decoy: bool


def pairs(themes: Sequence[Shown], uncited: Sequence[str], seed: int) -> list[Pair]:
    """Return the first quotes of all themes and one decoy for every two of them, shuffled.

    A decoy is one of ``uncited``, sentences of the same interviews that no theme cites. Another theme's quote
    would not do: what proves "Heat map: clear" proves "Easy and clear" as well.
    """
    source = random.Random(seed)
    found = [Pair(theme, quote, False) for theme in themes for quote in theme.quotes[:FIRST]]
    foreign = source.sample(uncited, min(len(uncited), len(found) // 2))
    chosen = [*found, *(Pair(source.choice(themes), quote, True) for quote in foreign)]
    source.shuffle(chosen)
    return chosen


def write(chosen: Sequence[Pair], sheet: Path, key: Path) -> None:
    """Write the sheet, whose verdicts are empty, and the key apart from it."""
    with sheet.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(FIELDS)
        for number, pair in enumerate(chosen, start=1):
            quote = " ".join(pair.quote.split())
            rows.writerow((number, pair.theme.name, pair.theme.description, quote, ""))
    with key.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("number", "decoy", "theme", "confidence"))
        for number, pair in enumerate(chosen, start=1):
            rows.writerow((number, int(pair.decoy), pair.theme.name, pair.theme.confidence))
