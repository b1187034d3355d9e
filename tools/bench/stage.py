"""What the measured processes work with: a local stack, a database and a model server."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cli.stack.stack import Stack, local_stack
from executor.database.connection import Database
from executor.database.opening import open_database
from executor.unit_of_work import Executor
from settings import Settings
from tools.bench import peer
from tools.bench.server import BenchmarkServer

IN_FLIGHT = 50
_SECONDS = 300


@dataclass(frozen=True)
class Stage:
    """Everything up, in a temporary folder."""

    stack: Stack
    database: Database
    model: BenchmarkServer
    folder: Path

    @property
    def executor(self) -> Executor:
        """The way to store interviews."""
        return Executor(self.database)

    def scan(self, org_id: UUID, max_interviews: int, **changes: str) -> dict[str, Any]:
        """Scan in a new process, with changes of its environment; return report, seconds and peak memory."""
        command = [sys.executable, "-m", "tools.bench.scan_once", org_id, max_interviews]
        return self._run(command, **changes)

    def nothing(self) -> float:
        """Run a flow that does nothing in a new process; return the seconds."""
        return float(self._run([sys.executable, "-m", "tools.bench.nothing_once"])["seconds"])

    def look(self, org_id: UUID, max_interviews: int) -> float:
        """Look, as the nightly job does, whether an organisation needs a scan; return the seconds."""
        command = [sys.executable, "-m", "tools.bench.look_once", org_id, max_interviews]
        return float(self._run(command)["seconds"])

    def replay(self, client: str, bodies: list[dict[str, Any]]) -> float:
        """Send the same requests by a bare client in a new process; return the seconds."""
        file = self.folder / "bodies.jsonl"
        file.write_text("\n".join(map(json.dumps, bodies)), "utf-8")
        words = [client, self.model.base_url, file, IN_FLIGHT]
        return float(self._run([sys.executable, "-m", "tools.bench.replay", *words])["seconds"])

    def kura(self, texts: Mapping[str, str], checkpoints: Path) -> dict[str, Any]:
        """Have Kura read texts, by their ids; return its seconds and the ids that it knows in the end.

        Raises KuraMissingError where it cannot be installed.
        """
        file = self.folder / "conversations.json"
        file.write_text(json.dumps([{"id": key, "text": text} for key, text in texts.items()]), "utf-8")
        return self._run([peer.interpreter(), peer.SCRIPT, file, checkpoints, IN_FLIGHT])

    def _run(self, command: list[Any], **changes: str) -> dict[str, Any]:
        environment = {
            **self.stack.environment,
            "MODEL_CONCURRENCY": str(IN_FLIGHT),
            "PREFECT_LOGGING_LEVEL": "WARNING",
            "OPENAI_API_KEY": "none",
            **changes,
        }
        words = list(map(str, command))
        done = subprocess.run(
            words, env=environment, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
        if done.returncode != 0:
            raise RuntimeError(f"{words[1:3]} failed: {done.stderr[-2000:]}")
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer


@contextmanager
def stage(delay_seconds: float) -> Iterator[Stage]:
    """Start everything; the model server answers after ``delay_seconds``."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    outside.pop("DATABASE_URL", None)
    with (
        tempfile.TemporaryDirectory(prefix="theme-scan-bench-") as folder,
        BenchmarkServer(delay_seconds=delay_seconds) as model,
        local_stack(Path(folder), environment=outside | {"OPENAI_BASE_URL": model.base_url}) as stack,
        open_database(Settings(state_dir=Path(folder), _env_file=None).with_embedded_database()) as database,
    ):
        yield Stage(stack, database, model, Path(folder))
