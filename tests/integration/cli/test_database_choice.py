"""A command works on the database that was asked for, and never makes an empty one in silence."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from cli.stack.stack import PROJECT
from executor.database.opening import open_database
from executor.exceptions import NoDatabaseError
from settings import SettingsError, load_settings

ORG = str(uuid4())


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another folder than the checkout's, without any setting."""
    for name in ("DATABASE_URL", "STATE_DIR", "PREFECT_API_URL", "PREFECT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_PROFILES_PATH", str(tmp_path / "profiles.toml"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed(*options: str) -> Result:
    return CliRunner().invoke(app, ["themes", "--org", ORG, *options])


def refusal(result: Result) -> str:
    assert isinstance(result.exception, SettingsError)
    return str(result.exception)


def test_in_a_folder_without_a_database_nothing_is_made_and_the_remedy_is_named(elsewhere: Path) -> None:
    told = refusal(listed())
    assert f"no embedded database in {elsewhere / '.state'}" in told
    assert "Set DATABASE_URL" in told
    assert "--local" in told
    assert list(elsewhere.iterdir()) == []


def test_local_makes_one_which_later_commands_of_the_folder_use_and_name_first(elsewhere: Path) -> None:
    assert listed("--local").exit_code == 0
    later = listed()
    assert later.exit_code == 0
    assert later.stderr.splitlines()[0] == f"Database: the embedded one in {elsewhere / '.state'}."
    assert later.stdout == listed("--local").stdout


def test_a_state_folder_that_another_checkout_made_is_left_alone(elsewhere: Path) -> None:
    (elsewhere / ".state" / "postgres").mkdir(parents=True)
    assert "another checkout made" in refusal(listed())
    (elsewhere / ".state" / "checkout").write_text("/somewhere/else\n")
    assert "another checkout made" in refusal(listed())
    assert list((elsewhere / ".state" / "postgres").iterdir()) == []


def test_an_empty_address_is_a_lost_one_whatever_is_in_the_folder(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".state" / "postgres").mkdir(parents=True)
    (elsewhere / ".state" / "checkout").write_text(f"{PROJECT}\n")
    monkeypatch.setenv("DATABASE_URL", "")
    assert refusal(listed()).startswith("DATABASE_URL: empty.")
    monkeypatch.delenv("DATABASE_URL")
    (elsewhere / ".env").write_text("DATABASE_URL=\n")
    assert refusal(listed()).startswith("DATABASE_URL: empty.")


@pytest.mark.parametrize("where", ["environment", "profile", ".env"])
def test_beside_a_configured_prefect_no_embedded_database_is_used_in_silence(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    (elsewhere / ".state" / "postgres").mkdir(parents=True)
    (elsewhere / ".state" / "checkout").write_text(f"{PROJECT}\n")
    server = "http://prefect.example/api"
    if where == "environment":
        monkeypatch.setenv("PREFECT_API_URL", server)
    elif where == ".env":
        (elsewhere / ".env").write_text(f"PREFECT_API_URL={server}\n")
    else:
        profile = f'active = "a"\n[profiles.a]\nPREFECT_API_URL = "{server}"\n'
        (elsewhere / "profiles.toml").write_text(profile)
    for command in (["themes", "--org", ORG], ["scan", "--org", ORG], ["serve"]):
        monkeypatch.setenv("INTERNAL_SHARED_SECRET", "secret")
        told = refusal(CliRunner().invoke(app, command))
        assert f"a Prefect server is configured at {server}" in told


def test_a_deployed_run_never_works_on_an_embedded_database(elsewhere: Path) -> None:
    """Its settings are those of its environment, in which nobody can ask for one."""
    os.environ.pop("DATABASE_URL", None)
    with (
        pytest.raises(NoDatabaseError, match="Set it to the address of your Postgres"),
        open_database(load_settings()),
    ):
        pass
    assert list(elsewhere.iterdir()) == []


def test_the_doctor_makes_no_database_and_says_what_to_set(elsewhere: Path) -> None:
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "fault  database     DATABASE_URL: not set" in done.stdout.replace("\n", " ")
    assert not (elsewhere / ".state").exists()
