"""The checks before every route: the secret first, then the size of the body."""

from typing import Annotated

from fastapi import Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.exceptions import HTTPException

from webhook.auth import Secrets, bearer, header
from webhook.body import MOST_BYTES

# SHARED and CRON describe the headers in the OpenAPI document; the guards read the bytes as they
# were sent.
SHARED = APIKeyHeader(name="X-Internal-Secret", scheme_name="secret", auto_error=False)
CRON = HTTPBearer(scheme_name="cron", auto_error=False)


class Unauthorized(Exception):  # noqa: N818 (named after what it is answered with)
    """The call has no secret, or one that is not live."""

    def __init__(self) -> None:
        super().__init__("Unauthorized")


class Guards:
    """The secrets of the endpoint. A caller that does not pass reaches neither the database nor
    Prefect.
    """

    def __init__(self, shared: Secrets, cron: Secrets) -> None:
        self._shared = shared
        self._cron = cron

    async def shared(self, request: Request, _: Annotated[object, Security(SHARED)] = None) -> None:
        """Let those pass who send the shared secret. Raises Unauthorized."""
        if not self._shared.admit(header(request.headers.raw, b"x-internal-secret")):
            raise Unauthorized

    async def shared_or_cron(
        self,
        request: Request,
        _shared: Annotated[object, Security(SHARED)] = None,
        _cron: Annotated[object, Security(CRON)] = None,
    ) -> None:
        """Let those pass who send either secret, and note which. Raises Unauthorized."""
        token = bearer(header(request.headers.raw, b"authorization"))
        request.state.by_scheduler = self._cron.admit(token)
        if not request.state.by_scheduler:
            await self.shared(request)


async def read_body(request: Request) -> bytes:
    """Read the body, but no further than it may be long. Raises HTTPException with status 413."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(
                413, f"The body is larger than {MOST_BYTES} bytes: send the parameters alone."
            )
    return body
