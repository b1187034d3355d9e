"""``theme-scan up``: the local stack, until Ctrl-C."""

from collections.abc import Callable
from typing import Annotated

import typer

from cli.stack.database_choice import embedded_settings
from cli.stack.serving import listening, serve_stack
from cli.stack.stack import environment_of, local_stack, refuse_second
from cli.terminal.options import Port
from cli.terminal.screen import Screen, escape
from executor.database.opening import open_database
from settings import load_settings


def up(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The Prefect server's port.")] = None,
    endpoint_port: Port = 8000,
) -> None:
    """Keep Postgres, a Prefect server, a worker and the endpoint running until Ctrl-C."""
    settings, console = load_settings(), Screen()
    refuse_second(settings.state_dir)
    settings = settings if settings.database_url else embedded_settings(settings)
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


COMMANDS: dict[Callable[..., None], str] = {up: "theme-scan up --port 4200"}
"""The command, with an example for its help."""
