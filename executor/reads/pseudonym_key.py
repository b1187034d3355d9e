"""The secret from which an organisation's pseudonyms are made; it never leaves the database's readers."""

import hashlib

from sqlalchemy import Connection, text

FIRST_CALL = text("select hash from tool_calls where org_id = (select current_org()) and seq = 1")


def pseudonym_key(connection: Connection) -> bytes:
    """Return a key that is the organisation's for good, made of the first link of its audit chain."""
    first = connection.execute(FIRST_CALL).scalar_one_or_none() or ""
    return hashlib.sha256(f"pseudonyms:{first}".encode()).digest()
