"""Interviews read from the files that people keep them in. ``docs/importing.md`` is the user's side of it."""

from cli.readers.documents import Document, DocumentQuote, Unreadable
from cli.readers.files import find_files, other_kinds, read_file

__all__ = ["Document", "DocumentQuote", "Unreadable", "find_files", "other_kinds", "read_file"]
