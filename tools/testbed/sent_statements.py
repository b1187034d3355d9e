"""Counting what is sent to the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from executor.database.connection import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is sent to the server within the block: statements, savepoints, BEGIN and COMMIT."""
    sent: list[str] = []
    listeners: dict[str, Callable[..., Any]] = {
        "before_cursor_execute": lambda _c, _cursor, statement, *_: sent.append(statement),
        "begin": lambda _c: sent.append("BEGIN"),
        "commit": lambda _c: sent.append("COMMIT"),
        "rollback": lambda _c: sent.append("ROLLBACK"),
    }
    for name, listener in listeners.items():
        event.listen(database._engine, name, listener)
    yield sent
    for name, listener in listeners.items():
        event.remove(database._engine, name, listener)
