"""Try to make a scan or a revert lose, spoil or double something: ``python -m tools.crash_sweep``.

Prints what was tried and what came of it. The exit status is 1 unless every figure is 0.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Column, Table

from executor.local_postgres.server import embedded_postgres
from tools.crash_sweep.figures import Figures, total
from tools.crash_sweep.ground import ground
from tools.crash_sweep.repetitions import DRAWN, repeated
from tools.crash_sweep.trials import (
    AT_EVERY_STATEMENT,
    boundaries,
    in_a_row,
    postgres_crashes,
    race,
)
from tools.testbed.databases import prepare

_COLUMNS = 120
"""Wide enough for the table, whatever the terminal."""
_CRASHES = 20
_AT_ONCE = 20
_IN_A_ROW = 5
_COUNTED = ("tried", "lost", "stale", "doubled", "unaudited", "wrong end")


def main() -> None:
    """Try everything and print one table."""
    console = Console(width=_COLUMNS)
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory(prefix="theme-scan-sweep-") as folder:
        for trial, figures in _trials(Path(folder)):
            console.print(f"{trial}: {figures.tried} tried, {figures.faults} faults")
            found[trial] = figures
    console.print(_table(found))
    sys.exit(int(total(list(found.values())).faults > 0))


def _trials(folder: Path) -> Iterator[tuple[str, Figures]]:
    with embedded_postgres(folder / "quick", fast=True) as server:
        prepare(server)
        with ground(server) as laid:
            for work in (laid.scan, laid.revert):
                for fault in AT_EVERY_STATEMENT:
                    yield (
                        f"{work.kind}: {fault}",
                        boundaries(server, work, fault, range(1, work.statements + 1)),
                    )
            yield f"{_AT_ONCE} scans at once", race(laid, _AT_ONCE)
            yield f"{_IN_A_ROW} scans in a row", in_a_row(laid, _IN_A_ROW)
    yield "scan: Postgres crashed", postgres_crashes(folder / "durable", _CRASHES)
    for trial in DRAWN:
        yield trial, repeated(trial)


def _table(found: dict[str, Figures]) -> Table:
    columns = [Column("", no_wrap=True), *(Column(name, justify="right", no_wrap=True) for name in _COUNTED)]
    table = Table(*columns, box=SIMPLE)
    for trial, figures in found.items():
        table.add_row(trial, *map(str, astuple(figures)))
    return table


if __name__ == "__main__":
    main()
