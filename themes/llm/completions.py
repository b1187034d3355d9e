"""Completions as endpoints give them, brought to the form that is read: one call, or JSON alone."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from themes.exceptions import CallFailedError

if TYPE_CHECKING:  # importing the SDK takes seconds
    from openai.types.chat import ChatCompletion

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_MOST_BEGINNINGS = 200
"""Braces and brackets at which an answer is looked for; prose holds fewer."""
_LEAST_CHARACTERS = 8_000
_CHARACTERS_PER_TOKEN = 6
"""More than texts in any language have on average; a prompt with fewer tokens than that was cut."""
_DECLINED = (
    "The model declines to answer what it was sent: this interview is left out; try another OPENAI_MODEL."
)


def tidy(completion: "ChatCompletion", request: Mapping[str, Any]) -> None:
    """Bring a completion to the form that is read, in place.

    Content in parts becomes one text, and thoughts and prose around the JSON go. The lists of
    several tool calls become those of one call, so that nothing is lost. Raises CallFailedError
    when the model refused to answer, or when the endpoint cut the prompt.
    """
    _refuse_cut_prompt(completion, request)
    for choice in completion.choices:
        message = choice.message
        if getattr(message, "refusal", None) or choice.finish_reason == "content_filter":
            raise CallFailedError(_DECLINED)
        message.content = _text(message.content)
        calls = [call for call in message.tool_calls or () if call.type == "function"]
        if len(calls) > 1:
            calls[0].function.arguments = _united([call.function.arguments for call in calls])
            message.tool_calls = [calls[0]]
        if message.content and not calls and choice.finish_reason != "length":
            message.content = _json_in(message.content)


def _refuse_cut_prompt(completion: "ChatCompletion", request: Mapping[str, Any]) -> None:
    """Raise CallFailedError where far fewer tokens were read than were sent."""
    sent = sum(len(" ".join(str(message.get("content")).split())) for message in request.get("messages", ()))
    read = getattr(completion.usage, "prompt_tokens", None)
    if isinstance(read, int) and read > 0 and sent >= max(_LEAST_CHARACTERS, _CHARACTERS_PER_TOKEN * read):
        raise CallFailedError(
            f"The model's endpoint read {read:,} tokens of a prompt of {sent:,} characters and dropped the "
            "rest: raise its context length (num_ctx of Ollama, --ctx-size of llama.cpp, --max-model-len of "
            "vLLM) or lower MODEL_CHUNK_TOKENS."
        )


def _text(content: object) -> str | None:
    """Join content that comes as a list of parts."""
    if not isinstance(content, list):
        return content if isinstance(content, str) else None
    parts = (part if isinstance(part, dict) else vars(part) for part in content if not isinstance(part, str))
    texts = [part["text"] for part in parts if isinstance(part.get("text"), str)]
    return "".join([*(part for part in content if isinstance(part, str)), *texts])


def _json_in(content: str) -> str:
    """Return the largest JSON in a text, without thoughts and prose around it; the text if there is none."""
    said = _THOUGHT.sub("", content)
    found = max(_values(said), key=len, default="")
    return found or said


def _values(said: str) -> Iterator[str]:
    decoder, at = json.JSONDecoder(), 0
    for _ in range(_MOST_BEGINNINGS):
        beginning = re.compile(r"[{\[]").search(said, at)
        if beginning is None:
            return
        at = beginning.end()
        try:
            _, end = decoder.raw_decode(said, beginning.start())
        except ValueError:
            continue
        yield said[beginning.start() : end]
        at = end


def _united(arguments: list[str]) -> str:
    """Make one of the arguments of several calls: their lists one after the other, else what the first says.

    Arguments that are no object are given back as they are, so that the answer does not fit and is asked for
    again.
    """
    united: dict[str, Any] = {}
    for words in arguments:
        try:
            said = json.loads(words)
        except ValueError:
            return words
        if not isinstance(said, dict):
            return words
        for key, value in said.items():
            before = united.setdefault(key, value)
            if before is not value and isinstance(before, list) and isinstance(value, list):
                united[key] = [*before, *value]
    return json.dumps(united)
