"""The claim of one run on one organisation, which expires by itself when its holder dies."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from executor.exceptions import AlreadyRunningError, LeaseLostError

# A run may take its own lease again: that is a crashed run being resumed under its id.
ACQUIRE = text(
    "insert into job_leases as held (org_id, job, run_id, expires_at)"
    " values (current_org(), :job, :run_id, now() + make_interval(secs => :seconds))"
    " on conflict (org_id, job) do update"
    " set run_id = excluded.run_id, acquired_at = now(), expires_at = excluded.expires_at"
    " where held.expires_at < now() or held.run_id = excluded.run_id"
    " returning run_id"
)
HOLDER = text("select org_id, run_id, acquired_at, expires_at from job_leases where job = :job")
RENEW = text(
    "update job_leases set expires_at = now() + make_interval(secs => :seconds)"
    " where job = :job and run_id = :run_id returning run_id"
)
# Locks the row, so that nobody takes the lease over while the holder's transaction writes.
REQUIRE = text("select run_id from job_leases where job = :job and run_id = :run_id for share")
RELEASE = text("delete from job_leases where job = :job and run_id = :run_id")


ALL_ORGANISATIONS = UUID(int=0)
"""In place of an organisation's id: a claim on a job over all organisations, as a night takes one."""


def acquire(connection: Connection, job: str, run_id: UUID, seconds: float) -> None:
    """Claim the transaction's organisation for a run, for so many seconds.

    In a transaction of ``ALL_ORGANISATIONS`` the claim is on the job itself. Raises AlreadyRunningError,
    naming the holder, when another run's claim has not expired.
    """
    parameters = {"job": job, "run_id": run_id, "seconds": seconds}
    if connection.execute(ACQUIRE, parameters).one_or_none():
        return
    holder = connection.execute(HOLDER, {"job": job}).one()
    claimed = f"The job {job}" if holder.org_id == ALL_ORGANISATIONS else "This organisation"
    raise AlreadyRunningError(
        f"{claimed} is being worked on by run {holder.run_id}, since"
        f" {holder.acquired_at:%Y-%m-%d %H:%M:%S} UTC. Wait for it to end; if it crashed, its claim ends by"
        f" itself at {holder.expires_at:%H:%M:%S} UTC."
    )


def held_until(connection: Connection, job: str) -> datetime | None:
    """Until when a claim on the organisation lasts unless it is renewed; None where none lasts."""
    holder = connection.execute(HOLDER, {"job": job}).one_or_none()
    now = connection.execute(text("select now()")).scalar_one()
    return holder.expires_at if holder and holder.expires_at >= now else None


def has_lapsed(connection: Connection, job: str) -> bool:
    """Whether a claim was taken and has run out without having been given up: its holder is gone."""
    taken = connection.execute(HOLDER, {"job": job}).one_or_none()
    return taken is not None and held_until(connection, job) is None


def renew(connection: Connection, job: str, run_id: UUID, seconds: float) -> None:
    """Prolong the claim. Raises LeaseLostError when another run has taken over."""
    if not connection.execute(RENEW, {"job": job, "run_id": run_id, "seconds": seconds}).one_or_none():
        raise LeaseLostError(_LOST.format(run_id=run_id))


def require(connection: Connection, job: str, run_id: UUID) -> None:
    """Make sure the run still holds its claim until the transaction ends. Raises LeaseLostError."""
    if not connection.execute(REQUIRE, {"job": job, "run_id": run_id}).one_or_none():
        raise LeaseLostError(_LOST.format(run_id=run_id))


def release(connection: Connection, job: str, run_id: UUID) -> None:
    """Give the claim up; a run that no longer holds it changes nothing."""
    connection.execute(RELEASE, {"job": job, "run_id": run_id})


_LOST = (
    "Run {run_id} no longer holds its organisation: it stood still for longer than LEASE_SECONDS, or another"
    " run took over. It wrote nothing; run the scan again."
)
