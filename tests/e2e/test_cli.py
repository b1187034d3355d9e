"""The commands: what they print, and that a fault is one sentence with its remedy."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from cli.stack import Stack


def theme_scan(
    *words: object, environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command as a person would, in an environment without settings but for those given."""
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "DATABASE_"))
    }
    return subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", *map(str, words)],
        env=bare | dict(environment or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def prefect(stack: Stack, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "prefect", "deployment", "run", "theme-scan/theme-scan", *words]
    return subprocess.run(
        command, env=dict(stack.environment), capture_output=True, text=True, check=False, timeout=60
    )


class TestFaults:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("scan", "--org", "acme"), "--org"),
            (("scan", "--org", uuid4(), "--lookback-days", 0), "--lookback-days"),
            (("scan", "--org", uuid4(), "--max-interviews", 10_001), "--max-interviews"),
            (("import", "x.txt"), "--org"),
            (("scan", "--org", uuid4(), "--lookbakc", 3), "--lookbakc"),
        ],
    )
    def test_a_wrong_option_is_refused_by_its_name(self, words: tuple[object, ...], told: str) -> None:
        done = theme_scan(*words)
        assert done.returncode == 2
        assert told in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize(
        ("environment", "told"),
        [
            ({"DATABASE_URL": "mysql://root@localhost/db"}, "DATABASE_URL: Value error, must be a Postgres"),
            ({"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/db"}, "Check DATABASE_URL"),
            ({"LEASE_SECONDS": "soon"}, "LEASE_SECONDS"),
        ],
    )
    def test_a_wrong_setting_is_one_sentence_without_its_value(
        self, environment: Mapping[str, str], told: str
    ) -> None:
        done = theme_scan("themes", "--org", uuid4(), environment=environment)
        assert done.returncode == 1
        assert told in done.stderr
        assert "Traceback" not in done.stderr
        assert "hunter2" not in done.stderr + done.stdout

    def test_a_database_without_our_tables_names_the_command_that_makes_them(self, server: object) -> None:
        url = server.url("postgres")  # type: ignore[attr-defined]
        done = theme_scan("themes", "--org", uuid4(), environment={"DATABASE_URL": url})
        assert done.returncode == 1
        assert "theme-scan migrate" in done.stderr


@pytest.mark.e2e
class TestDeployment:
    @pytest.mark.parametrize(
        ("parameter", "told"),
        [
            ("org_id=acme", "org_id"),
            ("lookback_days=0", "lookback_days"),
            ("max_interviews=10001", "max_interviews"),
            ("dry_run=maybe", "dry_run"),
            ("lookbakc=3", "lookbakc"),
        ],
    )
    def test_a_wrong_parameter_is_refused_by_name_before_a_run_starts(
        self, stack: Stack, parameter: str, told: str
    ) -> None:
        org = [] if parameter.startswith("org_id") else ["-p", f"org_id={uuid4()}"]
        done = prefect(stack, *org, "-p", parameter)
        assert done.returncode != 0
        assert told in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr

    def test_the_organisation_is_required(self, stack: Stack) -> None:
        done = prefect(stack)
        assert done.returncode != 0
        assert "org_id" in done.stdout + done.stderr


@pytest.mark.e2e
def test_import_scan_and_themes_lead_from_a_file_to_its_quotes(
    stack: Stack, org_id: UUID, tmp_path: Path
) -> None:
    """Through the stack's worker; the commands find the running stack by its state folder."""
    for name in ("ana", "ben"):
        said = "The support never answers, I waited two weeks for a reply to my ticket."
        (tmp_path / f"{name}.txt").write_text(f"Nadia: And the support?\n{name.title()}: {said}\n")
    environment = {"STATE_DIR": str(stack.state_dir)}
    imported = theme_scan("import", tmp_path, "--org", org_id, environment=environment)
    rehearsed = theme_scan("scan", "--org", org_id, "--dry-run", environment=environment)
    nothing = theme_scan("themes", "--org", org_id, environment=environment)
    scanned = theme_scan("scan", "--org", org_id, environment=environment)
    slug = (
        theme_scan("themes", "--org", org_id, environment=environment).stdout.splitlines()[1].split("\t")[0]
    )
    shown = theme_scan("show", slug, "--org", org_id, environment=environment)

    assert "2 interviews created" in imported.stdout
    assert "Dry run, nothing was written" in rehearsed.stdout
    assert "no themes yet" in nothing.stdout
    assert "created" in scanned.stdout, scanned.stderr
    assert "waited two weeks" in " ".join(shown.stdout.split())
    assert "Ana, ana" in shown.stdout
