"""Importing interviews: documents into the database, through the executor's tools, as one recorded run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid4

from executor.context import ToolContext
from executor.exceptions import RefusedError
from executor.org_database import OrgDatabase
from executor.reads.transcripts import StoredTranscript, transcripts
from executor.recorded_run import recorded
from executor.tool import Outcome, Refusal, Success
from executor.tools import add_quote, ids, restore_erased, upsert_interview
from executor.tools.interviews import AddQuote, UpsertInterview
from executor.unit_of_work import Executor, Unit
from tasks.interview_places import Place, PlacingRule, Sessions
from themes.evidence.recurrence import DEFAULT_MINIMUM
from themes.models import Frozen, Passage
from themes.transcripts.document import Document, Unreadable
from themes.transcripts.grounding import Transcript

JOB = "import"
_BATCH_DOCUMENTS = 100
_BATCH_CHARACTERS = 5_000_000


class KeptBeside(Frozen):
    """An interview that shares little with the stored one of its key, so that both are kept."""

    source: str
    title: str
    """The title under which it is stored."""
    other: str
    """The title of the interview that was there before."""


class SameSession(Frozen):
    """A file that holds the same session as a stored interview, and was not stored."""

    source: str
    other: str
    """The title of the stored interview."""


@dataclass(frozen=True)
class Imported:
    """What became of the interviews and quotes of some files."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    quotes_created: int = 0
    quotes_updated: int = 0
    """Quotes that stood there already and were given another topic."""
    speakers: int = 0
    """Speakers named in the interviews, each counted once an interview."""
    left_out: int = 0
    """Lines of the files left out because nobody said them; preview shows the lines."""
    faults: tuple[Unreadable, ...] = ()
    """Files, rows and quotes that could not be stored, each with its fault and the remedy."""
    kept_beside: tuple[KeptBeside, ...] = ()
    """Interviews that were stored beside another one of the same key."""
    same_sessions: tuple[SameSession, ...] = ()
    """Interviews that were not stored, because the same session is."""
    other_kinds: tuple[tuple[str, int], ...] = ()
    """Endings of files that were left out because their kind is not read, and how many have each."""

    @property
    def figures(self) -> dict[str, int]:
        """All of it as numbers, for the record of the run, which names no file."""
        named = ("kept_beside", "same_sessions", "faults", "other_kinds")
        return asdict(self) | {name: len(getattr(self, name)) for name in named}

    def __add__(self, other: "Imported") -> "Imported":
        return Imported(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.quotes_created + other.quotes_created,
            self.quotes_updated + other.quotes_updated,
            self.speakers + other.speakers,
            self.left_out + other.left_out,
            self.faults + other.faults,
            self.kept_beside + other.kept_beside,
            self.same_sessions + other.same_sessions,
            self.other_kinds + other.other_kinds,
        )


class ImportOptions(Frozen):
    """Who imports, and by what rules."""

    actor: str
    """Who imports, for the audit: ``person:`` and a name."""
    lease_seconds: int
    """An import that does not renew its claim for this long counts as crashed."""
    min_interviews: int = DEFAULT_MINIMUM
    """A theme that fewer interviews support after the import is retired."""
    min_participants: int = 1
    """A theme that fewer people support after the import is retired."""
    restored: tuple[UUID, ...] = ()
    """Erased interviews that may come back."""
    replace: bool = False
    """Whether a transcript is replaced that shares little with the new one of its key."""
    date_from_file: bool = False
    """Kept in the run's record: whether files gave the dates of undated interviews."""


def import_interviews(
    org: OrgDatabase,
    items: Iterable[Document | Unreadable],
    options: ImportOptions,
    *,
    other_kinds: tuple[tuple[str, int], ...] = (),
    on_batch: Callable[[Imported], object] | None = None,
) -> Imported:
    """Store documents, and return what became of each document and quote.

    The same content imported again changes nothing. Documents that cannot be stored are in ``faults``; the
    rest goes on. Each batch is one transaction, so a stopped import can be repeated; its record says how far
    the import came. ``items`` are read lazily, within the record. ``on_batch`` gets the total after each
    batch.

    Raises ExecutorError when the database cannot be used, RefusedError when an interview of
    ``options.restored`` was never erased.
    """
    run_id = uuid4()
    # The claim shuts nobody out. It is a sign of life: a run without a claim that goes on must have crashed.
    context = ToolContext(
        org_id=org.org_id,
        run_id=run_id,
        actor=options.actor,
        job=JOB,
        rules_version="1",
        lease_job=f"{JOB}/{run_id}",
        min_interviews=options.min_interviews,
        min_participants=options.min_participants,
    )
    rule = PlacingRule(Sessions(), replace=options.replace)
    executor, total = Executor(org.database), Imported(other_kinds=other_kinds)
    parameters = {"date_from_file": options.date_from_file}
    with recorded(executor, context, parameters, options.lease_seconds) as report:
        report |= total.figures
        _restore(executor, context, options.restored)
        coded: list[Document] = []
        for batch in _batches(_interviews(items, coded)):
            total += _store(executor, context, batch, rule)
            report |= total.figures
            if on_batch:
                on_batch(total)
        if coded:  # last, because the interviews may be among the documents
            total += _join(executor, context, coded)
            report |= total.figures
    return total


def _interviews(
    items: Iterable[Document | Unreadable], coded: list[Document]
) -> Iterator[Document | Unreadable]:
    """Yield the interviews; marked passages without an interview are collected in ``coded``."""
    for item in items:
        if isinstance(item, Document) and item.quotes and not item.text:
            coded.append(item)
        else:
            yield item


def _join(executor: Executor, context: ToolContext, coded: Sequence[Document]) -> Imported:
    """Store marked passages as quotes of the stored interviews that they name."""
    names = {name for document in coded for name in _names(document)}
    with executor.unit(context) as unit:
        stored = transcripts(
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
        quotes = _store_quotes(unit, joined)
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


def _restore(executor: Executor, context: ToolContext, restored: Sequence[UUID]) -> None:
    """Remove the tombstones of erased interviews."""
    if restored:
        with executor.unit(context) as unit:
            outcomes = unit.call(restore_erased, [{"interview_id": id_} for id_ in restored])
            for id_, outcome in zip(restored, outcomes, strict=True):
                if isinstance(outcome, Refusal):
                    raise RefusedError(f"--restore-erased {id_}: {outcome.message}")


def _batches(items: Iterable[Document | Unreadable]) -> Iterator[list[Document | Unreadable]]:
    """Collect items into batches. What was read before reading fails is a batch too, ahead of the failure."""
    batch: list[Document | Unreadable] = []
    characters = 0
    try:
        for item in items:
            batch.append(item)
            characters += len(item.text) if isinstance(item, Document) else 0
            if len(batch) == _BATCH_DOCUMENTS or characters >= _BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
    except (Exception, KeyboardInterrupt):
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _store(
    executor: Executor, context: ToolContext, batch: Sequence[Document | Unreadable], rule: PlacingRule
) -> Imported:
    documents = [item for item in batch if isinstance(item, Document)]
    unreadable = tuple(item for item in batch if isinstance(item, Unreadable))
    with executor.unit(context) as unit:
        # Before the upsert, in its transaction: what stands under a key decides where a document goes.
        places = rule.places(unit, context.org_id, documents)
        own = [place for place in places if place.kept != "same"]
        outcomes = unit.call(upsert_interview, [_upsert(place) for place in own])
        refused = {
            place.interview_id
            for place, outcome in zip(own, outcomes, strict=True)
            if isinstance(outcome, Refusal)
        }
        quotes = _store_quotes(unit, [place for place in places if place.interview_id not in refused])
    actions = [outcome.data.action for outcome in outcomes if isinstance(outcome, Success)]
    return Imported(
        created=actions.count("created"),
        updated=actions.count("updated"),
        unchanged=actions.count("unchanged"),
        quotes_created=quotes.quotes_created,
        quotes_updated=quotes.quotes_updated,
        speakers=sum(place.document.speakers for place in own),
        left_out=sum(document.left_out for document in documents),
        faults=(*unreadable, *_refused([one.document.source for one in own], outcomes), *quotes.faults),
        kept_beside=tuple(
            KeptBeside(source=one.document.source, title=one.title, other=one.other)
            for one in own
            if one.kept == "beside" and one.interview_id not in refused
        ),
        same_sessions=tuple(
            SameSession(source=one.document.source, other=one.other) for one in places if one.kept == "same"
        ),
    )


def _upsert(place: Place) -> UpsertInterview:
    document = place.document
    return UpsertInterview(
        interview_id=place.interview_id,
        title=place.title,
        transcript=document.text,
        turns=document.turns,
        created_at=document.created_at,
        participants=document.participants,
        attributes=document.attributes,
    )


def _store_quotes(unit: Unit, places: Sequence[Place]) -> Imported:
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
        faults=(*faults, *_refused(sources, outcomes)),
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


def _refused(sources: Sequence[str], outcomes: Sequence[Outcome[Any]]) -> Iterator[Unreadable]:
    for source, outcome in zip(sources, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            yield Unreadable(source=source, fault=outcome.message)
