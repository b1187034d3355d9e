"""How much of an organisation's interviews its themes rest on."""

from datetime import datetime

from sqlalchemy import Connection, text

from executor.statements import question
from executor.trends import weeks_read
from themes.models import Frozen

SILENT_INTERVIEWS = question(
    "select title, created_at, count(*) over () as total from listed where read and themes = 0"
    " order by created_at desc, id limit :limit",
    about="listed_interviews",
)
INTERVIEWS = text(
    "select count(*) as held, min(created_at) as first, max(created_at) as last from interviews"
    " where org_id = (select current_org())"
)
MOST_LISTED = 200


class SilentInterview(Frozen):
    """An interview that supports no theme, rejected ones aside."""

    title: str
    created_at: datetime


class Coverage(Frozen):
    """All interviews, and those that support no theme: their number, and the newest MOST_LISTED of them."""

    held: int
    first: datetime | None
    last: datetime | None
    read: int
    """How many a scan has read; the others were too old, too many or came after it."""
    silent: int
    """How many of these support no theme that stands."""
    listed: tuple[SilentInterview, ...]

    @property
    def heard(self) -> int:
        """How many interviews support some theme."""
        return self.read - self.silent

    @property
    def unread(self) -> int:
        """How many interviews nobody has looked into yet."""
        return self.held - self.read


def coverage(connection: Connection) -> Coverage:
    """Count the organisation's interviews, and list those that were read and support no theme."""
    held = connection.execute(INTERVIEWS).mappings().one()
    silent = connection.execute(SILENT_INTERVIEWS, {"limit": MOST_LISTED}).all()
    return Coverage(
        **held,
        read=sum(week.interviews for week in weeks_read(connection)),
        silent=silent[0].total if silent else 0,
        listed=tuple(SilentInterview(title=row.title, created_at=row.created_at) for row in silent),
    )
