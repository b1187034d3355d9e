"""Jobs from the command line: which there are, and running any of them for an organisation."""

import json
from collections.abc import Callable
from typing import Annotated, Any

import typer

from cli.stack.database_choice import command_settings
from cli.stack.follow_run import run_to_end
from cli.stack.programs import StackError
from cli.terminal.options import DryRun, Org
from cli.terminal.screen import Screen


def jobs() -> None:
    """List the jobs, with their parameters."""
    from flows.jobs import JOBS  # takes seconds, which other commands need not wait

    screen = Screen()
    for job in JOBS.values():
        screen.print(f"[b]{job.name}[/b] (version {job.version}): {job.description}", soft_wrap=True)
        for name, field in job.parameters.model_fields.items():
            default = "required" if field.is_required() else f"default {json.dumps(field.default)}"
            screen.print(f"  {name} ({default}): {field.description or ''}", soft_wrap=True, markup=False)


def run(
    name: Annotated[str, typer.Argument(metavar="JOB", help="The job; `theme-scan jobs` lists them.")],
    org: Org,
    dry_run: DryRun = False,
    parameter: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="Another parameter, as NAME=VALUE.")
    ] = None,
) -> None:
    """Run any job for an organisation through its deployment, and print its report as JSON."""
    from flows.jobs import JOBS

    if name not in JOBS:
        raise StackError(f"There is no job {name}: choose one of {', '.join(JOBS)}.")
    job = JOBS[name]
    parameters = _checked(
        job.parameters, {"org_id": str(org), "dry_run": dry_run, **_values(parameter or [])}
    )
    aside = Screen(stderr=True)
    Screen().json(run_to_end(command_settings(), job.deployment, org, parameters, aside).report)


COMMANDS: dict[Callable[..., None], str] = {
    jobs: "theme-scan jobs",
    run: "theme-scan run confidence-decay --org ORG --param half_life_days=60",
}
"""The commands, each with an example for its help."""


def _values(given: list[str]) -> dict[str, Any]:
    """NAME=VALUE pairs, each value as JSON where it is some, and as text otherwise."""
    values: dict[str, Any] = {}
    for pair in given:
        name, found, value = pair.partition("=")
        if not found:
            raise StackError(f"--param {pair}: write it as NAME=VALUE.")
        try:
            values[name] = json.loads(value)
        except ValueError:
            values[name] = value
    return values


def _checked(model: Any, given: dict[str, Any]) -> dict[str, Any]:
    from webhook.body import BadRequest, parse

    try:
        return parse(json.dumps(given).encode(), model)
    except BadRequest as fault:
        raise StackError(f"{fault}.") from None
