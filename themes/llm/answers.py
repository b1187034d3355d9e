"""The shapes of the model's answers: strict where it matters, patient with a sloppy hand elsewhere.

The schemas shown to the model ask for every field; the validators then make do with less, because an
answer refused costs another request.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from functools import partial
from itertools import chain
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, create_model, model_validator
from pydantic.dataclasses import dataclass

from themes.llm.partial_json import StructuredAnswer
from themes.models import Proposal
from themes.text.sanitize import NAME_LENGTH, PROSE_LENGTH, sanitize

DEFAULT_CONFIDENCE = 0.5
"""Stands in for a confidence that is absent or means nothing."""
MOST_MENTIONS, MOST_PASSAGES, MOST_AGAINST = 12, 5, 3
"""What the prompt asks for at most; servers that enforce the schema hold rambling models to it."""

_WORDS = {"very low": 0.1, "low": 0.25, "medium": 0.5, "moderate": 0.5, "high": 0.75, "very high": 0.9}

_PASSAGE_KEYS = ("passage", "quote", "text")
"""Where an object that ought to be a passage mostly has it, beside the speaker's name and other things."""


def _confidence(said: object) -> float:
    """Read a share, a percentage ("85 %", 85) or a word ("high") as a number in [0, 1]."""
    if isinstance(said, str):
        words = said.strip().lower()
        if words in _WORDS:
            return _WORDS[words]
        said = _number(words.rstrip("% "), percent=words.endswith("%"))
    # Compared rather than asked whether it is finite, because a whole number can be too long for a float.
    if isinstance(said, bool) or not isinstance(said, int | float) or not -math.inf < said <= 100:
        return DEFAULT_CONFIDENCE
    return min(max(said if said < 2 else said / 100, 0.0), 1.0)


def _number(words: str, *, percent: bool) -> float | None:
    try:
        return float(words) / (100 if percent else 1)
    except ValueError:
        return None


def _text(longest: int, said: object) -> str:
    return sanitize(str(said), longest) if isinstance(said, str | int | float) else ""


def _passages(said: object) -> list[str]:
    """Read a list of passages, given as such, alone, or as objects with the text somewhere in them."""
    if isinstance(said, str):
        return [said]
    if isinstance(said, dict):
        texts = {key: value for key, value in said.items() if isinstance(value, str)}
        return [texts[key] for key in (*_PASSAGE_KEYS, *texts) if key in texts][:1]
    return [passage for item in said for passage in _passages(item)] if isinstance(said, list) else []


_Name = Annotated[str, BeforeValidator(partial(_text, NAME_LENGTH))]
_Prose = Annotated[str, BeforeValidator(partial(_text, PROSE_LENGTH))]


def _at_most(items: int) -> Any:
    """Bound a list in the schema alone: an answer with more is as good. Texts have no bound, as they would
    be closed in the middle of a word, and a part of a quote would pass for the whole."""
    return Field(json_schema_extra={"maxItems": items})


@dataclass
class MentionAnswer:
    """A theme found in the transcript."""

    name: _Name
    description: _Prose
    confidence: Annotated[float, BeforeValidator(_confidence, json_schema_input_type=float)]
    rationale: _Prose
    passages: Annotated[
        list[str], BeforeValidator(_passages, json_schema_input_type=list[str]), _at_most(MOST_PASSAGES)
    ]
    against: Annotated[
        list[str], BeforeValidator(_passages, json_schema_input_type=list[str]), _at_most(MOST_AGAINST)
    ]

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, said: object) -> dict[str, object]:
        given = said if isinstance(said, dict) else {}
        return {field.name: given.get(field.name) for field in fields(cls)}

    def proposal(self) -> Proposal:
        """Return the mention as the rest of the scanner knows it; nothing of it is evidence yet."""
        said = asdict(self)
        return Proposal(
            **said | {"passages": tuple(said.pop("passages")), "counter_passages": tuple(said.pop("against"))}
        )


class ThemeMentions(StructuredAnswer):
    """The themes found in the transcript."""

    mentions: Annotated[list[MentionAnswer], _at_most(MOST_MENTIONS)]

    @model_validator(mode="before")
    @classmethod
    def _bare_list(cls, said: object) -> object:
        return {"mentions": said} if isinstance(said, list) else said

    @model_validator(mode="after")
    def _some_are_named(self) -> "ThemeMentions":
        if self.mentions and not any(mention.name for mention in self.mentions):
            raise ValueError("every mention needs a name")
        return self

    @classmethod
    def of_beginning(cls, said: str) -> Self | None:
        """Keep the mentions that came as far as a passage; None if there is no such mention."""
        begun = super().of_beginning(said)
        if begun is not None:
            begun.mentions = [mention for mention in begun.mentions if mention.name and mention.passages]
        return begun if begun is not None and begun.mentions else None


def _codes(said: object) -> object:
    """Read a list of codes; a number that stands alone is a code of one."""
    return [[one] if isinstance(one, int) else one for one in said] if isinstance(said, list) else said


@dataclass
class ThemeAnswer:
    """Codes that make up one theme, each as the numbers of its names."""

    codes: Annotated[list[list[int]], BeforeValidator(_codes, json_schema_input_type=list[list[int]])]
    existing: int | None
    name: _Name
    description: _Prose

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, said: object) -> object:
        return (
            {"existing": None, "name": None, "description": None} | said if isinstance(said, dict) else said
        )


class OrderedNames(StructuredAnswer):
    """All the names, in codes and themes."""

    themes: list[ThemeAnswer]


def order_of(names: int, existing: int) -> type[OrderedNames]:
    """Return the shape of an order of the numbers 1 to ``names``, with ``existing`` numbers after them.

    Its validation fails with a sentence that helps the model to correct itself.
    """
    check: Callable[[Any], Any] = partial(_check_order, names, existing)
    checked = Annotated[list[ThemeAnswer], AfterValidator(check)]
    return create_model(
        "OrderedNames", __base__=OrderedNames, __doc__=OrderedNames.__doc__, themes=(checked, ...)
    )


def _check_order(names: int, existing: int, themes: Sequence[ThemeAnswer]) -> Sequence[ThemeAnswer]:
    codes = [code for theme in themes for code in theme.codes]
    assigned = sorted(number for code in codes for number in code if number <= names)
    if assigned != list(range(1, names + 1)):
        raise ValueError(f"each of the numbers 1 to {names} must be in exactly one code")
    meant = [[number for number in code if number > names] for code in codes]
    joined = [theme.existing for theme in themes if theme.existing is not None]
    if any(not names < number <= names + existing for number in [*chain.from_iterable(meant), *joined]):
        raise ValueError(f"existing must be null or a number from {names + 1} to {names + existing}")
    if any(len(numbers) > 1 for numbers in meant):
        raise ValueError("a code may hold the number of one existing code at most")
    return themes
