"""Hiding personal data in what is sent to a model, and putting it back into what comes of the answer."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from themes.codebooks.study import Study
from themes.llm.redaction.contact_details import contact_details
from themes.llm.redaction.found import Found, replaced, without_overlaps
from themes.llm.redaction.people import named_people, parts_of
from themes.llm.redaction.placeholders import Placeholders
from themes.models import Interview, NameGroup, Proposal, Quote
from themes.transcripts.interviewers import spoken

REDACTION_VERSION = "1"
"""Part of every fingerprint: raise it with any change to what is found or how it is replaced."""
NOTE = (
    "Words in brackets such as [Person 1] stand for personal data. Copy them as they stand where you quote, "
    "and leave them out of names."
)
"""What the model is told of placeholders."""


People = Callable[[], Iterable[str]]
"""Looks up, blocking, the names of those who speak in an organisation's interviews."""


def nobody() -> Iterable[str]:
    """Look up no names."""
    return ()


class Redaction(Protocol):
    """What is done to words before they leave, and undone in what comes back."""

    note: str
    """A sentence for the model; empty where nothing is hidden."""

    def hidden(self, words: str) -> str:
        """Return the words with placeholders in place of personal data."""

    def restored(self, words: str) -> str:
        """Return the words with personal data in place of placeholders."""


class NoRedaction:
    """Lets all words leave as they are."""

    note = ""

    def hidden(self, words: str) -> str:
        """Return the words."""
        return words

    def restored(self, words: str) -> str:
        """Return the words."""
        return words


class PersonalData:
    """Hides personal data of one interview, or of one question; what is hidden twice gets one placeholder."""

    note = NOTE

    def __init__(self, text: str = "", speakers: Iterable[str] = ()) -> None:
        known = parts_of(speakers)
        found = named_people(text, known)
        # What the text as a whole shows to be a name is one in each of its parts.
        self._names = known | parts_of(text[one.start : one.end] for one in found)
        self._placeholders = Placeholders(text)
        self.hidden(text)  # numbers follow the order of the whole text, whatever part is asked about first

    def hidden(self, words: str) -> str:
        """Return the words with placeholders in place of personal data."""
        return replaced(words, personal_data(words, self._names), self._placeholders.of)

    def restored(self, words: str) -> str:
        """Return the words with personal data in place of placeholders."""
        return self._placeholders.restored(words)


def personal_data(text: str, names: frozenset[str] = frozenset()) -> list[Found]:
    """Return where a text holds personal data, in order; ``names`` are words of names, case folded."""
    return without_overlaps([*contact_details(text), *named_people(text, names)])


def of_interview(interview: Interview) -> PersonalData:
    """Return what hides the personal data of an interview, the names of those who speak first of all."""
    speakers = {turn.speaker for turn in spoken(interview)[0] if turn.speaker}
    return PersonalData(interview.text, speakers)


def hidden_names(names: Sequence[NameGroup], redaction: Redaction) -> list[NameGroup]:
    """Return names of codes with their descriptions as they may leave; the slugs stay, and are never sent."""
    return [
        name.model_copy(
            update={
                "name": redaction.hidden(name.name),
                "description": redaction.hidden(name.description),
            }
        )
        for name in names
    ]


def hidden_quotes(quotes: Iterable[Quote], redaction: Redaction) -> list[Quote]:
    """Return the quotes with their words and labels as they may leave; the offsets stay the transcript's."""
    return [
        quote.model_copy(
            update={
                "text": redaction.hidden(quote.text),
                "topic": redaction.hidden(quote.topic) if quote.topic else None,
            }
        )
        for quote in quotes
    ]


def hidden_study(study: Study, redaction: Redaction) -> Study:
    """Return the study with its words as they may leave."""
    codes = tuple(
        code.model_copy(
            update={
                "name": redaction.hidden(code.name),
                "definition": redaction.hidden(code.definition),
                "examples": tuple(map(redaction.hidden, code.examples)),
            }
        )
        for code in study.codes
    )
    return study.model_copy(update={"context": redaction.hidden(study.context), "codes": codes})


def restored_proposal(proposal: Proposal, redaction: Redaction) -> Proposal:
    """Return the proposal in the transcript's own words."""
    return proposal.model_copy(
        update={
            "name": redaction.restored(proposal.name),
            "description": redaction.restored(proposal.description),
            "rationale": redaction.restored(proposal.rationale),
            "passages": tuple(map(redaction.restored, proposal.passages)),
            "counter_passages": tuple(map(redaction.restored, proposal.counter_passages)),
        }
    )
