"""What the documentation asks of Prefect, of the doctor and of the endpoint, typed as it is printed."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from uuid import uuid4

import httpx
import pytest
from prefect.testing.cli import CycloptsCliRunner
from typer.testing import CliRunner

from cli.main import app
from cli.stack.serving import listening
from cli.stack.stack import Stack
from tests.support.documented_commands import EVERY_PAGE, commands
from tests.support.waiting import eventually, patience

pytestmark = pytest.mark.e2e
NAMES = ("theme-scan", "model-requests", "NAME")


def asked_of_prefect() -> Iterator[list[str]]:
    """The commands that make, set and show something on the server, under names that it does not have."""
    for page in EVERY_PAGE:
        name = "theme-scan"
        for command in commands(page):
            if command.program == "prefect" and command.words[0] in ("gcl", "work-pool"):
                name = f"printed-{uuid4().hex[:8]}" if "create" in command.words else name
                yield [name if word in NAMES else word for word in command.words]


def test_what_the_pages_ask_of_prefect_it_does(prefect: Stack) -> None:
    for words in asked_of_prefect():
        done = CycloptsCliRunner().invoke(words)
        assert done.exit_code == 0, (words, done.output)


def test_the_doctor_finds_everything_in_order(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "PREFECT_API_URL"):
        monkeypatch.setenv(name, stack.environment[name])
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 0, done.output
    assert all(line.startswith("ok ") for line in done.output.splitlines()), done.output


def served() -> list[str]:
    """How the pages serve the endpoint."""
    found = (command for page in EVERY_PAGE for command in commands(page))
    (words,) = {tuple(one.words) for one in found if one.program == "theme-scan" and one.words[0] == "serve"}
    return list(words)


@pytest.mark.slow  # two programs more, that import all there is
def test_the_endpoint_is_served_beside_a_prefect_server_until_ctrl_c(stack: Stack) -> None:
    with listening("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    words = [*served(), "--port", str(port)]
    serving = subprocess.Popen(
        [sys.executable, "-c", "from cli.main import main; main()", *words],
        env={**stack.environment, "INTERNAL_SHARED_SECRET": "known"},
    )
    jobs = f"http://127.0.0.1:{port}/api/internal/jobs"

    def answers() -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(jobs, headers={"X-Internal-Secret": "known"}).is_success
        return serving.poll() is not None

    assert eventually(answers, 60)
    serving.send_signal(signal.SIGINT)
    assert serving.wait(patience(30)) == 130
