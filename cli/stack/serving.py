"""Serving the endpoint: over whichever Prefect server there is, until Ctrl-C."""

import json
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import uvicorn
from dotenv import dotenv_values
from pydantic import SecretStr

from cli.stack.programs import StackError
from cli.stack.stack import Stack, known_api, known_login, server_advice
from cli.terminal.screen import Screen
from executor.database.connection import translate_database_errors
from executor.database.opening import open_database
from executor.reads import scan_inputs
from flows.runtime.prefect_client import Advice, flow_runs
from settings import Settings, SettingsError

_SECRETS = ("INTERNAL_SHARED_SECRET", "INTERNAL_SHARED_SECRET_PREVIOUS", "CRON_SECRET")
_GRACE_SECONDS = 5
_LOOK_SECONDS = 0.5
_WINDOW = timedelta(days=30)
"""The default lookback of a scan."""


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the endpoint on a Prefect server that runs already.

    Raises SettingsError when a secret is missing or empty, StackError when no Prefect server is known.
    """
    check_secrets(settings)
    api = known_api(settings)
    if not api:
        raise StackError("No Prefect server is known: set PREFECT_API_URL, or keep one with `make up`.")
    with listening(host, port) as listener:
        _serve(settings, api, known_login(settings), listener, server_advice(settings))


@contextmanager
def listening(host: str, port: int, option: str = "--port") -> Iterator[socket.socket]:
    """Take the port, which the ``option`` names. Raises StackError when that is not possible."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]  # after which it repeats the address
        raise StackError(
            f"The endpoint cannot listen on port {port} of {host} ({why}): choose another with {option}."
        ) from None
    with listener:
        yield listener


def serve_stack(settings: Settings, stack: Stack, listener: socket.socket, screen: Screen) -> None:
    """Serve the endpoint of the local stack, with a secret made up if none is set.

    Raises StackError when a part of the stack ends, for without it the endpoint would only refuse.
    """
    # Importing Prefect makes its folder, which would otherwise be in the user's home.
    os.environ.setdefault("PREFECT_HOME", stack.environment["PREFECT_HOME"])
    shown = "$INTERNAL_SHARED_SECRET"
    if settings.internal_shared_secret is None:
        shown = secrets.token_urlsafe(24)
        settings = settings.model_copy(update={"internal_shared_secret": SecretStr(shown)})
    command = curl(f"http://127.0.0.1:{listener.getsockname()[1]}", shown, _organisation(settings))
    screen.print("Start a dry run:", command, sep="\n  ", markup=False, soft_wrap=True)
    try:
        _serve(settings, stack.api, {}, listener, stack.advice, lambda: stack.fault)
    except StackError:
        screen.print("A part of the stack has ended: stopping everything …")
        raise


def check_secrets(settings: Settings) -> None:
    """Raise SettingsError when the endpoint's secret is missing, or any of its secrets is set but empty."""
    given = {**dotenv_values(".env"), **os.environ}
    for name in _SECRETS:
        if given.get(name) == "":
            raise SettingsError(f"{name}: empty, so that anybody could call. Set it, or remove it.")
    if settings.internal_shared_secret is None:
        raise SettingsError(
            "INTERNAL_SHARED_SECRET: not set. Callers of the endpoint send it as X-Internal-Secret; make one "
            "with `openssl rand -hex 32`."
        )


def _organisation(settings: Settings) -> UUID:
    """One that has interviews for a scan to read; where there is none yet, any."""
    since = datetime.now(UTC) - _WINDOW
    with (
        open_database(settings) as database,
        translate_database_errors(),
        database.directory_transaction() as connection,
    ):
        return next(iter(scan_inputs.organisations(connection, since)), uuid4())


def curl(address: str, secret: str, org_id: UUID) -> str:
    """A command that starts a scan."""
    body = json.dumps({"org_id": str(org_id), "dry_run": True})
    return (
        f"curl -X POST {address}/api/internal/jobs/theme-scan -H 'Content-Type: application/json' "
        f"-H \"X-Internal-Secret: {secret}\" -d '{body}'"
    )


def _serve(
    settings: Settings,
    api: str,
    login: Mapping[str, str],
    listener: socket.socket,
    advice: Advice,
    fault: Callable[[], StackError | None] = lambda: None,
) -> None:
    # Imported here because it takes seconds that other commands need not wait.
    from webhook.app import create_app
    from webhook.slow_clients import ImpatientProtocol

    with flow_runs(api, login, advice) as runs, open_database(settings) as database:
        config = uvicorn.Config(
            create_app(settings, runs, database),
            http=ImpatientProtocol,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        serve_unless(uvicorn.Server(config), listener, fault)


def serve_unless(
    server: uvicorn.Server, listener: socket.socket, fault: Callable[[], StackError | None]
) -> None:
    """Serve until Ctrl-C, or until there is a fault, which is raised then."""
    found: list[StackError] = []
    done = threading.Event()

    def watch() -> None:
        while not found and not done.wait(_LOOK_SECONDS):
            if now := fault():
                found.append(now)
        server.should_exit = True

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        server.run(sockets=[listener])
    finally:
        done.set()
        watcher.join()
    if found:
        raise found[0]
