"""The local stack: everything up in one block, everything gone after it, however it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from pydantic import SecretStr

from cli.processes import StackError, ending_on_signals, quiet_environment
from cli.stack import Stack, environment_of, local_stack
from executor.embedded import embedded_postgres
from executor.file_lock import poll
from settings import Settings
from tests.processes import processes_of

pytestmark = pytest.mark.e2e

FLOWS = """
import asyncio
from pathlib import Path
from prefect import flow

@flow
async def quick(number: int = 1):
    return number

@flow
async def slow(started: str, ended: str):
    Path(started).touch()
    try:
        await asyncio.sleep(600)
    finally:
        Path(ended).touch()
"""
DEPLOYMENTS = """
deployments:
- name: nightly
  entrypoint: jobs.py:quick
  work_pool: {name: theme-scan}
  schedules:
  - {cron: "0 6 * * *", timezone: UTC, slug: nightly}
- name: slow
  entrypoint: jobs.py:slow
  work_pool: {name: theme-scan}
"""
OWNER = """
import os, subprocess, sys, time
from pathlib import Path
from cli.stack import local_stack
state, project, *command = sys.argv[1:]
with local_stack(Path(state), environment=os.environ, project=Path(project)) as stack:
    subprocess.run([sys.executable, "-m", "prefect", *command], env=dict(stack.environment), check=True)
    print(stack.url, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "jobs.py").write_text(FLOWS)
    (folder / "prefect.yaml").write_text(DEPLOYMENTS)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stack") / "with space"


@pytest.fixture(scope="module")
def stack(project: Path, home: Path, state_dir: Path) -> Iterator[Stack]:
    """One running stack for the whole module, in an environment that would lead Prefect astray."""
    environment = {
        **os.environ,
        "HOME": str(home),
        "PREFECT_API_URL": "http://elsewhere.invalid/api",
        "PREFECT_PROFILE": "elsewhere",
    }
    with local_stack(state_dir, environment=environment, project=project) as running:
        yield running


@pytest.fixture
def api(stack: Stack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack.environment["PREFECT_API_URL"], timeout=30) as client:
        yield client


def prefect(environment: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "prefect", *arguments]
    return subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)


def scheduled_runs(api: httpx.Client) -> list[dict[str, Any]]:
    wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    return [run for run in api.post("/flow_runs/filter", json=wanted).json() if run["auto_scheduled"]]


def test_the_server_works_on_our_postgres(stack: Stack, state_dir: Path) -> None:
    with (
        embedded_postgres(state_dir / "postgres") as postgres,
        psycopg.connect(postgres.url("prefect").replace("+psycopg", "")) as connection,
    ):
        found = connection.execute("select name from deployment order by name").fetchall()
    assert found == [("nightly",), ("slow",)]
    assert not list((state_dir / "prefect").glob("*.db"))


def test_a_cron_schedule_produces_runs(api: httpx.Client) -> None:
    """The database and web libraries are pinned because with others the scheduler fails silently."""
    assert poll(lambda: bool(scheduled_runs(api)), 20)
    assert {run["expected_start_time"][11:16] for run in scheduled_runs(api)} == {"06:00"}


def test_a_deployment_runs_on_the_worker(stack: Stack) -> None:
    done = prefect(stack.environment, "deployment", "run", "quick/nightly", "-p", "number=2", "--watch")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_in_the_browser_talks_to_this_server(stack: Stack) -> None:
    settings = httpx.get(f"{stack.url}/ui-settings").json()
    assert settings["api_url"] == stack.environment["PREFECT_API_URL"]


def test_nothing_is_written_to_the_home_folder(stack: Stack, home: Path) -> None:
    assert stack.environment["HOME"] == str(home)
    assert not list(home.iterdir())


def test_a_second_stack_on_the_same_folder_is_refused(stack: Stack, state_dir: Path) -> None:
    with (
        pytest.raises(StackError, match="already running"),
        local_stack(state_dir, environment=stack.environment),
    ):
        pass


def test_a_port_in_use_is_reported_and_leaves_nothing_running(
    stack: Stack, tmp_path: Path, project: Path
) -> None:
    taken = httpx.URL(stack.url).port
    with (
        pytest.raises(StackError, match="in use"),
        local_stack(tmp_path, port=taken, environment=stack.environment, project=project),
    ):
        pass
    assert not processes_of(tmp_path)


def test_a_stack_whose_owner_is_killed_ends_in_order_and_does_not_touch_another(
    stack: Stack, tmp_path: Path, project: Path
) -> None:
    """The flow run in progress gets to clean up, for which it may need Postgres and the server."""
    started, ended = tmp_path / "started", tmp_path / "ended"
    command = [sys.executable, "-c", OWNER, str(tmp_path / "state"), str(project)]
    command += ["deployment", "run", "slow/slow", "-p", f"started={started}", "-p", f"ended={ended}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as owner:
        assert poll(started.exists, 150)
        owner.kill()
        owner.wait(60)
    assert poll(lambda: not processes_of(tmp_path), 40)
    assert ended.exists()
    assert httpx.get(f"{stack.url}/api/health").is_success


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_to_the_owner_leave_the_block(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with pytest.raises(SystemExit, match=str(128 + number)), ending_on_signals():
        signal.raise_signal(number)
    assert signal.getsignal(number) is before


def test_the_worker_gets_the_database_of_the_settings_wherever_they_have_it_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else a scan of one's own database, named in a file ``.env``, would run on the embedded one."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/db")
    named = Settings(database_url=SecretStr("postgresql://ours/db"))
    assert environment_of(named)["DATABASE_URL"] == "postgresql://ours/db"
    embedded = named.model_copy(update={"database_url": None})
    assert "DATABASE_URL" not in environment_of(embedded)


def test_the_variables_of_another_prefect_server_are_dropped() -> None:
    given = {"PREFECT_API_KEY": "k", "PREFECT_LOGGING_LEVEL": "DEBUG", "OPENAI_MODEL": "m"}
    assert quiet_environment(given) == {"PREFECT_LOGGING_LEVEL": "DEBUG", "OPENAI_MODEL": "m"}


SLOTS = """
import asyncio, sys
from flows.limiting import slot_of
from themes.exceptions import ModelRefusedError

inside = most = 0

async def request(slot):
    global inside, most
    async with slot():
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.2)
        inside -= 1

async def main():
    slot = slot_of(sys.argv[1])
    await asyncio.gather(*(request(slot) for _ in range(4)))

try:
    asyncio.run(main())
    print("most", most)
except ModelRefusedError as refused:
    print(refused)
"""


def slots(environment: Mapping[str, str], limit: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SLOTS, limit],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_model_requests_keep_to_a_global_limit_and_never_go_on_without_it(
    stack: Stack, api: httpx.Client
) -> None:
    """A limit that does not exist, or a server that is not there, ends the scan with a sentence."""
    api.post("/v2/concurrency_limits/", json={"name": "model", "limit": 2}).raise_for_status()
    assert slots(stack.environment, "model") == "most 2\n"
    assert "prefect gcl create nowhere" in slots(stack.environment, "nowhere")
    alone = {
        **stack.environment,
        "PREFECT_API_URL": "http://127.0.0.1:9/api",
        "PREFECT_CLIENT_MAX_RETRIES": "0",
    }
    assert "grants no slot" in slots(alone, "model")
