"""Importing interviews: documents into the database, through the executor's tools, as one recorded run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID, uuid4

from executor.context import ToolContext
from executor.exceptions import RefusedError
from executor.org_database import OrgDatabase
from executor.recorded_run import recorded
from executor.tool import Refusal, Success
from executor.tools import restore_erased, upsert_interview
from executor.tools.interviews import UpsertInterview
from executor.unit_of_work import Executor
from tasks.importing.coded_passages import join, without_coded
from tasks.importing.outcome import Imported, KeptBeside, SameSession, refused
from tasks.importing.places import Place, Placing, Sessions
from tasks.importing.quotes import store_quotes
from themes.evidence.recurrence import DEFAULT_MINIMUM
from themes.models import Frozen
from themes.transcripts.document import Document, Unreadable

JOB = "import"
_BATCH_DOCUMENTS = 100
_BATCH_CHARACTERS = 5_000_000


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
    sessions = Sessions()
    executor, total = Executor(org.database), Imported(other_kinds=other_kinds)
    parameters = {"date_from_file": options.date_from_file}
    with recorded(executor, context, parameters, options.lease_seconds) as report:
        report |= total.figures
        _restore(executor, context, options.restored)
        coded: list[Document] = []
        for batch in _batches(without_coded(items, coded)):
            total += _store(executor, context, batch, sessions, replace=options.replace)
            report |= total.figures
            if on_batch:
                on_batch(total)
        if coded:  # last, because the interviews may be among the documents
            total += join(executor, context, coded)
            report |= total.figures
    return total


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
    executor: Executor,
    context: ToolContext,
    batch: Sequence[Document | Unreadable],
    sessions: Sessions,
    *,
    replace: bool,
) -> Imported:
    documents = [item for item in batch if isinstance(item, Document)]
    unreadable = [item for item in batch if isinstance(item, Unreadable)]
    with executor.unit(context) as unit:
        # Before the upsert, in its transaction: what stands under a key decides where a document goes.
        placed = Placing(unit, context.org_id, sessions, replace=replace).places(documents)
        places = [one for one in placed if isinstance(one, Place)]
        unreadable += (one for one in placed if isinstance(one, Unreadable))
        own = [place for place in places if place.kept != "same"]
        outcomes = unit.call(upsert_interview, [_upsert(place) for place in own])
        unstored = {
            place.interview_id
            for place, outcome in zip(own, outcomes, strict=True)
            if isinstance(outcome, Refusal)
        }
        quotes = store_quotes(unit, [place for place in places if place.interview_id not in unstored])
    actions = [outcome.data.action for outcome in outcomes if isinstance(outcome, Success)]
    return Imported(
        created=actions.count("created"),
        updated=actions.count("updated"),
        unchanged=actions.count("unchanged"),
        quotes_created=quotes.quotes_created,
        quotes_updated=quotes.quotes_updated,
        speakers=sum(place.document.speakers for place in own),
        left_out=sum(document.left_out for document in documents),
        faults=(*unreadable, *refused([one.document.source for one in own], outcomes), *quotes.faults),
        kept_beside=tuple(
            KeptBeside(source=one.document.source, title=one.title, other=one.other)
            for one in own
            if one.kept == "beside" and one.interview_id not in unstored
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
