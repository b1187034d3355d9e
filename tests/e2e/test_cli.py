"""The commands: what they print, and that a fault is one sentence with its remedy."""

import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from prefect.testing.cli import CycloptsCliRunner

from cli.main import main
from cli.stack.stack import Stack
from executor.local_postgres.server import Server
from flows.runtime.prefect_client import PrefectError, flow_runs
from tests.support.documented_commands import printed

Typed = Callable[..., "Printed"]


class Printed(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def theme_scan(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs a command as the shell would, in an environment without settings but for those given."""
    for name in os.environ:
        if name.startswith(("OPENAI_", "DATABASE_")):
            monkeypatch.delenv(name)

    def typed(*words: object, environment: Mapping[str, str] | None = None) -> Printed:
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["theme-scan", *map(str, words)])
            for name, value in (environment or {}).items():
                patched.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        return Printed(int(ended.value.code or 0), *capsys.readouterr())

    return typed


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
    def test_a_wrong_option_is_refused_by_its_name(
        self, theme_scan: Typed, words: tuple[object, ...], told: str
    ) -> None:
        done = theme_scan(*words)
        assert done.status == 2
        assert told in done.err
        assert "Traceback" not in done.err

    @pytest.mark.parametrize(
        ("environment", "told"),
        [
            ({"DATABASE_URL": "mysql://root@localhost/db"}, "DATABASE_URL: must be a Postgres"),
            ({"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/db"}, "Check DATABASE_URL"),
            ({"LEASE_SECONDS": "soon"}, "LEASE_SECONDS"),
        ],
    )
    def test_a_wrong_setting_is_one_sentence_without_its_value(
        self, theme_scan: Typed, environment: Mapping[str, str], told: str
    ) -> None:
        done = theme_scan("themes", "--org", uuid4(), environment=environment)
        assert done.status == 1
        assert told in done.err
        assert "Traceback" not in done.err
        assert "hunter2" not in done.err + done.out

    def test_a_database_without_our_tables_names_the_command_that_makes_them(
        self, theme_scan: Typed, server: Server
    ) -> None:
        url = server.url("postgres")
        done = theme_scan("themes", "--org", uuid4(), environment={"DATABASE_URL": url})
        assert done.status == 1
        assert "theme-scan migrate" in done.err


@pytest.mark.e2e
class TestDeployment:
    @pytest.mark.parametrize(
        ("parameter", "told"),
        [
            ({"org_id": "acme"}, "org_id"),
            ({"lookback_days": 0}, "lookback_days"),
            ({"max_interviews": 10_001}, "max_interviews"),
            ({"dry_run": "maybe"}, "dry_run"),
            ({"org_id": None}, "org_id"),
        ],
    )
    def test_a_wrong_parameter_is_refused_by_name_before_a_run_starts(
        self, stack: Stack, parameter: Mapping[str, object], told: str
    ) -> None:
        with flow_runs(stack.api) as runs, pytest.raises(PrefectError, match=told):
            runs.start("theme-scan/theme-scan", {"org_id": str(uuid4()), **parameter})

    @pytest.mark.parametrize(("words", "told"), [((), "org_id"), (("-p", "lookbakc=3"), "lookbakc")])
    def test_the_command_of_prefect_names_it_too(
        self, prefect: Stack, words: tuple[str, ...], told: str
    ) -> None:
        org = ("-p", f"org_id={uuid4()}") if words else ()
        done = CycloptsCliRunner().invoke(["deployment", "run", "theme-scan/theme-scan", *org, *words])
        assert done.exit_code != 0
        assert told in done.output
        assert "Traceback" not in done.output


@pytest.mark.e2e
# The test of the demo goes the same way with the sample study.
@pytest.mark.slow
def test_import_scan_and_themes_lead_from_a_file_to_its_quotes(
    stack: Stack, theme_scan: Typed, org_id: UUID, tmp_path: Path
) -> None:
    """Through the stack's worker; the commands find the running stack by its state folder.

    The scans are those that the documentation prints.
    """
    for name in ("ana", "ben"):
        said = "The support never answers, I waited two weeks for a reply to my ticket."
        (tmp_path / f"{name}.txt").write_text(f"Nadia: And the support?\n{name.title()}: {said}\n")
    for_org = partial(theme_scan, environment={"STATE_DIR": str(stack.state_dir)})
    rehearsal, scan, *_ = printed("theme-scan", "scan", {"ORG": org_id})
    imported = for_org("import", tmp_path, "--org", org_id)
    rehearsed = for_org(*rehearsal)
    nothing = for_org("themes", "--org", org_id)
    scanned = for_org(*scan)
    slug = for_org("themes", "--org", org_id).out.splitlines()[1].split("\t")[0]
    shown = for_org("show", slug, "--org", org_id)

    assert "2 interviews created" in imported.out
    assert "Dry run: nothing was written" in rehearsed.out
    assert "2 interviews and no themes: run theme-scan scan" in nothing.out
    assert "created" in scanned.out, scanned.err
    assert "waited two weeks" in " ".join(shown.out.split())
    assert "Ana, ana" in shown.out
