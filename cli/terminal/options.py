"""Options that several commands share."""

from typing import Annotated
from uuid import UUID

import typer

Org = Annotated[UUID, typer.Option("--org", help="The organisation, by its id (a UUID).")]
LookbackDays = Annotated[
    int, typer.Option("--lookback-days", min=1, max=3650, help="How many days back interviews are read.")
]
MaxInterviews = Annotated[
    int, typer.Option("--max-interviews", min=1, max=10_000, help="The most interviews; the newest are kept.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Do everything, then roll it back.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port of the endpoint.")]
