"""The statement for Supabase on a real pg_cron: it is scheduled, and when it fires a scan starts."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import httpx
import psycopg
import pytest

from tests.support.endpoint import PREVIOUS
from tests.support.fake_prefect import FakePrefect
from tests.support.scheduling import (
    NIGHTLY,
    ORG,
    STAND_INS,
    address,
    send_what_was_asked_for,
    started,
    supabase_statement,
)
from tests.support.waiting import eventually, patience

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/lib/pg_cron.so"))
OPTIONS = {
    "shared_preload_libraries": "pg_cron",
    "cron.use_background_workers": "on",
    "max_worker_processes": "16",
    "listen_addresses": "",
    "fsync": "off",
}
INITDB = ("-U", "postgres", "-A", "trust", "--no-sync")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not DEBIAN, reason="pg_cron is not installed; on Debian 12: apt-get install postgresql-15-cron"
    ),
]


@pytest.fixture
def with_pg_cron() -> Iterator[psycopg.Connection]:
    """Debian's Postgres with its pg_cron, as its superuser."""
    programs = DEBIAN[-1].parents[1] / "bin"
    # Postgres refuses to be root; Debian's packages have made it an account.
    account = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="pg-cron-"))
    shutil.chown(folder, account)
    options = [f"-c{name}={value}" for name, value in {**OPTIONS, "unix_socket_directories": folder}.items()]
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "--no-sync",
    ]
    try:
        subprocess.run(initdb, user=account, cwd="/", check=True, capture_output=True)
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            user=account,
            cwd="/",
            stderr=subprocess.DEVNULL,
        )
        try:
            assert eventually(lambda: answers(folder), 60)
            with psycopg.connect(host=str(folder), user="postgres", autocommit=True) as connection:
                yield connection
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(patience(60))
    finally:
        shutil.rmtree(folder)


def answers(folder: Path) -> bool:
    with suppress(psycopg.OperationalError), psycopg.connect(host=str(folder), user="postgres"):
        return True
    return False


def test_the_job_fires_and_starts_the_scan(
    endpoint: httpx.Client, fake_prefect: FakePrefect, with_pg_cron: psycopg.Connection
) -> None:
    """At the next minute instead of at six; in place of pg_net and Vault stand their signatures."""
    with_pg_cron.execute(STAND_INS)
    statement = supabase_statement(address(endpoint), PREVIOUS)
    with_pg_cron.execute(statement.replace("create extension if not exists pg_net;", ""))
    job = with_pg_cron.execute("select jobid, jobname, schedule, command from cron.job").fetchone()
    assert job
    assert job[1:3] == ("theme-scan", NIGHTLY)
    assert PREVIOUS not in job[3]

    with_pg_cron.execute("select cron.alter_job(%s, schedule := '* * * * *')", [job[0]])
    ended = "select status from cron.job_run_details where end_time is not null"
    assert eventually(lambda: with_pg_cron.execute(ended).fetchone() is not None, 150)
    assert with_pg_cron.execute(ended).fetchone() == ("succeeded",)
    assert send_what_was_asked_for(with_pg_cron).status_code == 202
    assert UUID(started(fake_prefect)["org_id"]) == UUID(ORG)
