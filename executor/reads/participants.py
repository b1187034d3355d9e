"""Who says what: the participants of interviews, by place and by the themes that they speak of."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Connection

from executor.sql.loader import statement
from themes.evidence.recurrence import Supporters
from themes.models import InterviewMentions, ParticipantPlace

OF_THEMES = statement("themes/participants")
PLACES = statement("scan/participant_places")


def of_themes(connection: Connection, themes: Collection[UUID] | None = None) -> dict[UUID, Supporters]:
    """The participants who speak of themes, or of all themes, by theme and interview.

    An interview is missing where nothing tells who in it speaks of the theme.
    """
    found: dict[UUID, dict[UUID, frozenset[UUID]]] = defaultdict(lambda: defaultdict(frozenset))
    for row in connection.execute(OF_THEMES, {"themes": None if themes is None else list(themes)}):
        found[row.theme_id][row.interview_id] |= {row.participant_id}
    return dict(found)


def with_places(connection: Connection, interviews: Sequence[InterviewMentions]) -> list[InterviewMentions]:
    """Return what was heard in interviews with who says what in each of them, as far as is known."""
    found: dict[UUID, list[ParticipantPlace]] = defaultdict(list)
    for row in connection.execute(PLACES, {"interviews": [one.interview_id for one in interviews]}):
        place = ParticipantPlace(row.participant_id, row.start_offset, row.end_offset)
        found[row.interview_id].append(place)
    return [one.model_copy(update={"places": tuple(found[one.interview_id])}) for one in interviews]
