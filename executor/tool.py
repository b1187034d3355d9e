"""A tool: a typed, named and versioned way to read or write one kind of thing."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID, uuid4

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import Connection

from executor.context import ToolContext
from executor.sql.loader import attribute_writes_to
from themes.models import Frozen

A = TypeVar("A", bound=Frozen)
"""The arguments of a tool."""
D = TypeVar("D", bound=Frozen)
"""The answer of a tool that did what it was asked."""


class Write(Frozen):
    """One row that a call created, changed or removed."""

    table: str
    row_id: UUID
    operation: Literal["insert", "update", "delete"]


@dataclass(frozen=True)
class Success(Generic[D]):
    """A call that did what it was asked; ``writes`` is empty where nothing had to change."""

    data: D
    explanation: str
    writes: tuple[Write, ...] = ()


class Refusal(Frozen):
    """A call that did nothing, and the code and sentence that say why."""

    code: str
    message: str


Outcome = Success[D] | Refusal


@dataclass(frozen=True)
class ToolCall(Generic[A]):
    """One call of a tool, with arguments that are known to be valid."""

    id: UUID
    arguments: A


@dataclass(frozen=True)
class Batch(Generic[A]):
    """Calls of one tool that are carried out together, by a constant number of statements."""

    connection: Connection
    context: ToolContext
    calls: Sequence[ToolCall[A]]

    def attribute_writes_to(self, rows: Mapping[UUID, UUID] | Mapping[UUID | str, UUID]) -> None:
        """Tell the database which call (value) answers for which row (key) of the next statements.

        A key may also be the interview or theme that rows belong to, or the slug of a theme. Rows that no
        call answers for cannot be written.
        """
        attribute_writes_to(self.connection, rows)


Run = Callable[[Batch[A]], Sequence[Outcome[D]]]


@dataclass(frozen=True)
class Tool(Generic[A, D]):
    """A tool of the executor.

    ``run`` gives one outcome per call, in order. ``identity`` is what two calls of one batch must not
    share, because they would write the same row; None where that is harmless.
    """

    name: str
    version: int
    arguments: type[A]
    writes: bool
    run: Run[A, D]
    identity: Callable[[A], Hashable] | None = None

    def parse(self, raw: A | Mapping[str, Any]) -> ToolCall[A] | Refusal:
        """Check the arguments; a fault is a Refusal with the code INVALID_<FIELD>, never an exception."""
        try:
            arguments = self.arguments.model_validate(raw)
        except ValidationError as error:
            fault = error.errors(include_input=False, include_url=False)[0]
            field = str(fault["loc"][0]) if fault["loc"] else "arguments"
            return Refusal(code=f"INVALID_{field.upper()}", message=f"{field}: {_words(fault)}")
        return ToolCall(id=uuid4(), arguments=arguments)


def _words(fault: ErrorDetails) -> str:
    """What is wrong, without pydantic's own prefix and without a regular expression."""
    if fault["type"] == "string_pattern_mismatch":
        return "holds a control character, such as a line end or a tab; remove it"
    return fault["msg"].removeprefix("Value error, ")


def tool(
    name: str,
    *,
    version: int,
    arguments: type[A],
    writes: bool,
    identity: Callable[[A], Hashable] | None = None,
) -> Callable[[Run[A, D]], Tool[A, D]]:
    """Make a tool of a function that carries out a batch of its calls."""

    def make(run: Run[A, D]) -> Tool[A, D]:
        return Tool(name, version, arguments, writes, run, identity)

    return make
