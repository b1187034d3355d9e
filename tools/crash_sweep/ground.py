"""The ground that every trial starts from: databases as they are before and after a clean scan."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from executor.database.connection import Database
from executor.local_postgres.server import Server
from executor.unit_of_work import Executor
from tools.crash_sweep.figures import State, state
from tools.crash_sweep.runs import EARLIER, LATER, ORG, SCANNED, Ended, Run, carry_out
from tools.testbed.databases import ROLE, as_owner, cloned
from tools.testbed.organisation import Panel


@dataclass(frozen=True)
class Work:
    """One kind of work: the database it starts from, what a clean run of it leaves, and its length."""

    kind: str
    template: str
    clean: State
    statements: int


@dataclass(frozen=True)
class Ground:
    """A server with the works to try."""

    server: Server
    scan: Work
    revert: Work


@contextmanager
def ground(server: Server) -> Iterator[Ground]:
    """Lay the ground on a prepared server, with one undisturbed scan and one undisturbed revert."""
    with ExitStack() as databases:
        before = databases.enter_context(cloned(server))
        _found_earlier(server, before)
        after = databases.enter_context(cloned(server, before))
        scanned = _undisturbed(server, "scan", after)
        back = databases.enter_context(cloned(server, after))
        reverted = _undisturbed(server, "revert", back)
        assert _state(server, back).rows == _state(server, before).rows != _state(server, after).rows
        yield Ground(
            server,
            Work("scan", before, _state(server, after), scanned.statements),
            Work("revert", after, _state(server, back), reverted.statements),
        )


def _found_earlier(server: Server, database: str) -> None:
    opened = Database(server.url(database), ROLE)
    panel = Panel(Executor(opened), ORG)
    panel.add(*LATER)
    panel.scan(EARLIER)
    opened.close()


def _undisturbed(server: Server, kind: str, database: str) -> Ended:
    ended = carry_out(Run(kind, server.url(database), SCANNED))
    assert ended.how == "done", ended
    return ended


def _state(server: Server, database: str) -> State:
    with as_owner(server, database) as owner:
        return state(owner)
