"""What went wrong with a request to the model, whether to try again, when, and what to tell people.

The library's own exceptions quote the request and the answer; the sentences made here never do.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import openai

from themes.exceptions import CallFailedError, ModelRefusedError, ThemeError

MAX_WAIT_SECONDS = 120.0
"""The longest wait before a retry, even if the endpoint asks for more."""

_REFUSALS = {
    401: "refuses the key: set OPENAI_API_KEY to one that is valid at OPENAI_BASE_URL",
    402: "has no credit left for the key: top up the account behind OPENAI_API_KEY",
    403: "forbids the key this model: give OPENAI_API_KEY the right to use it or change OPENAI_MODEL",
    404: "has no such model or address: check OPENAI_MODEL and OPENAI_BASE_URL, which mostly ends in /v1",
}
_UNSUPPORTED = frozenset({400, 405, 415, 422, 501})
"""What endpoints say that know no tools or no schemas, though some of it may mean something else."""
_USED_UP = 429
_TRANSIENT = frozenset({408, 409, 425, 429})


class OutputRefusedError(CallFailedError):
    """The endpoint or its model cannot give structured output in the way it was asked for it."""


class Fault(NamedTuple):
    """One failed request, judged."""

    failure: type[ThemeError]
    message: str
    """A sentence for people, to be used when the request is given up."""
    is_transient: bool
    asked_wait_seconds: float | None = None
    """The pause that the endpoint asked for, at most MAX_WAIT_SECONDS."""


def judge(error: Exception) -> Fault:
    """Judge what a request raised; anything unknown counts as an unreadable answer, worth another try."""
    if isinstance(error, openai.APIStatusError):
        return _judge_status(error)
    if isinstance(error, TimeoutError):
        return _passing(
            "did not answer within MODEL_TIMEOUT_SECONDS: raise that (60 at most), or lower "
            "MODEL_ANSWER_TOKENS or MODEL_CHUNK_TOKENS"
        )
    if isinstance(error, openai.APIConnectionError):
        return _passing("cannot be reached or drops connections: check OPENAI_BASE_URL and the network")
    return _passing("answered with something other than a chat completion: check OPENAI_BASE_URL")


def _judge_status(error: openai.APIStatusError) -> Fault:
    status = 402 if error.code == "insufficient_quota" else error.status_code
    if _is_moderated(error):
        said = f"The model's endpoint declines what it was sent (status {status}): its moderation flagged it."
        return Fault(CallFailedError, said, is_transient=False)
    if status in _REFUSALS:
        said = f"The model's endpoint {_REFUSALS[status]} (status {error.status_code})."
        return Fault(ModelRefusedError, said, is_transient=False)
    if status in _TRANSIENT or (status >= 500 and status not in _UNSUPPORTED):
        wait = retry_after_seconds(error.response.headers.get("retry-after"), datetime.now(UTC))
        return _passing(f"answered with status {status}: {_state(status)}", wait)
    said = f"The model's endpoint rejects the request (status {status}): check MODEL_OUTPUT, "
    return Fault(
        OutputRefusedError if status in _UNSUPPORTED else CallFailedError,
        said + "and lower MODEL_CHUNK_TOKENS if its context is small.",
        False,
    )


def _is_moderated(error: openai.APIStatusError) -> bool:
    """Tell whether it is the words that are refused, as Azure says by a code and OpenRouter by metadata."""
    metadata = error.body.get("metadata") if isinstance(error.body, dict) else None
    is_flagged = isinstance(metadata, dict) and not metadata.keys().isdisjoint({"flagged_input", "reasons"})
    return error.code == "content_filter" or is_flagged


def _state(status: int) -> str:
    if status == _USED_UP:
        return "its rate or quota is used up; lower MODEL_CONCURRENCY, or see the account of OPENAI_API_KEY"
    return "it is overloaded or out of order"


def _passing(what: str, wait_seconds: float | None = None) -> Fault:
    return Fault(CallFailedError, f"The model's endpoint {what}.", True, wait_seconds)


def retry_after_seconds(header: str | None, now: datetime) -> float | None:
    """Read a Retry-After header, given in seconds or as an HTTP date (RFC 9110, section 10.2.3).

    The result lies between 0 and MAX_WAIT_SECONDS; None stands for a header absent or unreadable.
    """
    if header is None:
        return None
    try:
        asked = float(header)
    except ValueError:
        try:
            asked = (parsedate_to_datetime(header) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(max(asked, 0.0), MAX_WAIT_SECONDS) if asked == asked else None
