"""The Prefect server of the local stack: on a free port of the loopback interface, on our Postgres."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

import httpx

from cli.stack.programs import Household, Program, StackError
from executor.local_postgres.file_lock import poll
from executor.local_postgres.server import Server

START_SECONDS = 120
_PORT_TRIES = 5
_NAME = "prefect-server"
SERVER_LOG = f"{_NAME}.log"
"""The name of the server's log, in the folder of the stack's logs."""


@contextmanager
def prefect_server(
    household: Household, environment: Mapping[str, str], postgres: Server, port: int | None
) -> Iterator[tuple[str, Program]]:
    """Run a server and yield the address of its API and the program.

    Without a ``port``, any free one is taken.

    Raises StackError when it does not start, as when somebody else uses the port.
    """
    with ExitStack() as parts:
        for _ in range(1 if port else _PORT_TRIES):
            # Between being found free and being bound a port can be lost to somebody else.
            attempt = parts.enter_context(ExitStack())
            chosen = port or _free_port()
            api = f"http://127.0.0.1:{chosen}/api"
            program = attempt.enter_context(_start(household, environment, postgres, chosen))
            if _answers(program, api, environment["PREFECT_HOME"]):
                yield api, program
                return
            attempt.close()
            if not _is_taken(chosen):
                raise program.failed("ended while it started")
        raise StackError(
            f"The Prefect server's port {chosen} is in use by another program: choose another with "
            "`up --port`."
        )


@contextmanager
def _start(
    household: Household, environment: Mapping[str, str], postgres: Server, port: int
) -> Iterator[Program]:
    own = {
        **environment,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": postgres.url("prefect", driver="asyncpg"),
        "PREFECT_SERVER_UI_API_URL": f"http://127.0.0.1:{port}/api",
        # Saves a second; a block type that somebody uses is registered when they save a block.
        "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    }
    arguments = ["server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with household.running(_NAME, arguments, own, uses=postgres.claim) as program:
        yield program


def _answers(program: Program, api: str, home: str) -> bool:
    """Wait until the server answers, and say whether it does and is ours."""

    with httpx.Client(base_url=api, timeout=30) as client:

        def healthy() -> bool:
            try:
                return client.get("/health").is_success
            except httpx.TransportError:
                return False

        if not poll(lambda: program.ended or healthy(), START_SECONDS):
            raise program.failed(f"did not answer within {START_SECONDS} seconds")
        return not program.ended and _home(client) == home


def _home(client: httpx.Client) -> object:
    try:
        return client.get("/admin/settings").json().get("home")
    except (httpx.TransportError, ValueError, AttributeError):
        return None  # some other program's answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
