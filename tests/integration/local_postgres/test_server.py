"""The embedded Postgres starts anywhere, serves every process that asks, and stops with the last one."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from executor.local_postgres import account, initdb
from executor.local_postgres.cluster import Cluster
from executor.local_postgres.server import EmbeddedPostgresError, Server, embedded_postgres
from tests.support.waiting import eventually, patience

USER = """
import signal, sys, time
from pathlib import Path
# A shell starts background jobs with SIGINT ignored, and nohup with SIGHUP.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from executor.local_postgres import account
from executor.local_postgres.server import embedded_postgres
with embedded_postgres(Path(sys.argv[1]), fast=True) as server:
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the tests of this module start and stop servers on."""
    return tmp_path_factory.mktemp("embedded") / "postgres"


@contextmanager
def another_user(data_dir: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", USER, str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as user:
        try:
            assert user.stdout
            assert user.stdout.readline() == "ready\n"
            yield user
        finally:
            user.kill()


def stopped(data_dir: Path) -> bool:
    return Cluster(data_dir, fast=True).stopped()


def execute(server: Server, statement: str, database: str = "postgres") -> object:
    with psycopg.connect(server.url(database).replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone() if cursor.description else None


async def fetch(url: str) -> object:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        found = await connection.scalar(text("show server_encoding"))
    await engine.dispose()
    return found


def test_the_server_stops_with_its_last_user(data_dir: Path) -> None:
    with another_user(data_dir) as other:
        with embedded_postgres(data_dir, fast=True) as server:
            assert execute(server, "select 1") == (1,)
        assert not stopped(data_dir)
        other.send_signal(signal.SIGINT)
        other.wait(patience(10))
    assert stopped(data_dir)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_user_that_a_signal_ends_does_not_keep_the_server_alive(
    data_dir: Path, number: signal.Signals
) -> None:
    with another_user(data_dir) as user:
        user.send_signal(number)
        user.wait(patience(10))
        assert eventually(lambda: stopped(data_dir), 60)


def test_a_user_may_come_while_the_last_one_is_leaving(data_dir: Path) -> None:
    with another_user(data_dir) as user:
        user.kill()
        with embedded_postgres(data_dir, fast=True) as server:
            assert execute(server, "select 1") == (1,)
        # Should the killed one end after us, its keeper stops the server.
        assert eventually(lambda: stopped(data_dir), 60)


def test_a_crashed_server_is_started_again_for_the_next_user(data_dir: Path) -> None:
    with embedded_postgres(data_dir, fast=True):
        pid = int((data_dir / "cluster" / "postmaster.pid").read_text().split("\n")[0])
        os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: not Path(f"/proc/{pid}").exists(), 5)
        with embedded_postgres(data_dir, fast=True) as server:
            assert execute(server, "select 1") == (1,)
    assert stopped(data_dir)


def test_that_the_server_has_ended_is_seen_by_those_who_use_it(data_dir: Path) -> None:
    with embedded_postgres(data_dir, fast=True) as server:
        assert not server.ended
        os.kill(int((data_dir / "cluster" / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)
        assert eventually(lambda: server.ended, 10)


def test_a_server_whose_folder_was_removed_counts_as_ended(tmp_path: Path) -> None:
    assert Server(Cluster(tmp_path / "removed", fast=True), tmp_path, claim=-1).ended


def test_a_stale_pid_file_that_names_a_living_process_does_not_prevent_the_start(data_dir: Path) -> None:
    with embedded_postgres(data_dir, fast=True):
        left_behind = (data_dir / "cluster" / "postmaster.pid").read_text().split("\n")
    left_behind[0] = str(os.getpid())
    (data_dir / "cluster" / "postmaster.pid").write_text("\n".join(left_behind))
    with embedded_postgres(data_dir, fast=True) as server:
        assert execute(server, "select 1") == (1,)


def test_data_outlives_the_server(data_dir: Path) -> None:
    with embedded_postgres(data_dir, fast=True) as server:
        server.ensure_database("kept")
        execute(server, "create table t as select 7 as n", "kept")
    with embedded_postgres(data_dir, fast=True) as server:
        server.ensure_database("kept")
        assert execute(server, "select n from t", "kept") == (7,)


def test_failed_statements_leave_no_data_in_the_log(data_dir: Path) -> None:
    with embedded_postgres(data_dir, fast=True) as server:
        execute(server, "create table strict (said text check (length(said) < 3))")
        with pytest.raises(psycopg.errors.CheckViolation):
            execute(server, "insert into strict values ('canary in a row')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            execute(server, "select 'canary in a literal'::int")
        assert "canary" not in server.log.read_text()


@pytest.mark.parametrize("name", ["with space", "x" * 150, "comma,colon:percent%", "ünïcode", "長" * 40])
def test_any_path_will_do_with_no_home_and_misleading_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for variable, value in {"HOME": "", "PGPORT": "6543", "PGHOST": "nowhere.invalid"}.items():
        monkeypatch.setenv(variable, value)
    with embedded_postgres(tmp_path / name, fast=True) as server:
        engine = create_engine(server.url("postgres"))
        with engine.connect() as connection:
            assert connection.scalar(text("show server_encoding")) == "UTF8"
        engine.dispose()
        assert asyncio.run(fetch(server.url("postgres", driver="asyncpg"))) == "UTF8"
        socket_dir = server.socket_dir
    assert not list(socket_dir.glob(".s.PGSQL*"))


def test_two_folders_have_two_servers(data_dir: Path, tmp_path: Path) -> None:
    with (
        embedded_postgres(data_dir, fast=True) as one,
        embedded_postgres(tmp_path / "other", fast=True) as two,
    ):
        one.ensure_database("only_in_one")
        names = execute(two, "select array_agg(datname::text) from pg_database")
        assert "only_in_one" not in str(names)


def test_nobody_else_may_enter_and_parents_keep_their_permissions(tmp_path: Path) -> None:
    parent = tmp_path / "home"
    parent.mkdir(mode=0o700)
    before = [path.stat().st_mode for path in (parent, *parent.parents)]
    with embedded_postgres(parent / "state" / "postgres", fast=True) as server:
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
        assert stat.S_IMODE((parent / "state" / "postgres").stat().st_mode) == 0o700
        assert execute(server, "show listen_addresses") == ("",)
    assert [path.stat().st_mode for path in (parent, *parent.parents)] == before


def test_a_file_in_the_way_is_reported_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(EmbeddedPostgresError, match="set STATE_DIR"), embedded_postgres(tmp_path / "state"):
        pass


def test_a_cluster_of_another_version_is_reported_and_left_alone(tmp_path: Path) -> None:
    with embedded_postgres(tmp_path, fast=True):
        pass
    (tmp_path / "cluster" / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedPostgresError, match="Postgres 12 made it"), embedded_postgres(tmp_path):
        pass
    assert (tmp_path / "cluster" / "PG_VERSION").read_text() == "12\n"


def test_a_damaged_cluster_is_reported_with_what_the_server_said_and_its_log(tmp_path: Path) -> None:
    with embedded_postgres(tmp_path, fast=True):
        pass
    (tmp_path / "cluster" / "global" / "pg_control").write_bytes(b"\0" * 8192)
    with (
        pytest.raises(EmbeddedPostgresError, match=r"(FATAL|PANIC):.*server\.log"),
        embedded_postgres(tmp_path),
    ):
        pass
    assert stopped(tmp_path)


@pytest.mark.parametrize("user", [None, 12_345])
def test_a_user_without_a_name_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int | None
) -> None:
    """As in containers that are given any number for a user; ``initdb`` says only what it could not do."""
    monkeypatch.setattr(initdb, "initdb_uid", lambda _account: user)
    monkeypatch.setattr(initdb, "give_away", lambda _folder, _account: None)
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    with (
        pytest.raises(EmbeddedPostgresError, match=r"User 12345 .*/etc/passwd.* set DATABASE_URL"),
        embedded_postgres(tmp_path / "postgres", fast=True),
    ):
        pass


def test_a_half_made_cluster_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "cluster.unfinished").mkdir()
    (tmp_path / "cluster.unfinished" / "PG_VERSION").write_text("18\n")
    with embedded_postgres(tmp_path, fast=True) as server:
        assert execute(server, "select 1") == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_copies_the_programs_out_of_folders_that_the_server_may_not_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder itself stays as closed as it was, for instance root's home with a checkout in it."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    package = account.wheel_programs().parents[1]
    for part in package.parent.glob(f"{package.name}*"):
        (private / part.name).symlink_to(part)
    programs = private / package.name / "pginstall" / "bin"
    monkeypatch.setattr(account, "wheel_programs", lambda: programs)
    with tempfile.TemporaryDirectory(prefix="cache") as cache:
        Path(cache).chmod(0o755)
        monkeypatch.setattr(account, "_PROGRAM_CACHE", Path(cache) / "theme-scanner")
        with embedded_postgres(private / "postgres", fast=True) as server:
            assert execute(server, "select 1") == (1,)
            running = (private / "postgres" / "cluster" / "postmaster.opts").read_text()
        assert running.startswith(cache)
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
