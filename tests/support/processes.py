"""Which processes there are that work on a folder."""

import os
from pathlib import Path


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
