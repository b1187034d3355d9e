"""Who speaks in an interview, in what role."""

from uuid import UUID

from sqlalchemy import Connection, text

from themes.transcripts.stored_speakers import StoredSpeaker, stored_speakers

SPOKEN = text(
    "select raw_transcript, turns, coalesce(corrected_roles, '{}') as corrected_roles from interviews"
    " where org_id = (select current_org()) and id = :interview"
)


def speakers(connection: Connection, interview: UUID) -> tuple[StoredSpeaker, ...]:
    """Return an interview's speakers in the order of their first words; none where the interview is gone."""
    row = connection.execute(SPOKEN, {"interview": interview}).one_or_none()
    if row is None:
        return ()
    return stored_speakers(row.raw_transcript, row.turns, row.corrected_roles)
