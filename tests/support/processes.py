"""Processes that work on a folder, and programs run in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.waiting import patience


def processes_of(folder: Path) -> list[str]:
    """Return the command lines of other processes that mention a folder there or in their environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            if str(folder).encode() in words and int(entry.name) != os.getpid():
                found.append((entry / "cmdline").read_text())
        except OSError:
            continue
    return found


def printed_by(program: str) -> str:
    """Run a Python program in a process of its own and return what the program prints."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=patience(60), check=True).stdout
