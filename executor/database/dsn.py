"""The address of the database: read in any of its forms, and told without its password."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from executor.exceptions import DatabaseUnreachableError


def parsed(url: str) -> URL:
    """An address as the settings allow it."""
    return make_url(url).set(drivername="postgresql+psycopg")


def without_password(url: URL) -> str:
    """The address for messages: no password, which may stand among the options too."""
    options = {name: value for name, value in url.query.items() if name in ("host", "port")}
    return url.set(query=options).render_as_string(hide_password=True)


def unreachable(url: URL, error: DBAPIError) -> DatabaseUnreachableError:
    """What to raise when no connection could be made."""
    reason = str(error.orig).strip().splitlines()[0].strip()
    return DatabaseUnreachableError(
        f"Cannot reach the database at {without_password(url)} ({reason}). Check DATABASE_URL "
        "and that the server is running."
    )
