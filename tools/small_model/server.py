"""The model's server as a program of its own, for the length of a block."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAM = Path(__file__).parent / "serve.py"


@contextmanager
def served(folder: Path, threads: int) -> Iterator[str]:
    """Serve ``model.gguf`` of a folder with the packages in its ``server``; yield what OPENAI_BASE_URL wants.

    The server's words go to ``server.log`` there. It ends with the block, and with this process.
    """
    environment = {**os.environ, "PYTHONPATH": str(folder / "server")}
    log = folder / "server.log"
    with (
        log.open("wb") as words,
        subprocess.Popen(
            [sys.executable, str(_PROGRAM), str(folder / "model.gguf"), str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=words,
            env=environment,
            text=True,
        ) as program,
    ):
        assert program.stdout is not None
        try:
            address = program.stdout.readline().strip()
            if not address:
                sys.exit(f"The model's server did not start: its log is {log}.")
            yield f"{address}/v1"
        finally:
            program.kill()
