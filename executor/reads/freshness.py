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

    ``inputs_hash`` is what a run now would record as its own. ``not_read`` names the governed
    tables that the job does not read. A row that another run has since written to any other table
    is a reason for doubt. So is a last run that failed, that goes on, or that left items over.
    ``asking`` is the run that asks about itself, which is not its own last run. The run asks after
    it has recorded its beginning, so writes that come later count as later for the next run too.
    """
    parameters = {"job": job, "inputs_hash": inputs_hash, "not_read": list(not_read), "asking": asking}
    found: UUID | None = connection.execute(UP_TO_DATE, parameters).scalar_one_or_none()
    return found
