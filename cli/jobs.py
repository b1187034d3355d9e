"""Jobs from the command line: which there are, and running any of them for an organisation."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console

from cli.options import DryRun, Org
from cli.processes import StackError
from cli.scanning import any_prefect, follow
from executor import reading
from executor.connect import open_database
from settings import load_settings

console = Console(highlight=False)


def jobs() -> None:
    """List the jobs, with their parameters."""
    from flows.jobs import JOBS  # takes seconds, which other commands need not wait

    for job in JOBS.values():
        console.print(f"[b]{job.name}[/b] (version {job.version}): {job.description}", soft_wrap=True)
        for name, field in job.parameters.model_fields.items():
            default = "required" if field.is_required() else f"default {json.dumps(field.default)}"
            console.print(f"  {name} ({default}): {field.description or ''}", soft_wrap=True, markup=False)


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
    settings = load_settings()
    aside = Console(stderr=True, highlight=False)
    with any_prefect(settings, aside) as runs, open_database(settings) as database:
        run_id = runs.start(job.deployment, parameters)
        ended = follow(runs, run_id, aside)
        if not ended.completed:
            raise StackError(f"The run {run_id} did not complete. {ended.message}")
        with database.org_transaction(org) as connection:
            record = reading.run_record(connection, run_id)
    if record is None:
        raise StackError(
            f"The worker wrote run {run_id} to another database: give both the same DATABASE_URL."
        )
    typer.echo(json.dumps(record.report, indent=2, ensure_ascii=False))


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
