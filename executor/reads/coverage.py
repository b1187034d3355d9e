"""How much of an organisation's interviews its themes rest on."""

from datetime import datetime

from sqlalchemy import Connection

from executor.sql.loader import question
from themes.models import Frozen

SILENT_INTERVIEWS = question(
    "select title, created_at from listed where read and themes = 0"
    " order by created_at desc, id limit :limit",
    about="reports/list_interviews",
)
INTERVIEWS = question(
    "select count(*) as held, count(*) filter (where read) as read,"
    " min(created_at) filter (where read) as first, max(created_at) filter (where read) as last,"
    " count(*) filter (where read and themes = 0) as silent from listed",
    about="reports/list_interviews",
)
MOST_LISTED = 200


class SilentInterview(Frozen):
    """An interview that supports no theme, rejected ones aside."""

    title: str
    created_at: datetime


class Coverage(Frozen):
    """All interviews, and those that support no theme: their number, and the newest MOST_LISTED of them."""

    held: int
    read: int
    """How many a scan has read; the others were too old, too many or came after it."""
    first: datetime | None
    """When the first of those that were read was made, and the last."""
    last: datetime | None
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
    counts = connection.execute(INTERVIEWS).mappings().one()
    silent = connection.execute(SILENT_INTERVIEWS, {"limit": MOST_LISTED}).mappings()
    return Coverage(**counts, listed=tuple(SilentInterview.model_validate(dict(row)) for row in silent))
