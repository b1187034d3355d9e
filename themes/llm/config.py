"""How a language model is reached, as one value that the wiring builds from the settings."""

from typing import Literal

from pydantic import Field, SecretStr

from themes.models import Frozen

OPENAI_ADDRESS = "https://api.openai.com/v1"

Output = Literal["tools", "json_schema", "json"]


class ModelConfig(Frozen):
    """An OpenAI-compatible endpoint, the model to ask there and the patience to have with it."""

    model: str = Field(min_length=1)
    api_key: SecretStr | None = None
    """None for servers that want no key, as those on one's own machine."""
    base_url: str = OPENAI_ADDRESS
    output: Output | Literal["auto"] = "tools"
    """How the endpoint is asked for structured output; ``auto`` finds out at the first question."""
    timeout_seconds: float = Field(60, gt=0, le=60)
    """For one request from sending to its last byte, however slowly the answer drips in."""
    concurrency: int = Field(16, ge=1)
    """Requests in flight at once, over all clients on the event loop."""
    retries: int = Field(4, ge=0)
    """Further requests that one question may cost when the endpoint is at fault."""
    backoff_seconds: float = Field(0.5, ge=0)
    """The pause before the first retry; it doubles with each further one."""
    chunk_tokens: int = Field(12_000, ge=1)
    """The longest part of a transcript that is sent at once, in estimated tokens."""
    redact: bool = False
    """Whether placeholders stand for personal data in what is sent."""
    answer_tokens: int = Field(4_000, ge=1)
    """At which an answer is cut off. By default longer than nearly all: twelve themes, five passages each."""
