"""A blind reading hides which quotes are decoys, and counts only where the reader tells them apart."""

import csv
from pathlib import Path

import pytest

from tools.judge.sheet import Shown, pairs, write
from tools.judge.verdicts import VerdictError, interval, lines, read

THEMES = [Shown(f"Theme {n}", "About it.", tuple(f"Quote {n}{q}." for q in "abc")) for n in range(4)]
UNCITED = [f"Sentence {number} that no theme cites." for number in range(9)]


def filled(folder: Path, verdict_of_decoys: str) -> tuple[Path, Path]:
    """Write a sheet and fill it: yes for every quote, the verdict given for every decoy."""
    sheet, key = folder / "sheet.csv", folder / "key.csv"
    chosen = pairs(THEMES, UNCITED, seed=1)
    write(chosen, sheet, key)
    with sheet.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert not any("decoy" in value for row in rows for value in row.values())
    with sheet.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for row, pair in zip(rows, chosen, strict=True):
            writer.writerow(row | {"verdict": verdict_of_decoys if pair.decoy else "Yes"})
    return sheet, key


def test_every_third_pair_is_a_decoy_that_no_theme_cites() -> None:
    chosen = pairs(THEMES, UNCITED, seed=1)
    decoys = [pair for pair in chosen if pair.decoy]
    assert (len(chosen), len(decoys)) == (18, 6)
    assert {pair.quote for pair in decoys} <= set(UNCITED)


def test_verdicts_are_counted_apart_from_those_on_decoys(tmp_path: Path) -> None:
    reading = read(*filled(tmp_path, "no"))
    assert (reading.quotes["yes"], reading.decoys["no"], reading.counts) == (12, 6, True)
    assert lines(reading)[0] == "yes: 12 of 12, 100% (76% to 100%)"


def test_a_reader_who_takes_decoys_for_proof_does_not_count(tmp_path: Path) -> None:
    reading = read(*filled(tmp_path, "yes"))
    assert not reading.counts
    assert "does not count" in lines(reading)[-1]


def test_a_missing_verdict_is_named_by_its_row(tmp_path: Path) -> None:
    with pytest.raises(VerdictError, match=r"Row \d+: the verdict must be one of yes, partly, no"):
        read(*filled(tmp_path, ""))


def test_the_interval_is_wilsons() -> None:
    assert interval(9, 10) == pytest.approx((0.596, 0.982), abs=0.001)
    assert interval(0, 0) == (0.0, 1.0)
