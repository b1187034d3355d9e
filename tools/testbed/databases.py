"""Databases that are cloned from one migrated template, and the superuser's way into them."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import sql

from executor.database.migrate import migrate
from executor.local_postgres.server import Server

ROLE = "theme_scan_app"
TEMPLATE = "template_theme_scan"


def prepare(server: Server) -> None:
    """Migrate the template database that others are cloned from."""
    server.ensure_database(TEMPLATE)
    migrate(server.url(TEMPLATE), ROLE)


@contextmanager
def as_owner(server: Server, database: str) -> Iterator[psycopg.Connection]:
    """A connection as the database's superuser, past all the rules, in autocommit."""
    url = server.url(database).replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set search_path = theme_scan, public")
        yield connection


@contextmanager
def cloned(server: Server, template: str = TEMPLATE) -> Iterator[str]:
    """A fresh database, removed at the end; nobody may be connected to the one it is a copy of."""
    name = f"test_{uuid4().hex}"
    with as_owner(server, "postgres") as connection:
        connection.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    try:
        yield name
    finally:
        with as_owner(server, "postgres") as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
