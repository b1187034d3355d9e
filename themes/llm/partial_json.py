"""Answers in a given shape, and what is whole of one that the output limit cut off."""

from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, PrivateAttr
from pydantic_core import from_json

if TYPE_CHECKING:  # importing the SDK takes seconds
    from openai.types.chat import ChatCompletion

_OF_NUMBERS = "0123456789+-.eE"


class StructuredAnswer(BaseModel):
    """Base of all shapes that a model may be asked for."""

    _is_cut_off: bool = PrivateAttr(default=False)

    @property
    def is_cut_off(self) -> bool:
        """Whether the model had more to say when it reached its output limit."""
        return self._is_cut_off

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read an answer, as pydantic does, out of what a model that nothing holds to JSON says around it."""
        said = json_data if isinstance(json_data, str) else json_data.decode()
        end = max(said.rfind("}"), said.rfind("]")) + 1
        return super().model_validate_json(said[_beginning(said) : end or len(said)], **options)

    @classmethod
    def of_beginning(cls, said: str) -> Self | None:
        """Return what is whole in the beginning of an answer, or None if that is no answer of this shape.

        A string or a number that breaks off is left out: half a quote can say the opposite of the whole.
        """
        try:
            # The parser drops strings that no quote mark ends. It cannot tell that 0.8 was to become 0.85.
            whole = said[_beginning(said) :].rstrip(_OF_NUMBERS)
            answer = cls.model_validate(from_json(whole, allow_partial=True))
        except ValueError:
            return None
        answer._is_cut_off = True
        return answer


def _beginning(said: str) -> int:
    """Where the JSON begins: after a fence of Markdown ("```json") and "Here you are:", if there are any."""
    return min((at for at in map(said.find, "{[") if at >= 0), default=0)


def words_of(completion: "ChatCompletion") -> str:
    """Return the model's own words, whether they came as a call of a tool or as text; empty if none came."""
    message = completion.choices[0].message
    calls = [call.function.arguments for call in message.tool_calls or () if call.type == "function"]
    return calls[0] if calls else message.content or ""
