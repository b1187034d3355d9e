"""What a piece of work with a language model costs."""

from typing import TYPE_CHECKING

from themes.models import Usage

if TYPE_CHECKING:  # importing the SDK takes seconds
    from openai.types import CreateEmbeddingResponse
    from openai.types.chat import ChatCompletion


class Meter:
    """Counts what a piece of work costs while it is under way, so that failures are paid for too."""

    def __init__(self) -> None:
        self.usage = Usage()

    def request_sent(self) -> None:
        """Count one HTTP request."""
        self.usage += Usage(calls=1)

    def answered(self, answer: "ChatCompletion | CreateEmbeddingResponse") -> Usage:
        """Count the tokens that an answer reports, if it does, and return them."""
        spent = answer.usage
        told = Usage(
            prompt_tokens=_count(getattr(spent, "prompt_tokens", None)),
            completion_tokens=_count(getattr(spent, "completion_tokens", None)),
        )
        self.usage += told
        return told


def _count(reported: object) -> int:
    return max(reported, 0) if isinstance(reported, int) else 0
