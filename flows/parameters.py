"""The parameters that jobs have in common, as Prefect's schema describes and enforces them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

_UUID = "^[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}$"


def id_field(description: str) -> Any:
    """Describe a parameter that is a UUID."""
    # Prefect checks patterns, but no formats: without one a malformed id would start a run.
    return Field(description=description, json_schema_extra={"pattern": _UUID})


OrgId = Annotated[UUID, id_field("The organisation that the run works for: a UUID.")]
LookbackDays = Annotated[
    int, Field(ge=1, le=3650, description="How many days back an interview may have been made.")
]
MaxInterviews = Annotated[
    int, Field(ge=1, le=10_000, description="The most interviews to read; the newest are kept.")
]
RequestedBy = Annotated[
    str | None,
    Field(min_length=1, max_length=100, description="The person who asks for the run; the audit names them."),
]
DryRun = Annotated[bool, Field(description="Do everything, then roll it back.")]
