"""A group of commands, each imported when it is typed and not before.

A command that only reads themes need not wait for the libraries of all others.
"""

import ast
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from cli.terminal.local_option import local_option

COMMAND_MODULES: Mapping[str, tuple[str, ...]] = {
    "themes": ("themes", "show"),
    "interviews": ("interviews",),
    "speakers": ("speakers",),
    "runs": ("runs",),
    "preview": ("preview",),
    "import_interviews": ("import",),
    "scan": ("scan",),
    "curate": ("rename", "merge", "split", "reject", "restore", "pin"),
    "report": ("report",),
    "undo": ("revert", "erase"),
    "jobs": ("jobs", "run"),
    "doctor": ("doctor",),
    "demo": ("demo",),
    "up": ("up",),
    "serve": ("serve",),
    "migrate": ("migrate",),
}
"""The modules of ``cli.commands`` and the commands in each, in the order of the help."""
SUBGROUPS: Mapping[str, str] = {
    "study": "An organisation's study: its context and its codebook.",
    "audit": "Check the audit of an organisation, and read what its runs did.",
}
"""The modules that hold a group of commands of their own, with the help of each."""
_WITHOUT_CHOICE = frozenset({"preview", "demo", "up", "migrate"})
"""Modules whose commands need no database, or whose database is given."""
_MODULE_OF = {name: module for module, names in COMMAND_MODULES.items() for name in names}


class LazyGroup(TyperGroup):
    """Lists commands by their docstrings, and imports the one command that is called.

    Contexts and commands are of the copy of click that typer keeps private, hence ``Any``.
    """

    _is_resolving = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (click calls it so)
        """Return the names of all commands, in the order of the help."""
        return [*_MODULE_OF, *SUBGROUPS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return the command, or for a listing a stand-in that knows the summary alone."""
        if cmd_name not in _MODULE_OF and cmd_name not in SUBGROUPS:
            return None
        return _load(cmd_name) if self._is_resolving else TyperCommand(cmd_name, help=_summary(cmd_name))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that the first argument names, and import the command's module."""
        self._is_resolving = True
        try:
            return super().resolve_command(ctx, args)
        finally:
            self._is_resolving = False


def typed_name(function: str) -> str:
    """Return the name under which a function is typed: ``import_`` is typed as ``import``."""
    return function.strip("_").replace("_", "-")


@cache
def _load(name: str) -> Any:
    if name in SUBGROUPS:
        app: typer.Typer = import_module(f"cli.commands.{name}").app
        app.info.help = SUBGROUPS[name]
        app.info.name = name
        return get_command(app)
    app = typer.Typer()
    module = import_module(f"cli.commands.{_MODULE_OF[name]}")
    for function, example in module.COMMANDS.items():
        offered = function if _MODULE_OF[name] in _WITHOUT_CHOICE else local_option(function)
        app.command(typed_name(function.__name__), epilog=f"Example: {example}")(offered)
    return get_group(app).commands[name]


def _summary(name: str) -> str:
    """Return the first paragraph of the command's docstring, read from the source without an import."""
    if name in SUBGROUPS:
        return SUBGROUPS[name]
    source = Path(__file__).parent / "commands" / f"{_MODULE_OF[name]}.py"
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and typed_name(node.name) == name:
            return (ast.get_docstring(node) or "").partition("\n\n")[0]
    raise LookupError(f"The module {source.name} has no function for the command {name}.")
