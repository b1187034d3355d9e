"""The files under docs/scheduling, each run as its platform runs it, against the real endpoint."""

import json
import os
import re
import shutil
import subprocess
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
import yaml

from executor.database.connection import Database
from flows.runtime.prefect_client import FlowRuns
from tests.support.endpoint import CRON, endpoint_settings, serving
from tests.support.fake_prefect import FakePrefect
from tests.support.scheduling import (
    FILES,
    NIGHTLY,
    ORG,
    STAND_INS,
    address,
    send_what_was_asked_for,
    started,
    supabase_statement,
)
from webhook.app import create_app

SECRET = "scheduler-secret"


@pytest.fixture
def endpoint(fake_prefect: FakePrefect, database: Database) -> Any:
    settings = endpoint_settings(internal_shared_secret=SECRET, job_wait_seconds=0)
    with serving(create_app(settings, FlowRuns(fake_prefect.client()), database)) as client:
        yield client


def shell(command: str, **environment: str) -> dict[str, Any]:
    """Run a command and return what it printed, as JSON."""
    done = subprocess.run(
        ["sh", "-c", command],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is what these files use")
class TestCurl:
    def test_railway(self, endpoint: httpx.Client, fake_prefect: FakePrefect) -> None:
        deploy = json.loads((FILES / "railway.json").read_text())["deploy"]
        assert deploy["cronSchedule"] == NIGHTLY
        assert SECRET not in deploy["startCommand"]
        answer = shell(
            deploy["startCommand"],
            THEME_SCAN_URL=address(endpoint),
            INTERNAL_SHARED_SECRET=SECRET,
            THEME_SCAN_ORG_ID=ORG,
        )
        assert answer["success"] is True
        assert started(fake_prefect)["org_id"] == ORG

    def test_github_actions(self, endpoint: httpx.Client, fake_prefect: FakePrefect) -> None:
        """A re-run of the same workflow run finds the scan that it started."""
        workflow = yaml.load((FILES / "github-actions.yml").read_text(), yaml.BaseLoader)
        assert workflow["on"]["schedule"] == [{"cron": NIGHTLY}]
        (step,) = workflow["jobs"]["scan"]["steps"]
        contexts = {
            "secrets.THEME_SCAN_URL": address(endpoint),
            "secrets.INTERNAL_SHARED_SECRET": SECRET,
            "vars.THEME_SCAN_ORG_ID": ORG,
            "github.run_id": "42",
        }
        environment = {
            name: contexts[value.removeprefix("${{ ").removesuffix(" }}")]
            for name, value in step["env"].items()
        }
        assert "${{" not in step["run"], "what a shell runs must not be made of text from outside"
        answers = [shell(step["run"], **environment) for _ in range(2)]
        assert answers[0]["run_id"] == answers[1]["run_id"]
        assert started(fake_prefect)["org_id"] == ORG

    def test_a_wrong_secret_is_a_failed_job(self, endpoint: httpx.Client) -> None:
        command = json.loads((FILES / "railway.json").read_text())["deploy"]["startCommand"]
        with pytest.raises(AssertionError, match="Unauthorized"):
            shell(
                command,
                THEME_SCAN_URL=address(endpoint),
                INTERNAL_SHARED_SECRET="wrong",
                THEME_SCAN_ORG_ID=ORG,
            )


def test_vercel_calls_with_get_and_its_cron_secret(endpoint: httpx.Client, fake_prefect: FakePrefect) -> None:
    settings = json.loads((FILES / "vercel.json").read_text())
    (cron,) = settings["crons"]
    assert cron["schedule"] == NIGHTLY
    (rewrite,) = settings["rewrites"]
    prefix = rewrite["source"].removesuffix("/:path*")
    assert cron["path"].startswith(f"{prefix}/")
    assert httpx.URL(rewrite["destination"]).path == f"{prefix}/:path*"
    headers = {"Authorization": f"Bearer {CRON}", "User-Agent": "vercel-cron/1.0"}
    assert endpoint.get(cron["path"], headers=headers).status_code == 202
    assert started(fake_prefect) == {}


def test_supabase_keeps_the_secret_out_of_the_job(
    endpoint: httpx.Client, fake_prefect: FakePrefect, owner: psycopg.Connection
) -> None:
    """The statement runs in a real Postgres; in place of pg_cron, pg_net and Vault stand their signatures."""
    owner.execute(CRON_STAND_IN)
    owner.execute(STAND_INS)
    owner.execute(re.sub(r"create extension .*;", "", supabase_statement(address(endpoint), SECRET)))
    row = owner.execute("select schedule, command from cron.job where jobname = 'theme-scan'").fetchone()
    assert row
    assert row[0] == NIGHTLY
    assert SECRET not in row[1]
    owner.execute(row[1])
    assert send_what_was_asked_for(owner).status_code == 202
    assert UUID(started(fake_prefect)["org_id"]) == UUID(ORG)


CRON_STAND_IN = """
create schema cron;
create table cron.job (jobname text, schedule text, command text);
create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as
    $$ insert into cron.job values (job_name, schedule, command); select 1::bigint $$;
"""
