"""What went wrong with a request to the model, whether to try again, when, and what to tell people.

The library's own exceptions quote the request and the answer; the sentences made here never do.
"""

import json
import re
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
_NO_CREDIT = re.compile(
    r"credit balance|(?:insufficient|not enough|no|out of|run out of) (?:credits?|balance|funds)"
    r"|insufficient_quota|exceeded your current quota|billing (?:hard )?limit|payment required|more credits",
    re.IGNORECASE,
)
"""How endpoints say, with status 400, 402, 403 or 429, that the account is empty."""
_OWN_WORDS = 300
_DELAY = re.compile(
    r"(?:(?:try again|retry) (?:in|after)|retry_?delay\W{1,4})\W{0,3}"
    r"(?:(?P<minutes>\d+)m(?!s))?(?:(?P<amount>\d+(?:\.\d+)?) ?(?P<unit>ms|s))?",
    re.IGNORECASE,
)
"""A pause named in a body: "Please try again in 1m2.5s", "retryDelay": "34s"."""
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
    wait = asked_wait_seconds(error, datetime.now(UTC))
    status = 402 if _is_out_of_credit(error, wait) else error.status_code
    if _is_moderated(error):
        said = f"The model's endpoint declines what it was sent (status {status}): its moderation flagged it."
        return Fault(CallFailedError, said, is_transient=False)
    if status in _REFUSALS:
        said = f"The model's endpoint {_REFUSALS[status]} (status {error.status_code})."
        return Fault(ModelRefusedError, said, is_transient=False)
    if status in _TRANSIENT or (status >= 500 and status not in _UNSUPPORTED):
        return _passing(f"answered with status {status}: {_state(status)}", wait)
    said = f"The model's endpoint rejects the request (status {status}): check MODEL_OUTPUT, "
    return Fault(
        OutputRefusedError if status in _UNSUPPORTED else CallFailedError,
        said + "and lower MODEL_CHUNK_TOKENS if its context is small.",
        False,
    )


def _is_out_of_credit(error: openai.APIStatusError, wait: float | None) -> bool:
    """Tell whether the account is empty, which waiting does not mend; a quota per minute names a pause."""
    if error.code == "insufficient_quota":
        return True
    is_said = bool(_NO_CREDIT.search(_words_of(error)))
    return is_said and error.status_code in (400, 402, 403, _USED_UP) and wait is None


def _words_of(error: openai.APIStatusError) -> str:
    """What the endpoint says of the error; it is judged, and never shown.

    Of a message the beginning: further on it may quote the request.
    """
    if not isinstance(error.body, dict):
        return ""
    details = json.dumps([error.body.get("details"), error.body.get("metadata")], default=str)
    return f"{str(error.body.get('message'))[:_OWN_WORDS]} {details[:_OWN_WORDS]}"


def asked_wait_seconds(error: openai.APIStatusError, now: datetime) -> float | None:
    """Read the pause that an endpoint asks for in a header or in the body; None if in neither."""
    headers = error.response.headers
    try:
        wait: float | None = float(headers["retry-after-ms"]) / 1000
    except (KeyError, ValueError):
        wait = None
    if wait is None or wait != wait:
        wait = retry_after_seconds(headers.get("retry-after"), now)
    for found in _DELAY.finditer(_words_of(error)) if wait is None else ():
        if found["minutes"] or found["amount"]:
            seconds = float(found["amount"] or 0) / (1000 if found["unit"] == "ms" else 1)
            wait = 60 * int(found["minutes"] or 0) + seconds
            break
    return None if wait is None else min(max(wait, 0.0), MAX_WAIT_SECONDS)


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
