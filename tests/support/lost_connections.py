"""Connections that the server ends in the midst of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event


@contextmanager
def breaking(owner: psycopg.Connection, point: int) -> Iterator[list[int]]:
    """Have the server end the connection before the statement of that number; COMMIT is one too.

    What is yielded counts the statements of all pools. The connection that records a failure afterwards is
    spared.
    """
    counted: list[int] = []

    def before(connection: Any) -> None:
        counted.append(1)
        if len(counted) == point:
            pid = connection.connection.driver_connection.info.backend_pid
            owner.execute("select pg_terminate_backend(%s, 5000)", [pid])

    def statement(connection: Any, *_: Any) -> None:
        before(connection)

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", before)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", before)
