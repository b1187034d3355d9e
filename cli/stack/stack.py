"""The local stack: embedded Postgres, a Prefect server on it, a work pool, the deployments and a worker.

All programs listen on the loopback interface or a private socket and keep their files in one state
folder. They end with the block, or with this process if it is killed (see
``executor.local_postgres.process_keeper``).
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cli.stack.prefect_server import SERVER_LOG, prefect_server
from cli.stack.prefect_worker import prefect_worker
from cli.stack.programs import (
    Household,
    Program,
    StackBusyError,
    StackError,
    ending_on_signals,
    failed,
    make_private_folder,
    quiet_environment,
    usable,
)
from cli.terminal.screen import Screen, escape
from executor.database.opening import EMBEDDED_DATABASE, embedded_folder
from executor.local_postgres.file_lock import FileLock, poll
from executor.local_postgres.server import Server, embedded_postgres
from flows.runtime.prefect_client import ADVICE, Advice
from flows.runtime.prefect_settings import API_URL, configured_prefect
from settings import Settings

PROJECT = Path(__file__).parents[2]
_STOP_SECONDS = 30
_COMMAND_SECONDS = 120
_PATIENCE_SECONDS = 60
"""How long a command waits for a stack that is starting or stopping."""
_OWNER = "owner.lock"
_ENDED = "has ended by itself, and so everything else was stopped"


@dataclass(frozen=True)
class Stack:
    """A running stack."""

    url: str
    """Where the Prefect UI is."""
    state_dir: Path
    household: Household
    environment: Mapping[str, str]
    """The whole environment for a command that is to work with this stack; DATABASE_URL is in it."""
    postgres: Server
    programs: tuple[Program, ...]

    @property
    def logs(self) -> Path:
        """The folder of its programs' logs."""
        return self.household.logs

    @property
    def api(self) -> str:
        """The address of the Prefect server's API."""
        return f"{self.url}/api"

    @property
    def advice(self) -> Advice:
        """Sentences for a Prefect server of the stack that does not answer."""
        log = self.logs / SERVER_LOG
        return Advice(away=f"it ended by itself, see {log}", log=str(log))

    @property
    def fault(self) -> StackError | None:
        """The part that has ended by itself, if any; the stack is then no longer whole."""
        if self.postgres.ended:
            return failed("embedded Postgres", self.postgres.log, _ENDED)
        return next((program.failed(_ENDED) for program in self.programs if program.ended), None)

    def prefect(self, name: str, *words: str) -> str:
        """Run a ``prefect`` command, which ends with us at the latest, and return what it printed.

        ``name`` is what its log and errors call it. Raises StackError when it fails.
        """
        with self.household.running(name, words, self.environment) as program:
            program.finish(_COMMAND_SECONDS)
        return program.log.read_text()


@contextmanager
def local_stack(
    state_dir: Path, *, port: int | None = None, environment: Mapping[str, str], project: Path = PROJECT
) -> Iterator[Stack]:
    """Run the stack with the deployments of ``project/prefect.yaml``.

    ``port`` is the Prefect server's, by default any free one. ``environment`` is what the programs
    get besides; a DATABASE_URL in it is kept, otherwise the scanner uses the embedded Postgres.

    Raises StackBusyError when a stack runs on the folder already, StackError or EmbeddedPostgresError
    when a part does not start. SIGTERM and SIGHUP leave the block by SystemExit, so it belongs in the
    main thread.
    """
    with ExitStack() as parts:
        parts.enter_context(ending_on_signals())
        state_dir = make_private_folder(state_dir.absolute())
        claim = parts.enter_context(_only_one(state_dir))
        postgres = parts.enter_context(embedded_postgres(embedded_folder(state_dir)))
        for database in (EMBEDDED_DATABASE, "prefect"):
            postgres.ensure_database(database)
        household = Household(make_private_folder(state_dir / "logs"), project, claim)
        common = {
            **quiet_environment(environment),
            **_prefect_settings(state_dir),
            "DATABASE_URL": environment.get("DATABASE_URL") or postgres.url(EMBEDDED_DATABASE),
        }
        api, server = parts.enter_context(prefect_server(household, common, postgres, port))
        clients = {**common, "PREFECT_API_URL": api}
        worker = parts.enter_context(prefect_worker(household, clients, server))
        stack = Stack(api.removesuffix("/api"), state_dir, household, clients, postgres, (server, worker))
        parts.enter_context(_announced(stack))
        yield stack


def environment_of(settings: Settings) -> dict[str, str]:
    """Our environment with the database that the settings name, which may come from a file ``.env``."""
    others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    named = settings.database_url
    return {**others, "DATABASE_URL": named.get_secret_value()} if named else others


def known_api(settings: Settings) -> str | None:
    """The address of the Prefect server to use, or None if none is configured and none runs.

    PREFECT_API_URL comes first, then the local stack that runs on the state folder. Then come the
    other sources of Prefect's client: files of the current folder, and the active profile. Where
    the settings ask for the embedded database, the local stack is the only one. Raises StackError
    as ``running_api`` does.
    """
    if settings.may_embed:
        return running_api(settings.state_dir)
    named = os.environ.get(API_URL)
    return named or running_api(settings.state_dir) or configured_prefect().get(API_URL)


def known_login(settings: Settings) -> Mapping[str, str]:
    """What the server of ``known_api`` asks for; nothing for a local stack, which must see no other's key."""
    configured = configured_prefect()
    return configured if known_api(settings) == configured.get(API_URL) else {}


def server_advice(settings: Settings) -> Advice:
    """What to say when the server of ``known_api`` does not answer."""
    configured = configured_prefect().get(API_URL)
    if configured and known_api(settings) == configured:
        return ADVICE
    log = settings.state_dir.absolute() / "logs" / SERVER_LOG
    return Advice(
        away=f"it belongs to the stack of `make up`, so stop that and start it again; its log is {log}",
        log=str(log),
    )


def running_api(state_dir: Path) -> str | None:
    """The address of the Prefect API of the stack that runs on a folder, or None if none does.

    One that is starting or stopping is waited for. Raises StackError when that takes very long.
    """
    if _owned(state_dir) and not _announcement(state_dir):
        Screen(stderr=True).print(
            f"The stack on {escape(str(state_dir))} is starting or stopping: waiting for it …"
        )
        if not poll(lambda: bool(_announcement(state_dir)) or not _owned(state_dir), _PATIENCE_SECONDS):
            raise StackError(
                f"The stack on {state_dir} is still starting or stopping: see its logs in "
                f"{state_dir / 'logs'}, and try again later."
            )
    return (_announcement(state_dir) or None) if _owned(state_dir) else None


def stack_runs(state_dir: Path) -> bool:
    """Whether a stack runs on a folder, be it one that is only starting or still stopping."""
    return state_dir.exists() and _owned(state_dir)


def _owned(state_dir: Path) -> bool:
    """Whether a stack runs on a folder, be it one that is only starting or still stopping."""
    with usable(state_dir):
        if not (state_dir / _OWNER).exists():
            return False
        with FileLock(state_dir / _OWNER) as owner:
            return not owner.try_shared()  # several may look at once


def _announcement(state_dir: Path) -> str:
    """The address that a stack has announced; nothing while it starts or stops."""
    with suppress(FileNotFoundError):
        return _address_file(state_dir).read_text()
    return ""


@contextmanager
def _announced(stack: Stack) -> Iterator[None]:
    """Tell other commands the stack's address during the block."""
    _address_file(stack.state_dir).write_text(stack.api)
    try:
        yield
    finally:
        _address_file(stack.state_dir).unlink(missing_ok=True)


def _address_file(state_dir: Path) -> Path:
    return state_dir / "prefect-api-url"


def refuse_second(state_dir: Path) -> None:
    """Raise StackBusyError when a stack runs on the folder: said before its ports are found taken."""
    if _owned(state_dir):
        raise _busy(state_dir.absolute())


def _busy(state_dir: Path) -> StackBusyError:
    return StackBusyError(
        f"A stack is already running on {state_dir}. Stop that one, or choose another folder with STATE_DIR."
    )


@contextmanager
def _only_one(state_dir: Path) -> Iterator[int]:
    """Refuse to run twice on a folder; yield the file descriptor of a lock for the programs to share."""
    with ExitStack() as locks:
        with usable(state_dir):
            owner = locks.enter_context(FileLock(state_dir / _OWNER))
            programs = locks.enter_context(FileLock(state_dir / "programs.lock"))
        # Somebody who only looks whether a stack runs holds the lock for a moment.
        if not poll(owner.try_exclusive, 1):
            raise _busy(state_dir)
        # Files of a killed owner would lead commands to its old address while this stack starts.
        _address_file(state_dir).unlink(missing_ok=True)
        # An owner that was killed is gone at once; its programs take some seconds to end.
        if not poll(programs.try_exclusive, _STOP_SECONDS):
            raise StackError(f"Programs of an earlier stack on {state_dir} do not end: end them first.")
        yield programs.fileno()


def _prefect_settings(state_dir: Path) -> dict[str, str]:
    return {
        "PREFECT_HOME": str(make_private_folder(state_dir / "prefect")),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLI_COLORS": "false",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_WORKER_PREFETCH_SECONDS": "1",
    }
