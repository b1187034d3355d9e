"""What the measured processes work with: a local stack, a database and a model server."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cli.stack import Stack, local_stack
from executor.connect import open_database
from executor.database import Database
from executor.execute import Executor
from settings import Settings
from tests.model_server import ModelServer

IN_FLIGHT = 50


@dataclass(frozen=True)
class Stage:
    """Everything up, in a temporary folder."""

    stack: Stack
    database: Database
    model: ModelServer
    folder: Path

    @property
    def executor(self) -> Executor:
        """The way to store interviews."""
        return Executor(self.database)

    def scan(self, org_id: UUID, max_interviews: int) -> dict[str, Any]:
        """Scan in a new process; return its report, seconds and peak memory."""
        return self._run("tests.benchmarks.scan_once", str(org_id), str(max_interviews))

    def replay(self, client: str, bodies: list[dict[str, Any]]) -> float:
        """Send the same requests by a bare client in a new process; return the seconds."""
        file = self.folder / "bodies.jsonl"
        file.write_text("\n".join(map(json.dumps, bodies)), "utf-8")
        words = (client, self.model.base_url, str(file), str(IN_FLIGHT))
        return float(self._run("tests.benchmarks.replay", *words)["seconds"])

    def _run(self, module: str, *words: str) -> dict[str, Any]:
        environment = {
            **self.stack.environment,
            "OPENAI_BASE_URL": self.model.base_url,
            "MODEL_CONCURRENCY": str(IN_FLIGHT),
            "PREFECT_LOGGING_LEVEL": "WARNING",
        }
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{module} failed: {done.stderr[-2000:]}")
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer


@contextmanager
def stage(delay_seconds: float) -> Iterator[Stage]:
    """Start everything; the model server answers after ``delay_seconds``."""
    with (
        tempfile.TemporaryDirectory(prefix="theme-scan-bench-") as folder,
        local_stack(Path(folder), environment=os.environ) as stack,
        open_database(Settings(state_dir=Path(folder), _env_file=None)) as database,
        ModelServer(delay_seconds=delay_seconds) as model,
    ):
        yield Stage(stack, database, model, Path(folder))
