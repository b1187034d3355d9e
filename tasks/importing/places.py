"""Places of imported documents: under which id each document is stored, and which are stored already.

Two files of one key that share little are two interviews, and one session under two keys is one interview.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from hashlib import sha256
from typing import Literal
from uuid import UUID

from executor.reads import stored_transcripts
from executor.reads.stored_transcripts import StoredTranscript
from executor.tools import ids
from executor.unit_of_work import Unit
from themes.models import Frozen
from themes.transcripts.document import Document, Unreadable
from themes.transcripts.likeness import (
    PROBED_CHARACTERS,
    Said,
    is_same_session,
    likeness,
    middle_of,
    probes,
    said,
    shares_little,
)

MOST_OF_A_KEY = 20
"""Interviews that are kept under one key at most; a further one is refused."""
_NO_PLACE = (
    f"{MOST_OF_A_KEY} interviews of this name are stored; give each interview an id or a name of its own."
)
_MOST_CANDIDATES = 5
_MOST_OF_A_PROBE = 20
"""Words that more interviews share, such as a guide's questions, tell nothing."""


class Place(Frozen):
    """Where a document is stored."""

    document: Document
    interview_id: UUID
    title: str
    kept: Literal["own", "beside", "same"] = "own"
    """Under its own key, beside another interview of that key, or not at all: the same session is stored."""
    other: str = ""
    """The title of the interview beside which it is stored, or that is the same session."""
    text: str
    """The transcript in which the document's quotes stand."""


class Sessions:
    """The organisation's interviews by what is said in the middle of each."""

    def __init__(self) -> None:
        self._by_probe: defaultdict[int, list[UUID]] = defaultdict(list)
        self._known: dict[UUID, int] = {}
        self._loaded = False

    def load(self, unit: Unit) -> None:
        """Take in all stored interviews, once."""
        if not self._loaded:
            self._loaded = True
            for id_, middle in stored_transcripts.middles(unit.connection, PROBED_CHARACTERS):
                self.add(id_, middle)

    def add(self, id_: UUID, middle: str) -> None:
        """Take an interview in."""
        if id_ not in self._known:
            found = probes(middle)
            self._known[id_] = len(found)
            for probe in found:
                if len(self._by_probe[probe]) < _MOST_OF_A_PROBE:
                    self._by_probe[probe].append(id_)

    def candidates(self, words: Said) -> list[UUID]:
        """Return interviews that may be the same session, the likeliest first."""
        hits = Counter(
            id_
            for probe in words.whole & self._by_probe.keys()
            if len(found := self._by_probe[probe]) < _MOST_OF_A_PROBE
            for id_ in found
        )
        return [id_ for id_, number in hits.most_common(_MOST_CANDIDATES) if 4 * number >= self._known[id_]]


class Placing:
    """The places of a batch's documents, decided in the transaction that stores them."""

    def __init__(self, unit: Unit, org_id: UUID, sessions: Sessions, *, replace: bool) -> None:
        self._unit = unit
        self._org_id = org_id
        self._sessions = sessions
        self._replace = replace
        self._placed: dict[UUID, StoredTranscript] = {}

    def places(self, documents: Sequence[Document]) -> list[Place | Unreadable]:
        """Return the place of each document, in order, or why there is none."""
        keyed = {
            document.key: [
                ids.interview_id(self._org_id, document.key, n) for n in range(1, MOST_OF_A_KEY + 1)
            ]
            for document in documents
        }
        digests = stored_transcripts.digests(
            self._unit.connection, [id_ for of in keyed.values() for id_ in of]
        )
        return [self._place(document, keyed[document.key], digests) for document in documents]

    def _place(
        self, document: Document, keyed: Sequence[UUID], digests: dict[UUID, str]
    ) -> Place | Unreadable:
        stored = [id_ for id_ in keyed if id_ in digests]
        digest = sha256(document.text.encode()).hexdigest()
        equal = next((id_ for id_ in stored if digests[id_] == digest), None)
        if equal is not None:
            return self._own(document, keyed, equal)
        words = said(document.text, document.turns)
        found = stored_transcripts.transcripts(self._unit.connection, stored)
        if alike := _most_alike(words, found):
            return self._own(document, keyed, alike)
        if same := self._same_session(words):
            return Place(
                document=document,
                interview_id=same.id,
                title=same.title,
                kept="same",
                other=same.title,
                text=same.text,
            )
        if not stored or self._replace:
            return self._own(document, keyed, stored[0] if stored else keyed[0])
        free = next((id_ for id_ in keyed if id_ not in digests), None)
        if free is None:
            return Unreadable(source=document.source, fault=_NO_PLACE)
        beside = found[stored[0]].title
        return self._own(document, keyed, free).model_copy(update={"kept": "beside", "other": beside})

    def _own(self, document: Document, keyed: Sequence[UUID], id_: UUID) -> Place:
        """Return a place under the document's own key, numbered where others have the key too."""
        number = keyed.index(id_) + 1
        title = document.title if number == 1 else f"{document.title} ({number})"
        self._sessions.add(id_, middle_of(document.text))
        self._placed[id_] = StoredTranscript(id=id_, title=title, text=document.text, turns=document.turns)
        return Place(document=document, interview_id=id_, title=title, text=document.text)

    def _same_session(self, words: Said) -> StoredTranscript | None:
        self._sessions.load(self._unit)
        candidates = self._sessions.candidates(words)
        found = stored_transcripts.transcripts(
            self._unit.connection, [id_ for id_ in candidates if id_ not in self._placed]
        )
        for id_ in candidates:
            other = self._placed.get(id_) or found.get(id_)
            if other and is_same_session(words, said(other.text, other.turns)):
                return other
        return None


def _most_alike(words: Said, stored: dict[UUID, StoredTranscript]) -> UUID | None:
    """Return the interview of which the words are most likely a correction; None where all share little."""
    known = {id_: said(one.text, one.turns) for id_, one in stored.items()}
    alike = {id_: likeness(words, other) for id_, other in known.items() if not shares_little(words, other)}
    return max(alike, key=lambda id_: alike[id_], default=None)
