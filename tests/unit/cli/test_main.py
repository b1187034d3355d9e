"""What ``theme-scan`` answers before any command is run."""

import subprocess
import sys
import tomllib
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from cli.lazy_group import COMMAND_MODULES, SUBGROUPS
from cli.main import app, main
from tests.support.documented_commands import PROJECT


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    answer = CliRunner().invoke(app, ["--version"])
    assert (answer.exit_code, answer.stdout) == (0, f"theme-scan {project['version']}\n")


def test_the_help_lists_every_command_with_the_summary_that_its_own_help_shows() -> None:
    listed = " ".join(CliRunner().invoke(app, ["--help"], env={"COLUMNS": "1000"}).stdout.split())
    for name in [name for names in COMMAND_MODULES.values() for name in names] + [*SUBGROUPS]:
        own = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "1000"}).stdout
        summary = next(line.strip() for line in own.splitlines()[2:] if line.strip())
        assert f"{name} {summary}" in listed


def test_every_module_of_commands_is_known() -> None:
    modules = {path.stem for path in (PROJECT / "cli" / "commands").glob("*.py")} - {"__init__"}
    assert modules == {*COMMAND_MODULES, *SUBGROUPS}


def test_the_help_and_a_mistyped_command_import_no_database_and_no_prefect() -> None:
    look = (
        "import sys; from cli.main import main\n"
        "try: main()\n"
        "except SystemExit: print({'sqlalchemy', 'prefect', 'httpx', 'numpy'} & set(sys.modules))"
    )
    for words in (["--help"], ["--version"], ["themse"]):
        ran = subprocess.run([sys.executable, "-c", look, *words], capture_output=True, text=True, check=True)
        assert ran.stdout.endswith("set()\n"), ran.stdout


def test_a_fault_that_nobody_foresaw_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with (
        patch("cli.commands.doctor.load_settings", side_effect=RuntimeError("Ann said so")),
        patch.object(sys, "argv", ["theme-scan", "doctor"]),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert "Unexpected RuntimeError at doctor.py" in said
    assert "Ann" not in said
    assert "Traceback" not in said
