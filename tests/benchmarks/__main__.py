"""Measure and print: ``python -m tests.benchmarks [--interviews N] [--write]``."""

import argparse
import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from tests.benchmarks import fetching, growth, speed, startup
from tests.benchmarks.stage import stage
from tests.benchmarks.table import Row, markdown, show

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
_BEGIN, _END = "<!-- measured -->\n", "<!-- /measured -->"


def main() -> None:
    """Run all measurements; with ``--write``, put the table into docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=5_000_000, help="rows for the fetch to search")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    arguments = parser.parse_args()
    console = Console()
    rows = []
    for row in _measured(arguments.interviews):
        console.print(*row, sep="  ")
        rows.append(row)
    show(console, rows)
    if arguments.write:
        before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
        after = rest.partition(_END)[2]
        PAGE.write_text(f"{before}{_BEGIN}{_machine()}\n\n{markdown(rows)}{_END}{after}", "utf-8")


def _measured(interviews: int) -> Iterator[Row]:
    with stage(delay_seconds=0.2) as slow:
        yield from speed.measure(slow, (50, 200))
        yield startup.measure(slow)
    with stage(delay_seconds=0) as quick:
        yield speed.measure_tokens(quick)
        yield from growth.measure(quick)
        yield from fetching.measure(quick, interviews)


def _machine() -> str:
    cores = os.cpu_count()
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {cores} cores of {platform.machine()}, "
        f"Python {platform.python_version()}. Model delay 200 ms for scans, none for growth; 50 in flight."
    )


if __name__ == "__main__":
    main()
