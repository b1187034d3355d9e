"""Measure and print: ``python -m tools.bench [--quick] [--only PART …] [--write]``."""

import argparse
import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from tools.bench import (
    cluster,
    erasure,
    grounding,
    growth,
    millions,
    nights,
    reading,
    speed,
    startup,
    tokens,
    workers,
)
from tools.bench.size import QUICK, Size
from tools.bench.stage import Stage, stage
from tools.bench.table import Row, markdown, show

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "performance.md"
_BEGIN, _END = "<!-- measured -->\n", "<!-- /measured -->"
DELAY_SECONDS = 0.2

Staged = Callable[[Stage, Size], Iterator[Row]]
SLOW: Mapping[str, Staged] = {
    "speed": speed.measure,
    "startup": startup.measure,
    "workers": workers.measure,
}
"""What is measured with a model that takes ``DELAY_SECONDS``, by name."""
QUICKLY: Mapping[str, Staged] = {
    "tokens": lambda staged, _: tokens.measure_tokens(staged),
    "statements": lambda staged, _: tokens.measure_statements(staged),
    "growth": growth.measure,
    "cluster": cluster.measure,
}
"""What is measured with a model that answers at once."""
ALONE: Mapping[str, Callable[[Size], Iterator[Row]]] = {
    "grounding": grounding.measure,
    "millions": millions.measure,
    "reading": reading.measure,
    "erasure": erasure.measure,
    "nights": nights.measure,
}
"""What needs neither a model nor Prefect, or starts its own."""
PARTS = (*SLOW, *QUICKLY, *ALONE)
ON_REQUEST = ("cluster",)
"""Parts that take minutes and have no target."""


def main() -> None:
    """Run all measurements; with ``--write``, put the table into docs/explanation/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny numbers, to see that everything works")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=PARTS,
        default=[part for part in PARTS if part not in ON_REQUEST],
        metavar="PART",
        help=f"{PARTS}",
    )
    parser.add_argument("--write", action="store_true", help="write docs/explanation/performance.md")
    parser.add_argument(
        "--night", type=int, metavar="N", help="organisations of the night, in place of the usual number"
    )
    arguments = parser.parse_args()
    console = Console()
    rows = []
    size = QUICK if arguments.quick else Size()
    if arguments.night:
        size = size._replace(night=arguments.night)
    for row in _measured(size, arguments.only):
        console.print(*row.cells, sep="  ")
        rows.append(row)
    show(console, rows)
    if arguments.write:
        before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
        after = rest.partition(_END)[2]
        PAGE.write_text(f"{before}{_BEGIN}{_machine()}\n\n{markdown(rows)}{_END}{after}", "utf-8")


def _measured(size: Size, only: Sequence[str]) -> Iterator[Row]:
    for delay_seconds, parts in ((DELAY_SECONDS, SLOW), (0, QUICKLY)):
        chosen = [measure for name, measure in parts.items() if name in only]
        if chosen:
            with stage(delay_seconds) as staged:
                for measure in chosen:
                    yield from measure(staged, size)
    for name, alone in ALONE.items():
        if name in only:
            yield from alone(size)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores ({platform.machine()}) with "
        f"{memory:.0f} GB, {platform.system()}, Python {platform.python_version()}. Medians of "
        f"{Size().rounds} runs, from the fastest to the slowest in brackets; 50 requests in flight."
    )


if __name__ == "__main__":
    main()
