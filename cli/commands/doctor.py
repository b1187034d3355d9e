"""``theme-scan doctor``: is everything in order, and if not, what to do."""

from collections.abc import Callable, Iterator
from uuid import UUID

import typer

from cli.checks.check import Check
from cli.checks.misspelt_settings import misspelt
from cli.terminal.options import MaybeOrg
from cli.terminal.screen import AsJson, Screen, escape
from settings import SettingsError, load_settings


def doctor(as_json: AsJson = False, org: MaybeOrg = None) -> None:
    """Check settings, database, role, rights, interviews, Prefect, deployments, nights, worker and model.

    With --org, the interviews of that organisation are looked for.

    Ends with exit status 1 if anything is wrong. Asks the model nothing, so it costs nothing.
    """
    screen = Screen()
    found = []
    for check in _checks(org):
        found.append(check)
        if not as_json:
            mark = "[green]ok[/green]   " if check.ok else "[red]fault[/red]"
            screen.print(f"{mark}  {check.name:12} {escape(check.told)}")
    if as_json:
        screen.json({"ok": all(check.ok for check in found), "checks": [c.model_dump() for c in found]})
    raise typer.Exit(0 if all(check.ok for check in found) else 1)


def _checks(org: UUID | None) -> Iterator[Check]:
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Check(name="settings", ok=False, told=" ".join(str(error).splitlines()))
        return
    close = misspelt()
    well = "Every variable has a value that can be used."
    yield Check(name="settings", ok=not close, told=" ".join(close) or well)
    # Imported here because it takes what only a scan needs, and Prefect would stumble over a faulty .env.
    from cli.checks.database_and_models import checks

    yield from checks(settings, org)


COMMANDS: dict[Callable[..., None], str] = {doctor: "theme-scan doctor --json"}
"""The command, with an example for its help."""
