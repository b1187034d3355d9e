"""Kura, the peer to compare with: in an environment of its own, which the project knows nothing of.

The first run installs what ``kura.lock`` pins. To renew it: ``echo kura | uv pip compile --generate-hashes
--python-version 3.11 --no-emit-index-url - -o tools/bench/kura.lock``.
"""

import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parent / "kura.lock"
SCRIPT = Path(__file__).parent / "kura_once.py"
_HOME = Path(__file__).parents[2] / ".state" / "kura"
_SECONDS = 600


class KuraMissingError(Exception):
    """Kura cannot be installed here; the message says why."""


def interpreter() -> Path:
    """The interpreter that has Kura, installed now if it was not. Raises KuraMissingError."""
    python, done = _HOME / "bin" / "python", _HOME / "kura.lock"
    wanted = LOCK.read_text("utf-8")
    if not (done.exists() and done.read_text("utf-8") == wanted):
        uv = [sys.executable, "-m", "uv", "--quiet"]
        _run([*uv, "venv", "--clear", "--python", sys.executable, str(_HOME)])
        _run([*uv, "pip", "install", "--python", str(python), "--require-hashes", "-r", str(LOCK)])
        done.write_text(wanted, "utf-8")
    return python


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise KuraMissingError(f"installing it took more than {_SECONDS} s") from None
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise KuraMissingError(said[-1].strip() if said else f"status {done.returncode}")
