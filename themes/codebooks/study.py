"""What an organisation says of its own research: what the study is about, and the codes it brings."""

import hashlib
from collections.abc import Sequence
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, model_validator

from errors import UserFacingError
from themes.codebooks.codebook_yaml import CodebookYamlError, load_codebook_yaml
from themes.models import Frozen, NameGroup
from themes.text.sanitize import is_printable
from themes.text.slugs import slugify

MAX_CONTEXT_CHARACTERS = 400
MAX_CODES = 100
MAX_CODEBOOK_CHARACTERS = 20_000
"""Names, definitions and examples together: they are sent with every part of every interview."""


class StudyError(UserFacingError):
    """A context or codebook cannot be used; the message names the field and the remedy."""


def _one_line(said: str) -> str:
    words = " ".join(said.split())
    if not words:
        raise ValueError("must hold some words")
    if not is_printable(words):
        raise ValueError("must not hold control characters")
    return words


Name = Annotated[str, Field(max_length=80), AfterValidator(_one_line)]
Definition = Annotated[str, Field(max_length=500), AfterValidator(_one_line)]
Example = Annotated[str, Field(max_length=300), AfterValidator(_one_line)]


class StudyCode(Frozen):
    """A code of the organisation's codebook. A theme found under it bears its name and definition."""

    name: Name
    definition: Definition
    examples: tuple[Example, ...] = Field((), max_length=10)
    """What somebody says who speaks of it; not evidence, and never quoted."""

    @property
    def entry(self) -> NameGroup:
        """The code as the merge knows names."""
        return NameGroup(slug=slugify(self.name), name=self.name, description=self.definition)


Codes = Annotated[tuple[StudyCode, ...], Field(max_length=MAX_CODES)]


class Study(Frozen):
    """The context and codebook of one organisation's research; both may be empty."""

    context: str = Field("", max_length=MAX_CONTEXT_CHARACTERS, pattern=r"^[^\x00]*$")
    codes: Codes = ()

    @model_validator(mode="after")
    def _codes_are_distinct_and_few(self) -> Self:
        check_codes(self.codes)
        return self

    @property
    def fingerprint(self) -> str:
        """Empty for an empty study, else a short hash: what an extraction owes to the study."""
        if self == Study():
            return ""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


def parse_context(said: str) -> str:
    """Read a context as it is typed. Raises StudyError when it is too long or holds control characters."""
    context = " ".join(said.split())
    if excess := max(0, len(context) - MAX_CONTEXT_CHARACTERS):
        raise StudyError(
            f"context: {len(context)} characters, and {MAX_CONTEXT_CHARACTERS} are allowed; "
            f"shorten it by {excess}."
        )
    if not is_printable(context):
        raise StudyError("context: must not hold control characters; remove them.")
    return context


def check_codes(codes: Sequence[StudyCode]) -> None:
    """Raise ValueError when two codes have one name, or when they take too much room together."""
    names: dict[str, str] = {}
    for code in codes:
        other = names.setdefault(code.entry.slug, code.name)
        if other is not code.name:
            raise ValueError(f"the names {other!r} and {code.name!r} are the same; rename or remove one")
    size = sum(len(words) for code in codes for words in (code.name, code.definition, *code.examples))
    if size > MAX_CODEBOOK_CHARACTERS:
        raise ValueError(
            f"the codes take {size:,} characters, and {MAX_CODEBOOK_CHARACTERS:,} are allowed; shorten them"
        )


def parse_codebook(content: str) -> tuple[StudyCode, ...]:
    """Read a codebook: a YAML list of codes with ``name``, ``definition`` and, if wished, ``examples``.

    Raises StudyError naming the code and the field at fault, and what is allowed.
    """
    try:
        read = load_codebook_yaml(content)
    except CodebookYamlError as error:
        raise StudyError(str(error)) from None
    if isinstance(read, dict) and read.keys() == {"codes"}:
        read = read["codes"]
    if not isinstance(read, list):
        raise StudyError("codebook: must be a list of codes, each with a name and a definition.")
    return checked_codes(read)


def checked_codes(read: list[Any]) -> tuple[StudyCode, ...]:
    """Return the codes of a list. Raises StudyError naming the code and the field at fault."""
    try:
        codes = TypeAdapter(Codes).validate_python(read)
        check_codes(codes)
    except ValidationError as error:
        raise StudyError(_fault(error, read)) from None
    except ValueError as error:
        raise StudyError(f"codebook: {error}.") from None
    return codes


def _fault(error: ValidationError, read: Sequence[Any]) -> str:
    """Say in one sentence which code and field the first fault is in, and what is wrong."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = first["loc"]
    if not place:
        return f"codebook: at most {MAX_CODES} codes are allowed, and this has {len(read)}."
    field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in place[1:]) or "code"
    said = first["msg"].removeprefix("Value error, ")
    remedy = {
        "extra_forbidden": "there is no such field; a code has name, definition and examples",
        "missing": "must be given",
        "model_type": "must have a name and a definition",
    }.get(first["type"], said[0].lower() + said[1:])
    return f"codebook: code {int(place[0]) + 1}, {field}: {remedy}."
