"""``theme-scan``: the commands a person types."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from cli.lazy_group import LazyGroup
from cli.terminal.screen import Screen, escape
from errors import sentence

app = typer.Typer(
    name="theme-scan",
    cls=LazyGroup,
    epilog="Exit status: 0 done, 1 a fault that the last line names, 2 a wrong option, 3 nothing done: "
    "another run holds the organisation (of audit verify: a broken chain), 130 Ctrl-C, 141 whoever read the "
    "output went away.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
_UNREAD = 141
"""The exit status of a program whose reader went away, such as head."""


def _version(wanted: bool) -> None:
    if wanted:
        Screen().print(f"theme-scan {version('theme-scanner')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Find the themes that recur in an organisation's interviews, with the quotes that prove them."""


def main() -> None:
    """Run a command; a fault becomes one sentence and an exit status, Ctrl-C exit status 130."""
    try:
        app()
    except SystemExit as ended:
        # Both rich and typer make exit status 1 of it.
        if isinstance(ended.__context__, BrokenPipeError):
            sys.exit(_UNREAD)
        raise
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:  # noqa: BLE001 (no trace is an answer to a user)
        Screen(stderr=True).print(f"[red]Error:[/red] {escape(sentence(fault))}", soft_wrap=True)
        sys.exit(getattr(fault, "exit_status", 1))
