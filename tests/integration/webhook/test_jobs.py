"""The list of jobs, and adding to it."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from prefect.server.utilities.user_templates import render_user_template_sync

from flows.jobs import JOBS, Job

PROJECT = Path(__file__).parents[3]
DEPLOYMENTS = {
    found["name"]: found for found in yaml.safe_load((PROJECT / "prefect.yaml").read_text())["deployments"]
}


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_every_job_is_deployed_under_its_own_name(job: Job) -> None:
    for flow in (job.flow, job.for_all):
        if flow is not None:
            path, _, function = DEPLOYMENTS[flow.name]["entrypoint"].partition(":")
            assert function == flow.fn.__name__
            assert (PROJECT / path).samefile(flow.fn.__code__.co_filename)


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_every_job_works_for_one_organisation_and_can_be_rehearsed(job: Job) -> None:
    fields = job.parameters.model_fields
    assert fields["org_id"].is_required()
    assert fields["dry_run"].default is False


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_prefect_refuses_a_malformed_id_before_a_run_starts(name: str) -> None:
    """It checks patterns alone, so every parameter that is a UUID has one."""
    path, _, function = DEPLOYMENTS[name]["entrypoint"].partition(":")
    flow = getattr(import_module(path.removesuffix(".py").replace("/", ".")), function)
    ids = {field: told for field, told in flow.parameters.properties.items() if told.get("format") == "uuid"}
    assert set(ids) == {field for field in flow.parameters.properties if field.endswith("_id")}
    for told in ids.values():
        assert re.search(told["pattern"], str(uuid4()))
        assert not re.search(told["pattern"], "abc")


def test_nightly_jobs_run_in_utc() -> None:
    nightly = {name: found for name, found in DEPLOYMENTS.items() if "schedules" in found}
    assert {"theme-scan-all-orgs", "confidence-decay-all-orgs"} <= set(nightly)
    assert nightly["theme-scan-all-orgs"]["schedules"][0]["cron"] == "0 6 * * *"
    for deployment in nightly.values():
        assert deployment["schedules"][0]["timezone"] == "UTC"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({}, [30, 50, False]),
        ({"lookback_days": None, "max_interviews": None, "dry_run": None}, [30, 50, False]),
        ({"lookback_days": 7, "max_interviews": 5, "dry_run": True}, [7, 5, True]),
        ({"lookback_days": 0, "max_interviews": "", "dry_run": False}, [0, "", False]),
    ],
    ids=["absent", "null", "given", "given but falsy"],
)
def test_a_parameter_that_an_event_lacks_or_has_as_null_gets_the_default_and_no_other_does(
    payload: dict[str, object], expected: list[object]
) -> None:
    parameters = DEPLOYMENTS["theme-scan"]["triggers"][0]["parameters"]
    templates = [
        parameters[name]["value"]["template"] for name in ("lookback_days", "max_interviews", "dry_run")
    ]
    context = {"event": {"payload": payload}}
    assert [json.loads(render_user_template_sync(one, context)) for one in templates] == expected


def test_no_deployment_takes_a_slot_that_a_crash_of_the_server_would_keep() -> None:
    """Our own claims keep runs apart; they expire."""
    assert not any("concurrency_limit" in found for found in DEPLOYMENTS.values())


@pytest.fixture
def with_new_job(tmp_path: Path) -> Path:
    """A copy of the project to which a job was added by the commands of the documentation."""
    project = tmp_path / "project"
    shutil.copytree(
        PROJECT, project, ignore=shutil.ignore_patterns(".*", "docs", "__pycache__", "evaluation")
    )
    page = (PROJECT / "docs" / "how-to" / "adding-a-job.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```bash\n(.*?)```", page, re.DOTALL)
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", textwrap.dedent("   " + recipe.strip())], cwd=project, check=True
    )
    return project


def test_a_job_added_by_the_recipe_is_deployed_and_refuses_what_all_jobs_refuse(with_new_job: Path) -> None:
    for command in (["ruff", "format", "--check", "flows"], ["ruff", "check", "flows"]):
        passes(with_new_job, command)
    told = passes(with_new_job, ["python", "-c", _DESCRIBED])
    schema = json.loads(told)
    ours = JOBS["confidence-decay"].parameters.model_json_schema()
    assert (schema["required"], schema["properties"]) == (["org_id"], ours["properties"])
    deployments = yaml.safe_load((with_new_job / "prefect.yaml").read_text())["deployments"]
    names = [found["name"] for found in deployments]
    assert names[-2:] == ["stale-links", "stale-links-all-orgs"]
    assert len(set(names)) == len(names)


_DESCRIBED = """
import json
from flows.jobs import JOBS
print(json.dumps(JOBS["stale-links"].parameters.model_json_schema()))
"""


@pytest.mark.slow
def test_a_job_added_by_the_recipe_passes_types_imports_and_the_checks_of_the_list(
    with_new_job: Path,
) -> None:
    tests = ["tests/integration/webhook/test_jobs.py", "-k", "every_job"]
    for command in (["mypy"], ["lint-imports"], ["pytest", "-p", "no:cacheprovider", *tests]):
        passes(with_new_job, command)


def passes(project: Path, command: list[str]) -> str:
    """Run a program in a project, which must end well; return what it prints."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [program, *command[1:]],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
