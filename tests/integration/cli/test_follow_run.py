"""What a command says of the run it has started: at once, when nothing happens, and how it ended."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
from pydantic import SecretStr

import cli.stack.follow_run
from cli.main import main
from cli.stack.stack import server_advice
from cli.terminal.screen import Screen
from executor import leases
from executor.database.connection import Database
from executor.tools import upsert_interview
from executor.unit_of_work import Executor
from flows.runtime.prefect_client import Advice, FlowRuns, PrefectUnreachableError, flow_runs
from settings import Settings
from tests.support.fake_prefect import FakePrefect
from tests.support.lost_connections import breaking
from tools.testbed.organisation import Panel

ANOTHER = {"interview_id": uuid4(), "title": "Talk with ann", "transcript": "Ann: Yes."}
MAIN = "from cli.main import main; main()"
TAKEN = "This organisation is being worked on by run X. Wait for it to end."


class Watched:
    """A command on a stand-in for Prefect; ``moves`` says what becomes of the run, one state a look."""

    def __init__(self, fake_prefect: FakePrefect, capsys: pytest.CaptureFixture[str]) -> None:
        self._prefect = fake_prefect
        self._capsys = capsys
        self.moves: list[tuple[str, ...] | type[BaseException]] = []
        self.err = ""

    def look(self, _seconds: float) -> None:
        *_, run_id = self._prefect.runs
        move = self.moves.pop(0)
        if isinstance(move, type):
            raise move
        self._prefect.move(run_id, *move)

    def __call__(self, *words: object) -> int:
        sys.argv = ["theme-scan", *map(str, words)]
        with pytest.raises(SystemExit) as ended:
            main()
        self.err = self._capsys.readouterr().err
        return int(ended.value.code or 0)

    @property
    def run_id(self) -> str:
        (run_id,) = self._prefect.runs
        return run_id


@pytest.fixture
def scan(database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Watched:
    fake_prefect = FakePrefect()

    @contextmanager
    def stand_in(_api: str, _login: Mapping[str, str], advice: Advice) -> Iterator[FlowRuns]:
        with fake_prefect.client() as client:
            yield FlowRuns(client, advice)

    watched = Watched(fake_prefect, capsys)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.test/api")
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(cli.stack.follow_run, "flow_runs", stand_in)
    monkeypatch.setattr(cli.stack.follow_run, "_PATIENCE_SECONDS", 0)
    monkeypatch.setattr("flows.runtime.prefect_client.time.sleep", watched.look)
    return watched


def test_a_run_is_named_at_once_and_once_it_is_said_that_nobody_takes_it(scan: Watched) -> None:
    scan.moves = [("SCHEDULED", "Late"), ("PENDING", "Pending"), ("FAILED", "Failed", "No.\nTraceback")]
    assert scan("scan", "--org", uuid4()) == 1
    first, waiting, error = scan.err.splitlines()
    assert first == f"Run {scan.run_id} started."
    assert waiting == "No worker has taken it for 0 seconds: `theme-scan doctor` tells why."
    assert error == f"Error: Run {scan.run_id} ended as Failed. No."


def test_nothing_is_said_of_a_run_that_begins_in_time(scan: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.stack.follow_run, "_PATIENCE_SECONDS", 1000)
    begun = ("RUNNING", "Running")
    scan.moves = [begun, ("FAILED", "Failed", "No.")]
    assert scan("run", "theme-scan", "--org", uuid4()) == 1
    assert "No worker" not in scan.err


def test_wherever_the_database_is_lost_a_scan_says_so_and_what_to_do(
    scan: Watched, owner: psycopg.Connection
) -> None:
    point, said = 0, ""
    while "another database" not in said:  # where the run's record would be
        point += 1
        scan.moves = [("COMPLETED", "Completed", "Done.")]
        with breaking(owner, point):
            assert scan("scan", "--org", uuid4()) == 1
        said = scan.err.splitlines()[-1]
        assert "run it again" in said or "server is running" in said or "another database" in said, point
    assert point > 4


@pytest.mark.parametrize("words", [("scan",), ("run", "theme-scan"), ("revert", str(uuid4()))])
def test_that_another_run_holds_the_organisation_has_an_exit_status_of_its_own(
    scan: Watched, words: tuple[str, ...]
) -> None:
    scan.moves = [("CANCELLED", "AlreadyRunning", TAKEN)]
    assert scan(*words, "--org", uuid4()) == 3
    assert f"Error: {TAKEN}" in scan.err


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (("RUNNING", "Running"), "The run goes on: "),
        (("PENDING", "Pending"), "The run goes on: "),
        (("SCHEDULED", "Late"), "The run has not begun. It waits for a worker"),
    ],
)
def test_ctrl_c_says_what_becomes_of_the_run_and_how_to_look_at_it(
    scan: Watched, state: tuple[str, str], told: str
) -> None:
    scan.moves = [state, KeyboardInterrupt]
    org_id = uuid4()
    assert scan("scan", "--org", org_id) == 130
    assert told in scan.err
    assert f"`theme-scan runs {scan.run_id} --org {org_id}` shows what comes of it" in scan.err


@pytest.mark.parametrize("answer", [httpx.Response(404), httpx.Response(200, text="<!doctype html>")])
def test_an_address_without_api_is_named_as_the_fault_where_a_run_is_started(answer: httpx.Response) -> None:
    transport = httpx.MockTransport(lambda _: answer)
    with (
        httpx.Client(base_url="http://prefect.test", transport=transport) as client,
        pytest.raises(PrefectUnreachableError, match=r"PREFECT_API_URL.*/api"),
    ):
        FlowRuns(client).start("theme-scan/theme-scan", {})


@pytest.mark.parametrize(
    ("status", "keys"), [(401, True), (403, True), (404, False), (500, False), (503, False)]
)
def test_keys_are_to_blame_only_where_the_server_asks_for_one(status: int, keys: bool) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status))
    with (
        httpx.Client(base_url="http://prefect.test/api", transport=transport) as client,
        pytest.raises(PrefectUnreachableError, match=f"answers with status {status}: ") as refused,
    ):
        FlowRuns(client).progress(uuid4())
    assert ("PREFECT_API_KEY" in str(refused.value)) == keys
    assert ("see its log" in str(refused.value)) != keys


def test_where_the_address_is_the_own_stacks_no_variable_is_to_blame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    ours = server_advice(Settings(state_dir=tmp_path))
    with (
        flow_runs("http://127.0.0.1:1/api", advice=ours) as runs,
        pytest.raises(
            PrefectUnreachableError, match="cannot be reached: it belongs to the stack of `make up`"
        ) as told,
    ):
        runs.progress(uuid4())
    assert f"{tmp_path}/logs/prefect-server.log" in str(told.value)
    assert "PREFECT_API_URL" not in str(told.value)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    assert server_advice(Settings(state_dir=tmp_path)) == Advice()


def test_a_scan_that_waits_begins_once_the_claim_of_a_crashed_run_has_expired(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    org_id, tries = uuid4(), 0
    with database.org_transaction(org_id) as connection:
        leases.acquire(connection, "theme-scan", uuid4(), 1.5)

    def run(*_: object) -> Any:
        nonlocal tries
        tries += 1
        with database.org_transaction(org_id) as connection:
            leases.acquire(connection, "theme-scan", uuid4(), 60)
        return "record"

    monkeypatch.setattr(cli.stack.follow_run, "run_to_end", run)
    settings = Settings(_env_file=None, database_url=SecretStr(database_url))
    done: Any = cli.stack.follow_run.run_when_free(settings, "theme-scan", org_id, {}, Screen(stderr=True))
    assert (done, tries) == ("record", 2)
    assert "Waiting for it" in capsys.readouterr().err


class TestErase:
    """It is asked before anything is erased for good, where there is somebody to ask."""

    def started(self, database_url: str, org_id: UUID, *words: str, terminal: bool) -> tuple[int, str]:
        """The exit status and what was said, by a command whose Prefect server is away, told n for no."""
        ours, theirs = pty.openpty() if terminal else os.pipe()[::-1]
        os.write(ours, b"n\n")
        known = {"DATABASE_URL": database_url, "PREFECT_API_URL": "http://127.0.0.1:1/api"}
        done = subprocess.run(
            [sys.executable, "-c", MAIN, "erase", "--org", str(org_id), *words],
            stdin=theirs,
            env={**os.environ, **known},
            capture_output=True,
            text=True,
            check=False,
        )
        os.close(ours)
        os.close(theirs)
        return done.returncode, done.stderr

    @pytest.fixture
    def panel(self, executor: Executor, org_id: UUID) -> Panel:
        panel = Panel(executor, org_id)
        panel.add("ann", "ben")
        return panel

    @pytest.mark.parametrize(
        ("words", "terminal", "asked"),
        [
            ((), True, True),
            ((), False, False),
            # Two more programs, of two seconds each.
            pytest.param(("--yes",), True, False, marks=pytest.mark.slow),
            pytest.param(("--dry-run",), True, False, marks=pytest.mark.slow),
        ],
    )
    def test_a_terminal_asks_before_it_erases(
        self, panel: Panel, database_url: str, words: tuple[str, ...], terminal: bool, asked: bool
    ) -> None:
        wanted = ("--interview", "Talk with ann", *words)
        status, told = self.started(database_url, panel.org_id, *wanted, terminal=terminal)
        assert status == 1
        assert ("Erase “Talk with ann” (" in told) == asked
        assert ("cannot be reached" in told) != asked

    def test_a_title_must_be_that_of_one_interview(
        self, scan: Watched, panel: Panel, executor: Executor
    ) -> None:
        def told(title: str) -> str:
            scan("erase", "--interview", title, "--org", panel.org_id)
            return scan.err

        assert "theme-scan interviews lists" in told("Talk with nobody")
        with executor.unit(panel.context()) as unit:
            unit.call(upsert_interview, [ANOTHER])
        assert "several have this title" in told("Talk with ann")
