"""``theme-scan serve``: the endpoint alone."""

from collections.abc import Callable
from typing import Annotated

import typer

from cli.stack import serving
from cli.stack.database_choice import command_settings
from cli.terminal.options import Port


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1", port: Port = 8000
) -> None:
    """Serve the endpoint that starts jobs over HTTP, until Ctrl-C."""
    serving.serve(command_settings(), host, port)


COMMANDS: dict[Callable[..., None], str] = {serve: "theme-scan serve --host 0.0.0.0 --port 8000"}
"""The command, with an example for its help."""
