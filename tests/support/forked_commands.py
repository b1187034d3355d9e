"""Commands in processes of their own that end as real ones do, without an import of seconds for each."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parents[2]
_PARENT = """
import json, os, sys
import cli.main
for line in sys.stdin:
    job = json.loads(line)
    if (child := os.fork()) == 0:
        os.environ.update(job["environment"])
        sys.argv = ["theme-scan", *job["words"]]
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        if job["output"]:
            os.dup2(os.open(job["output"], os.O_WRONLY), 1)
        else:
            read, write = os.pipe()
            os.close(read)
            os.dup2(write, 1)
        os.dup2(os.open(job["errors"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        break
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(status, flush=True)
else:
    sys.exit()
from cli.entry import main
main()
"""
"""Each command is a fork that leaves the loop, so that its interpreter ends as that of a program does."""


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    said: str
    """What the command wrote to its standard error."""


class ForkedCommands:
    """Runs commands one after the other; ``errors`` is a file for what they say."""

    def __init__(self, parent: subprocess.Popen[str], errors: Path) -> None:
        self._parent = parent
        self._errors = errors

    def run(self, *words: str, environment: Mapping[str, str], output: str | None) -> Ended:
        """Run ``theme-scan`` with its output to a file, or without one to a pipe that nobody reads."""
        assert self._parent.stdin
        assert self._parent.stdout
        job = {"words": words, "environment": dict(environment), "output": output}
        self._parent.stdin.write(json.dumps({**job, "errors": str(self._errors)}) + "\n")
        self._parent.stdin.flush()
        return Ended(int(self._parent.stdout.readline()), self._errors.read_text(encoding="utf-8"))


@contextmanager
def forked_commands(errors: Path) -> Iterator[ForkedCommands]:
    """Start the process that commands are forked from, and end it with the block."""
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        yield ForkedCommands(parent, errors)
        assert parent.stdin
        parent.stdin.close()
