"""``theme-scan``: the commands a person types."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from cli.commands import audit, curate, doctor, interviews, jobs, preview, report, runs, themes, undo
from cli.commands.demo import demo
from cli.commands.study import studying
from cli.interview_files.importing import import_path
from cli.stack.follow_run import DEPLOYMENT, run_to_end
from cli.stack.serving import listening, serve, serve_stack
from cli.stack.stack import environment_of, local_stack, refuse_second
from cli.terminal.options import DryRun, LookbackDays, MaxInterviews, Org, Port, existing_path
from cli.terminal.scan_output import print_imported, print_report
from cli.terminal.screen import AsJson, Screen, escape
from errors import UserFacingError
from executor.database.migrate import migrate as migrate_database
from executor.database.opening import open_database
from executor.exceptions import AlreadyRunningError
from executor.unit_of_work import Executor
from settings import SettingsError, load_settings

app = typer.Typer(
    name="theme-scan",
    epilog="Exit status: 0 done, 1 a fault that the last line names, 2 a wrong option, 3 nothing done: "
    "another run holds the organisation (of audit verify: a broken chain), 130 Ctrl-C, 141 whoever read the "
    "output went away.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for module in (preview, themes, interviews, runs, curate, report, undo, jobs, doctor):
    for command, example in module.COMMANDS.items():
        app.command(epilog=f"Example: {example}")(command)
app.add_typer(studying, name="study")
app.add_typer(audit.app, name="audit")
console = Screen()


def _version(wanted: bool) -> None:
    if wanted:
        console.print(f"theme-scan {version('theme-scanner')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Find the themes that recur in an organisation's interviews, with the quotes that prove them."""


_BUSY = 3
"""The exit status when nothing was done because another run holds the organisation."""
_UNREAD = 141
"""What a shell tells of a program whose reader went away, such as head."""


@app.command("demo", epilog="Example: theme-scan demo")
def demo_command() -> None:
    """Run the whole job on the sample interviews, from nothing, and leave nothing running."""
    demo(load_settings(), Screen(plain=False))


@app.command(epilog="Example: theme-scan up --port 4200")
def up(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The Prefect server's port.")] = None,
    endpoint_port: Port = 8000,
) -> None:
    """Keep Postgres, a Prefect server, a worker and the endpoint running until Ctrl-C."""
    settings = load_settings()
    refuse_second(settings.state_dir)
    if settings.database_url:
        with open_database(settings):  # to hear of a fault before everything else starts
            pass
    with (
        listening("127.0.0.1", endpoint_port, "--endpoint-port") as listener,
        local_stack(settings.state_dir, port=port, environment=environment_of(settings)) as stack,
        open_database(settings),
    ):
        console.print(
            f"Prefect UI: {stack.url}\nLogs: {escape(str(stack.logs))}\nStop with Ctrl-C.", soft_wrap=True
        )
        serve_stack(settings, stack, listener, console)


@app.command("serve", epilog="Example: theme-scan serve --host 0.0.0.0 --port 8000")
def serve_command(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1", port: Port = 8000
) -> None:
    """Serve the endpoint that starts jobs over HTTP, until Ctrl-C."""
    serve(load_settings(), host, port)


@app.command("import", epilog="Example: theme-scan import interviews --org ORG --date-from-file")
def import_command(
    path: Annotated[str, typer.Argument(help="A file, or a folder of files.")],
    org: Org,
    date_from_file: Annotated[
        bool, typer.Option("--date-from-file", help="Date interviews by when their files were last changed.")
    ] = False,
) -> None:
    """Store interviews from .txt, .md, .vtt, .srt, .json, .jsonl and .csv files.

    Ends with exit status 1 if something could not be read; the rest is stored all the same.
    """
    found = existing_path(path)
    settings = load_settings()
    with open_database(settings) as database:
        imported = import_path(
            Executor(database),
            org,
            found,
            date_from_file=date_from_file,
            console=Screen(stderr=True),
            lease_seconds=settings.lease_seconds,
            min_interviews=settings.min_interviews_per_theme,
        )
    print_imported(console, imported)
    raise typer.Exit(1 if imported.faults else 0)


@app.command(epilog="Example: theme-scan scan --org ORG --lookback-days 90 --dry-run")
def scan(
    org: Org,
    lookback_days: LookbackDays = 30,
    max_interviews: MaxInterviews = 50,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Scan an organisation's interviews through the deployment, and print the report."""
    parameters = {"lookback_days": lookback_days, "max_interviews": max_interviews, "dry_run": dry_run}
    report = run_to_end(load_settings(), DEPLOYMENT, org, parameters, Screen(stderr=True)).report or {}
    if as_json:
        console.json(report)
    else:
        print_report(console, report, org)


@app.command(epilog="Example: theme-scan migrate")
def migrate() -> None:
    """Create or upgrade the tables in the database of DATABASE_URL, which must log in as their owner."""
    settings = load_settings()
    if settings.database_url is None:
        raise SettingsError("DATABASE_URL: not set. The embedded Postgres needs no migration by hand.")
    migrate_database(settings.database_url.get_secret_value(), settings.database_role)
    console.print("The database is up to date.")


def main() -> None:
    """Run a command; a fault becomes one sentence and an exit status, Ctrl-C exit status 130."""
    try:
        app()
    except SystemExit as ended:
        # Both rich and typer make exit status 1 of it.
        if isinstance(ended.__context__, BrokenPipeError):
            sys.exit(_UNREAD)
        raise
    except UserFacingError as error:
        Screen(stderr=True).print(f"[red]Error:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(_BUSY if isinstance(error, AlreadyRunningError) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
