"""The audit names the person behind each act: the one of ``--as``, or else the user logged in."""

import getpass
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from cli.main import app
from executor.exceptions import RefusedError
from flows.runtime.job_run import job_run
from flows.theme_scan import JOB as SCAN
from settings import Settings

ACTS = ("import", "study", "revert", "erase")


@pytest.fixture
def words(
    tmp_path: Path, database_url: str, org_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> dict[str, list[str]]:
    """What to type for each act, with a database for those that need one."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    (tmp_path / "ann.txt").write_text("Ann: The export is slow.", encoding="utf-8")
    acts = {
        "import": ["import", str(tmp_path)],
        "study": ["study", "set", "--context", "Why people leave."],
        "revert": ["revert", str(uuid4())],
        "erase": ["erase", "--interview", str(uuid4())],
    }
    return {act: [*typed, "--org", str(org_id)] for act, typed in acts.items()}


def actors(owner: psycopg.Connection) -> set[tuple[str, str]]:
    """Who acted, by the records of runs and by the audited calls together."""
    found = owner.execute("select job, actor from job_runs union select job, actor from tool_calls")
    return {(job, actor) for job, actor in found.fetchall()}


@pytest.mark.parametrize("act", ["import", "study"])
@pytest.mark.parametrize(
    ("option", "name"), [(["--as", "Ada Lovelace"], "Ada Lovelace"), ([], getpass.getuser())]
)
def test_an_act_of_the_command_line_is_on_record_under_the_persons_name(
    words: dict[str, list[str]],
    owner: psycopg.Connection,
    org_id: UUID,
    act: str,
    option: list[str],
    name: str,
) -> None:
    done = CliRunner().invoke(app, [*words[act], *option], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert actors(owner) == {(act, f"person:{name}")}
    for listing in (["runs"], ["audit", "list"]):
        assert f"person:{name}" in CliRunner().invoke(app, [*listing, "--org", str(org_id)]).output


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", ["", " ", "a" * 101, "Ada\nLovelace"])
def test_a_name_that_cannot_be_used_stops_an_act_before_it_begins(
    words: dict[str, list[str]], owner: psycopg.Connection, act: str, name: str
) -> None:
    done = CliRunner().invoke(app, [*words[act], "--as", name])
    assert isinstance(done.exception, RefusedError)
    assert "--as" in str(done.exception)
    assert actors(owner) == set()


@pytest.mark.parametrize(
    ("requested_by", "actor"), [("Ada Lovelace", "person:Ada Lovelace"), (None, "system:erase-interview")]
)
async def test_a_run_of_a_deployment_is_on_record_under_whoever_asked_for_it(
    database_url: str, org_id: UUID, owner: psycopg.Connection, requested_by: str | None, actor: str
) -> None:
    """A run that nobody's name came with goes by the job's."""
    settings = Settings(database_url=SecretStr(database_url))
    job = "erase-interview"
    async with job_run(settings, job, org_id, {}, "1", lease_job=SCAN, requested_by=requested_by) as run:
        assert run.context.actor == actor
    assert actors(owner) == {(job, actor)}
