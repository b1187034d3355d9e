"""The build of 2026-11-30, to compare with: a checkout with an environment of its own.

The first use makes both under ``.state``, from the repository's history.
"""

import subprocess
from pathlib import Path

COMMIT = "77f0b56"
NAME = "build of 2026-11-30"
PACKAGE = "tests.benchmarks"
_TOP = Path(__file__).parents[2]
_HOME = _TOP / ".state" / f"build-{COMMIT}"
_SECONDS = 900


class FormerBuildMissingError(Exception):
    """The build cannot be made here; the message says why."""


def folder() -> Path:
    """The folder of the build, installed now if it was not. Raises FormerBuildMissingError."""
    if not (_HOME / "Makefile").exists():
        _run(["git", "clone", "--quiet", "--shared", "--no-checkout", str(_TOP), str(_HOME)], _TOP)
        _run(["git", "checkout", "--quiet", COMMIT], _HOME)
    _run(["make", "--silent", ".venv/.dev"], _HOME)
    return _HOME


def _run(command: list[str], where: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=where, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise FormerBuildMissingError(f"{command[0]} failed ({type(fault).__name__})") from None
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise FormerBuildMissingError(said[-1].strip() if said else f"status {done.returncode}")
