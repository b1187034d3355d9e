"""The local stack: everything up in one block, everything gone after it, however it ends."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import psycopg
import pytest
import uvicorn
from pydantic import SecretStr

import cli.stack.stack
from cli.checks.prefect import prefect_checks
from cli.stack.programs import Program, StackError, ending_on_signals, quiet_environment
from cli.stack.serving import listening, serve_unless
from cli.stack.stack import Stack, environment_of, local_stack, running_api
from executor.local_postgres.file_lock import FileLock
from executor.local_postgres.server import embedded_postgres
from settings import Settings
from tests.support.processes import processes_of
from tests.support.waiting import eventually, patience

pytestmark = pytest.mark.e2e

FLOWS = """
from pathlib import Path
from prefect import flow

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
- name: slow
  entrypoint: jobs.py:slow
  work_pool: {name: theme-scan}
"""
OWNER = """
import os, subprocess, sys, time
from pathlib import Path
from cli.stack.stack import local_stack
state, project, *command = sys.argv[1:]
with local_stack(Path(state), environment=os.environ, project=Path(project)) as stack:
    subprocess.run([sys.executable, "-m", "prefect", *command], env=dict(stack.environment), check=True)
    print(stack.url, flush=True)
    time.sleep(600)
"""


ADDRESS = "prefect-api-url"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "jobs.py").write_text(FLOWS)
    (folder / "prefect.yaml").write_text(DEPLOYMENTS)
    return folder


@pytest.fixture
def api(stack: Stack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack.environment["PREFECT_API_URL"], timeout=patience(30)) as client:
        yield client


def scheduled_times(api: httpx.Client) -> set[str]:
    wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    runs = api.post("/flow_runs/filter", json=wanted).json()
    return {run["expected_start_time"][11:16] for run in runs if run["auto_scheduled"]}


def test_the_server_works_on_our_postgres(stack: Stack) -> None:
    with (
        embedded_postgres(stack.state_dir / "postgres") as postgres,
        psycopg.connect(postgres.url("prefect").replace("+psycopg", "")) as connection,
    ):
        found = connection.execute("select count(*) from deployment where name = 'theme-scan'").fetchone()
    assert found == (1,)
    assert not list((stack.state_dir / "prefect").glob("*.db"))


def test_a_cron_schedule_produces_runs(api: httpx.Client) -> None:
    """The database and web libraries are pinned because with others the scheduler fails silently."""
    assert eventually(lambda: len(scheduled_times(api)) == 2, 20)
    assert scheduled_times(api) == {"06:00", "09:00"}


def test_the_page_in_the_browser_talks_to_this_server(stack: Stack) -> None:
    settings = httpx.get(f"{stack.url}/ui-settings").json()
    assert settings["api_url"] == stack.environment["PREFECT_API_URL"]


def test_nothing_is_written_to_the_home_folder(stack: Stack) -> None:
    home = Path(stack.environment["HOME"])
    assert home != Path.home()
    assert not list(home.iterdir())


def test_the_doctor_finds_the_local_stack_in_order(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", stack.api)
    found = {check.name: check for check in prefect_checks(Settings())}
    assert list(found) == ["prefect", "work pool", "deployments", "nights", "worker"]
    assert all(check.ok for check in found.values()), found


def test_a_second_stack_on_the_same_folder_is_refused(stack: Stack) -> None:
    with (
        pytest.raises(StackError, match="already running"),
        local_stack(stack.state_dir, environment=stack.environment),
    ):
        pass


@pytest.mark.parametrize("folder", ["/proc/x", "/dev/null", "/dev/null/x", "/proc"])
def test_a_state_folder_that_cannot_be_used_is_one_sentence(folder: str) -> None:
    assert running_api(Path(folder)) is None
    with (
        pytest.raises(StackError, match=rf"The folder {folder} cannot be used .* set STATE_DIR"),
        local_stack(Path(folder), environment=os.environ),
    ):
        pass


def test_others_hear_the_address_of_a_stack_while_it_runs(stack: Stack) -> None:
    assert running_api(stack.state_dir) == stack.api


def test_the_address_of_a_stack_that_was_killed_is_forgotten(tmp_path: Path) -> None:
    assert running_api(tmp_path) is None
    (tmp_path / "owner.lock").touch()
    (tmp_path / ADDRESS).write_text("http://127.0.0.1:1/api")
    assert running_api(tmp_path) is None


@pytest.mark.parametrize("ends", [False, True])
def test_a_stack_that_is_starting_or_stopping_is_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ends: bool
) -> None:
    with FileLock(tmp_path / "owner.lock") as owner:
        assert owner.try_exclusive()
        change = owner.release if ends else lambda: (tmp_path / ADDRESS).write_text("http://new/api")
        timer = threading.Timer(0.2, change)
        timer.start()
        assert running_api(tmp_path) == (None if ends else "http://new/api")
        timer.join()
    assert "is starting or stopping: waiting for it" in capsys.readouterr().err


def test_a_start_forgets_the_address_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a stack that was killed has left, nobody is led there while the next one starts."""
    (tmp_path / ADDRESS).write_text("http://127.0.0.1:1/api")

    def start(_folder: Path) -> None:
        assert not (tmp_path / ADDRESS).exists()
        raise StackError("enough")

    monkeypatch.setattr(cli.stack.stack, "embedded_postgres", start)
    with (
        pytest.raises(StackError, match="enough"),
        local_stack(tmp_path, environment=os.environ),
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


@pytest.mark.slow
def test_a_stack_whose_owner_is_killed_ends_in_order_and_does_not_touch_another(
    stack: Stack, tmp_path: Path, project: Path
) -> None:
    """The flow run in progress gets to clean up, for which it may need Postgres and the server."""
    started, ended = tmp_path / "started", tmp_path / "ended"
    command = [sys.executable, "-c", OWNER, str(tmp_path / "state"), str(project)]
    command += ["deployment", "run", "slow/slow", "-p", f"started={started}", "-p", f"ended={ended}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as owner:
        assert eventually(started.exists, 150)
        owner.kill()
        owner.wait(patience(60))
    assert eventually(lambda: not processes_of(tmp_path), 40)
    assert ended.exists()
    assert httpx.get(f"{stack.url}/api/health").is_success


def test_the_endpoint_ends_with_any_part_of_its_stack_and_says_which(stack: Stack, tmp_path: Path) -> None:
    assert stack.fault is None
    with subprocess.Popen(["true"]) as keeper:
        ended = replace(stack, programs=(Program("worker", tmp_path / "worker.log", keeper, -1),))
        keeper.wait(patience(10))
        server = uvicorn.Server(uvicorn.Config(lambda *_: None, lifespan="off", log_level="warning"))
        with (
            listening("127.0.0.1", 0) as listener,
            pytest.raises(StackError, match=rf"worker has ended .*{re.escape(str(tmp_path))}/worker\.log"),
        ):
            serve_unless(server, listener, lambda: ended.fault)


@pytest.mark.slow
def test_a_killed_worker_ends_up_with_status_1_and_nothing_stays(tmp_path: Path) -> None:
    named = {"STATE_DIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    known = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | named
    with listening("127.0.0.1", 0) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-c", "from cli.main import main; main()", "up", "--endpoint-port", port]
    with subprocess.Popen(command, env=known, stdout=-1, stderr=-2, text=True) as up:
        assert up.stdout
        assert any("curl" in line for line in up.stdout)
        (worker,) = (
            int(entry.name)
            for entry in Path("/proc").glob("[0-9]*")
            if str(tmp_path).encode() in readable(entry / "environ")
            and b"-m\0prefect\0worker" in readable(entry / "cmdline")
        )
        os.kill(worker, signal.SIGKILL)
        *_, last = up.stdout
    assert up.returncode == 1
    assert last.startswith("Error: The worker has ended by itself")
    assert last.endswith(f"{tmp_path}/logs/worker.log.\n")
    assert not (tmp_path / ADDRESS).exists()
    assert not processes_of(tmp_path)


def readable(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


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
from contextlib import ExitStack
from prefect.settings import PREFECT_API_URL, temporary_settings
from tasks.scan.llm_slots import slot_of
from themes.exceptions import ModelRefusedError

NOWHERE = {PREFECT_API_URL: "http://127.0.0.1:9/api"}
inside = most = 0

async def request(slot):
    global inside, most
    async with slot():
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.2)
        inside -= 1

async def refused(limit):
    try:
        await request(slot_of(limit))
    except ModelRefusedError as error:
        return error

async def main():
    slot = slot_of("model")
    await asyncio.gather(*(request(slot) for _ in range(4)))
    print("most:", most)
    print("no such limit:", await refused("nowhere"))
    with ExitStack() as later:
        async with slot():
            later.enter_context(temporary_settings(NOWHERE))
        print("the server went away: kept")
        print("no server:", await refused("unreachable"))

asyncio.run(main())
"""


def test_model_requests_keep_to_a_global_limit_and_never_go_on_without_it(
    stack: Stack, api: httpx.Client
) -> None:
    """A limit that does not exist, or a server that is not there, ends the scan with a sentence.

    An answer is kept when the server goes away before it comes: its slot runs out by itself.
    """
    api.post("/v2/concurrency_limits/", json={"name": "model", "limit": 2}).raise_for_status()
    done = subprocess.run(
        [sys.executable, "-c", SLOTS],
        env={**stack.environment, "PREFECT_CLIENT_MAX_RETRIES": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert told["most"] == "2"
    assert "prefect gcl create nowhere" in told["no such limit"]
    assert told["the server went away"] == "kept"
    assert "grants no slot" in told["no server"]
