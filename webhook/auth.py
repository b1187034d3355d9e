"""The callers admitted: those who send a live secret. Pure, and the same time for every wrong
answer.
"""

import hashlib
import hmac
from collections.abc import Sequence

_BEARER = b"bearer "


class Secrets:
    """The secrets that are accepted at the moment, any of them. An empty one is refused at once."""

    def __init__(self, *live: str) -> None:
        if not all(live):
            raise ValueError("A secret is empty: anybody could send it.")
        self._digests = [_digest(secret.encode()) for secret in live]

    def admit(self, sent: bytes | None) -> bool:
        """Whether this is one of the secrets; compared as bytes, so that any header can be asked about."""
        given = _digest(sent or b"")
        # All are compared, whichever matches: the time tells neither which secret is live nor how long it is.
        matches = [hmac.compare_digest(given, digest) for digest in self._digests]
        return any(matches)


def header(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    """The value of a request's header, or None where it is missing or sent more than once."""
    found = [value for sent, value in headers if sent.lower() == name]
    return found[0] if len(found) == 1 else None


def bearer(authorization: bytes | None) -> bytes | None:
    """The token of an Authorization header of the kind Bearer, or None."""
    if authorization is None or authorization[: len(_BEARER)].lower() != _BEARER:
        return None
    return authorization[len(_BEARER) :].strip()


def _digest(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()
