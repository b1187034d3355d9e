"""The quotes that documents bring: found in the stored text, and stored with their topics."""

from collections.abc import Sequence
from uuid import UUID

from executor.tool import Success
from executor.tools import add_quote
from executor.tools.interviews import AddQuote
from executor.unit_of_work import Unit
from tasks.importing.outcome import Imported, refused
from tasks.importing.places import Place
from themes.models import Passage
from themes.transcripts.document import Unreadable
from themes.transcripts.grounding import Transcript


def store_quotes(unit: Unit, places: Sequence[Place]) -> Imported:
    """Store the quotes of placed documents, each at its place in the stored text."""
    calls: dict[tuple[UUID, int, int], AddQuote] = {}
    sources: list[str] = []
    faults: list[Unreadable] = []
    for place in places:
        topics, missed = _located(place)
        for passage, topic in topics.items():
            # A session that came twice may bring the same quote twice.
            identity = place.interview_id, passage.start, passage.end
            if identity not in calls:
                calls[identity] = _add(place, passage, topic)
                sources.append(place.document.source)
        faults += (Unreadable(source=place.document.source, fault=fault) for fault in missed)
    outcomes = unit.call(add_quote, list(calls.values()))
    actions = [outcome.data.action for outcome in outcomes if isinstance(outcome, Success)]
    return Imported(
        quotes_created=actions.count("created"),
        quotes_updated=actions.count("updated"),
        faults=(*faults, *refused(sources, outcomes)),
    )


def _located(place: Place) -> tuple[dict[Passage, str | None], list[str]]:
    """Where a document's quotes stand, each with its topic, and what cannot be stored of them."""
    transcript = Transcript(place.text)
    topics: dict[Passage, str | None] = {}
    faults: list[str] = []
    for quote in place.document.quotes:
        places = transcript.locate(quote.quote) or ()
        if not places:
            faults.append("One of its quotes does not stand in the text word for word; correct the quote.")
        for passage in places:
            topic = topics.setdefault(passage, quote.topic) or quote.topic
            if quote.topic not in (None, topic):
                faults.append(
                    "One of its quotes is given two topics, of which the first is kept; mark more or fewer "
                    "words under the other."
                )
            topics[passage] = topic
    return topics, faults


def _add(place: Place, passage: Passage, topic: str | None) -> AddQuote:
    return AddQuote(
        interview_id=place.interview_id,
        quote=passage.text,
        start_offset=passage.start,
        end_offset=passage.end,
        topic=topic,
    )
