"""The curl commands of docs/how-to/endpoint.md and the README answer what is printed below them."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from cli.stack.serving import curl
from executor.context import ToolContext
from executor.database.connection import Database
from executor.tools import finish_run, start_run
from executor.unit_of_work import Executor
from tests.support.endpoint import SECRET
from tests.support.fake_prefect import FakePrefect

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="the transcripts are of curl")
PROJECT = Path(__file__).parents[2]
DOCUMENT = (PROJECT / "docs" / "how-to" / "endpoint.md").read_text()
TRANSCRIPTS = re.findall(r"^\$ (curl .*)\n(\d{3}) (.*)$", DOCUMENT, re.MULTILINE)
REPORT = {
    "dry_run": False,
    "themes_created": 3,
    "themes_updated": 2,
    "links_created": 15,
    "skipped": [],
    "themes": [],
}


def run(endpoint: httpx.Client, command: str) -> tuple[int, Any]:
    """Run a curl command with the two variables of the document, and return status and body."""
    done = subprocess.run(
        ["sh", "-c", f"{command} -w '\\n%{{http_code}}'"],
        env={
            "PATH": os.environ["PATH"],
            "URL": str(endpoint.base_url).rstrip("/"),
            "INTERNAL_SHARED_SECRET": SECRET,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    body, _, status = done.stdout.rpartition("\n")
    return int(status), json.loads(body)


def test_the_document_shows_what_happens(
    endpoint: httpx.Client, fake_prefect: FakePrefect, database: Database
) -> None:
    def finish_at_once(started: dict[str, Any]) -> None:
        """Let the run of the first example end in time, with the report of the example."""
        org_id = UUID(started["parameters"]["org_id"])
        if str(org_id).endswith("01"):
            context = ToolContext(
                org_id=org_id,
                run_id=UUID(started["id"]),
                actor="system:test",
                job="theme-scan",
                rules_version="1",
            )
            with Executor(database).unit(context) as unit:
                unit.call(start_run, [{"parameters": {}}])
                unit.call(finish_run, [{"status": "finished", "report": REPORT}])

    fake_prefect.on_start = finish_at_once
    assert len(TRANSCRIPTS) == DOCUMENT.count("$ curl")
    run_id = ""
    for command, status, body in TRANSCRIPTS:
        answer = run(endpoint, command.replace("…", run_id))
        run_id = answer[1].get("run_id", run_id)
        assert answer == (int(status), json.loads(body.replace("…", run_id))), command


def readmes() -> str:
    (found,) = re.findall(r"^curl .*\n.*$", (PROJECT / "README.md").read_text(), re.MULTILINE)
    return str(found)


def printed() -> str:
    return curl("http://127.0.0.1:8000", "$INTERNAL_SHARED_SECRET", uuid4())


@pytest.mark.parametrize("command", [printed(), readmes()], ids=["up", "README"])
def test_the_command_that_up_and_the_readme_print_works(
    command: str, endpoint: httpx.Client, fake_prefect: FakePrefect
) -> None:
    status, answer = run(endpoint, command.replace("http://127.0.0.1:8000", "$URL"))
    assert (status, answer["success"]) == (202, True)
    (started,) = fake_prefect.runs.values()
    assert started["parameters"]["dry_run"] is True
