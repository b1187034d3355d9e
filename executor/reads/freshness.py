"""Whether a run of a job would find anything that its last run has not dealt with."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection

from executor.sql.loader import statement

UP_TO_DATE = statement("scan/last_equal_run")


def up_to_date(
    connection: Connection,
    job: str,
    inputs_hash: str,
    not_read: Collection[str],
    *,
    asking: UUID | None = None,
) -> UUID | None:
    """The job's last run, if a run now would find nothing that it has not dealt with; None if in doubt.

    ``inputs_hash`` is what a run now would record as its own. ``not_read`` names the governed tables that
    the job does not read: a row that anybody else wrote to another one since is a reason for doubt, as is
    a last run that failed, that goes on, or that could not deal with all it found. A run that asks about
    itself is ``asking``: it is not its own last run. It asks after it has recorded its beginning, so that
    what is written later is later for the next one too.
    """
    parameters = {"job": job, "inputs_hash": inputs_hash, "not_read": list(not_read), "asking": asking}
    found: UUID | None = connection.execute(UP_TO_DATE, parameters).scalar_one_or_none()
    return found
