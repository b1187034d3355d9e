"""The option ``--local``, by which a command asks for the embedded database."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, TypeVar

import typer

asked_for_local: ContextVar[bool] = ContextVar("asked for the embedded database", default=False)
"""Whether the command that runs was given ``--local``."""

Command = TypeVar("Command", bound=Callable[..., None])
_Local = Annotated[
    bool,
    typer.Option("--local", help="Work on the embedded database in STATE_DIR (.state); make it if need be."),
]


def local_option(command: Command) -> Command:
    """Give a command the option ``--local``, which ``command_settings`` heeds."""

    @wraps(command)
    def run(*arguments: Any, local: bool = False, **options: Any) -> None:
        asked_for_local.set(local)
        command(*arguments, **options)

    known = signature(command)
    option = Parameter("local", Parameter.KEYWORD_ONLY, default=False, annotation=_Local)
    run.__signature__ = known.replace(parameters=[*known.parameters.values(), option])  # type: ignore[attr-defined]
    run.__annotations__ = {**command.__annotations__, "local": _Local}
    return run  # type: ignore[return-value]
