"""Whether there is anything for a scan to read: interviews at all, and interviews of late."""

from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from uuid import UUID

from cli.checks.check import Check
from executor.database.connection import Database
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from themes.text.plurals import counted

WINDOW_DAYS = 30
"""How many days a scan looks back unless it is told otherwise."""
_EVER = datetime.min.replace(tzinfo=UTC)


def interviews_check(database: Database, org: UUID | None) -> Check:
    """Say how many organisations have interviews, or how it stands with one organisation."""
    since = datetime.now(UTC) - timedelta(days=WINDOW_DAYS)
    with database.directory_transaction() as connection:
        known = scan_inputs.organisations(connection, _EVER)
        recent = scan_inputs.organisations(connection, since)
    if org is None:
        told = (
            f"{counted(len(known), 'organisation')} with interviews, {len(recent)} of them with interviews "
        )
        told += f"of the last {WINDOW_DAYS} days."
        return Check(name="interviews", ok=True, told=told if known else "None yet: import some.")
    if org not in known:
        return Check(name="interviews", ok=False, told=_unknown(org, known))
    with OrgDatabase(database, org).read() as connection:
        older = scan_inputs.count_older(connection, since)
        newer = scan_inputs.count_older(connection, datetime.max.replace(tzinfo=UTC)) - older
    told = f"{newer} of the last {WINDOW_DAYS} days, {older} older."
    if not newer:
        told += " A scan reads none of them: give it more with --lookback-days."
    return Check(name="interviews", ok=newer > 0, told=told)


def _unknown(org: UUID, known: list[UUID]) -> str:
    close = get_close_matches(str(org), map(str, known), n=1, cutoff=0.85)
    meant = f" {close[0]} may be meant." if close else ""
    return f"The organisation {org} has no interviews at all: import some, or check its id.{meant}"
