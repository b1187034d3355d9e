"""Interviews read from the files that people keep them in. Users read ``docs/how-to/importing.md``."""

from cli.interview_files.documents import Document, DocumentQuote, Unreadable
from cli.interview_files.files import find_files, other_kinds, read_file

__all__ = ["Document", "DocumentQuote", "Unreadable", "find_files", "other_kinds", "read_file"]
