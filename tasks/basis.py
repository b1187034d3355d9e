"""What a scan's outcome rests on, as a hash: where it equals the last scan's, there is nothing new."""

import hashlib
import json
from collections.abc import Sequence

from tasks.fetch import Window


def basis(window: Window, rules: Sequence[object]) -> str:
    """Return a hash of the interviews that a scan reads, of what people marked in them, and of its rules.

    ``rules`` are values that JSON can hold: all else that decides what comes out, such as the extractor's
    fingerprint. What is stored of themes is not in it: see ``executor.queries.touched_since``.
    """
    read = [
        (str(header.id), header.created_at.isoformat(), header.content_hash, header.quotes_hash)
        for header in window.headers
    ]
    left_out = [(skipped.item, skipped.reason) for skipped in window.skipped]
    return hashlib.sha256(json.dumps([read, left_out, list(rules)]).encode()).hexdigest()
