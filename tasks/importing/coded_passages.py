"""Marked passages of analysis tools, joined to the stored interviews that they name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from uuid import UUID

from executor.context import ToolContext
from executor.reads import stored_transcripts
from executor.reads.stored_transcripts import StoredTranscript
from executor.tools import ids
from executor.unit_of_work import Executor
from tasks.importing.outcome import Imported
from tasks.importing.places import Place
from tasks.importing.quotes import store_quotes
from themes.transcripts.document import Document, Unreadable


def without_coded(
    items: Iterable[Document | Unreadable], coded: list[Document]
) -> Iterator[Document | Unreadable]:
    """Yield the interviews, and collect in ``coded`` documents that hold marked passages and no text."""
    for item in items:
        if isinstance(item, Document) and item.quotes and not item.text:
            coded.append(item)
        else:
            yield item


def join(executor: Executor, context: ToolContext, coded: Sequence[Document]) -> Imported:
    """Store marked passages as quotes of the stored interviews that they name."""
    names = {name for document in coded for name in _names(document)}
    with executor.unit(context) as unit:
        stored = stored_transcripts.called(
            unit.connection, {ids.interview_id(context.org_id, name) for name in names}, names
        )
        joined: list[Place] = []
        faults: list[Unreadable] = []
        for document in coded:
            found = _called(context.org_id, document, stored)
            if len(found) == 1:
                (one,) = found
                joined.append(
                    Place(document=document, interview_id=one.id, title=one.title, text=one.text, kept="same")
                )
            else:
                fault = _SEVERAL if found else _NOT_STORED
                faults.append(Unreadable(source=document.source, fault=fault))
        quotes = store_quotes(unit, joined)
    return replace(quotes, faults=(*faults, *quotes.faults))


_NOT_STORED = "The passages name an interview that is not stored; import that interview too, under this name."
_SEVERAL = "The passages name an interview whose title several have; name the interview by its id."


def _names(document: Document) -> tuple[str, ...]:
    """What the document's interview may be called: as it is written, and without the ending of a file."""
    return tuple({name for one in (document.key, document.title) for name in (one, PurePath(one).stem)})


def _called(
    org_id: UUID, document: Document, stored: Sequence[StoredTranscript]
) -> Sequence[StoredTranscript]:
    """The stored interviews that the document may mean: the one of its id, else those of its title."""
    names = _names(document)
    by_id = {ids.interview_id(org_id, name) for name in names}
    titles = {name.lower() for name in names}
    return [one for one in stored if one.id in by_id] or [
        one for one in stored if one.title.lower() in titles
    ]
