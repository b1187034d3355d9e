"""The body of a call: a job's parameters as JSON, or one sentence about what is wrong with them."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from themes.models import Frozen

MOST_BYTES = 20_000


class BadRequest(Exception):  # noqa: N818 (named after what it is answered with)
    """The call cannot be carried out; the message names the field and what is allowed."""


def parse(body: bytes, model: type[Frozen]) -> dict[str, Any]:
    """Return the parameters in JSON's types, defaults filled in. Raises BadRequest."""
    try:
        given = from_json(body, allow_inf_nan=False)
    except ValueError:
        raise BadRequest("Invalid JSON body") from None
    if not isinstance(given, dict):
        raise BadRequest("Invalid JSON body")
    if "org_id" in model.model_fields and given.get("org_id") in (None, ""):
        raise BadRequest("org_id is required")
    # JSON knows one kind of number: 30.0 is the integer 30, as in a JSON schema.
    whole = {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in given.items()}
    try:
        return model.model_validate_json(to_json(whole), strict=True).model_dump(mode="json")
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
    raise BadRequest(_sentence({str(fault["loc"][0]): fault["type"] for fault in faults}, model))


def _sentence(faults: Mapping[str, str], model: type[Frozen]) -> str:
    """Speak of one fault, of the organisation's first, since without it nothing else matters."""
    fields = model.model_json_schema()["properties"]
    field = next((name for name in fields if name in faults), None)
    if field is None:
        unknown = next(iter(faults))[:100]
        return f"{unknown!r} is not a parameter: allowed are {', '.join(fields)}"
    if faults[field] == "missing":
        return f"{field} is required"
    return f"{field} must be {_allowed(fields[field])}"


def _allowed(schema: Mapping[str, Any]) -> str:
    kind = "a valid UUID" if schema.get("format") == "uuid" else _KINDS.get(schema.get("type"), "valid")
    low, high = schema.get("minimum"), schema.get("maximum")
    return f"{kind} from {low} to {high}" if low is not None and high is not None else kind


_KINDS: Mapping[object, str] = {
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "string": "a string",
}
