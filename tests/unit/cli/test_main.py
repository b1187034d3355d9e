"""What ``theme-scan`` answers before any command is run."""

import tomllib

from typer.testing import CliRunner

from cli.main import app
from tests.support.documented_commands import PROJECT


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    answer = CliRunner().invoke(app, ["--version"])
    assert (answer.exit_code, answer.stdout) == (0, f"theme-scan {project['version']}\n")
