"""What a night costs for each organisation that has something new, beside the build of 2026-11-30."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.bench import former_build
from tools.bench.size import Size
from tools.bench.table import Row, at_most, compared

_TOP = Path(__file__).parents[2]
_PROGRAM = Path(__file__).parent / "night_once.py"
_SECONDS = 3600


def measure(size: Size) -> Iterator[Row]:
    """Run a night by either build, over as many organisations with one new interview each."""
    count = size.night
    ours = _night(_TOP, "tools.bench", count)
    try:
        before = _night(former_build.folder(), former_build.PACKAGE, count)
    except former_build.FormerBuildMissingError as missing:
        yield Row(f"a night over {count} organisations, {former_build.NAME} as reference", str(missing))
        return
    what = f"a night over {count} organisations, {former_build.NAME} as reference: "
    each, each_before = [ours["cpu"] / count], [before["cpu"] / count]
    yield compared(f"{what}CPU for each", each, each_before, "s", at_most(0.2))
    yield compared(f"{what}wall time", [ours["wall"]], [before["wall"]], "s", at_most(0.25))


def _night(build: Path, package: str, organisations: int) -> dict[str, float]:
    command = [build / ".venv" / "bin" / "python", _PROGRAM, package, organisations]
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, command)),
        cwd=build,
        env={**outside, "PYTHONPATH": str(build)},
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    if done.returncode != 0:
        raise RuntimeError(f"The night of {build.name} failed: {done.stderr[-2000:]}")
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer
