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


class Pair(NamedTuple):
    """A theme and a quote; ``decoy`` says that the quote is another theme's."""

    theme: Shown
    quote: str
    decoy: bool


def pairs(themes: Sequence[Shown], seed: int) -> list[Pair]:
    """Return the first quotes of all themes and one decoy for every two of them, shuffled.

    A quote that the theme itself cites is never its decoy.
    """
    source = random.Random(seed)
    found = [Pair(theme, quote, False) for theme in themes for quote in theme.quotes[:FIRST]]
    foreign = [
        Pair(theme, quote, True)
        for theme in themes
        for other in themes
        for quote in other.quotes[:FIRST]
        if quote not in theme.quotes
    ]
    chosen = [*found, *source.sample(foreign, min(len(foreign), len(found) // 2))]
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
        rows.writerow(("number", "decoy"))
        rows.writerows((number, int(pair.decoy)) for number, pair in enumerate(chosen, start=1))
