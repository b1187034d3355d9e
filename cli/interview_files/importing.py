"""``theme-scan import``: interviews out of files, into the database, through the executor's tools."""

import getpass
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID, uuid4

from rich.console import Console
from rich.progress import Progress

from cli.interview_files.documents import Document, Unreadable, read_file
from cli.interview_files.folders import find_files, other_kinds
from cli.terminal.run_summary import IMPORT as JOB
from cli.terminal.run_summary import stored_by_then
from executor.context import ToolContext
from executor.exceptions import ExecutorError, RefusedError
from executor.recorded_run import recorded
from executor.tool import Outcome, Refusal, Success
from executor.tools import add_quote, ids, restore_erased, upsert_interview
from executor.tools.interviews import AddQuote, UpsertInterview
from executor.unit_of_work import Executor, Unit
from themes.evidence.recurrence import DEFAULT_MINIMUM
from themes.models import Passage
from themes.transcripts.grounding import Transcript

_BATCH_DOCUMENTS = 100
_BATCH_CHARACTERS = 5_000_000


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
    other_kinds: tuple[tuple[str, int], ...] = ()
    """Endings of files that were left out because their kind is not read, and how many have each."""

    @property
    def figures(self) -> dict[str, int]:
        """All of it as numbers, for the record of the run, which names no file."""
        return asdict(self) | {"faults": len(self.faults), "other_kinds": len(self.other_kinds)}

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
            self.other_kinds + other.other_kinds,
        )


def import_path(
    executor: Executor,
    org_id: UUID,
    path: Path,
    *,
    date_from_file: bool,
    console: Console,
    lease_seconds: int,
    min_interviews: int = DEFAULT_MINIMUM,
    interviewers: tuple[str, ...] = (),
    restored: tuple[UUID, ...] = (),
) -> Imported:
    """Store the interviews of a file or of a folder's files, with a progress bar on the console.

    The same content imported again changes nothing. What cannot be read or stored is in ``faults``, and
    the rest goes on. Each batch is a transaction, so an import that is interrupted can be repeated; it says
    how far it came, and so does its record. One that stops renewing its claim for ``lease_seconds`` counts
    as crashed. A theme that fewer than ``min_interviews`` then support is retired. ``interviewers`` are the
    names of speakers who ask. ``restored`` are ids of erased interviews that may come back; the audit names
    the login that lets them in.

    Raises ExecutorError when the database cannot be used, RefusedError when one of ``restored`` was never
    erased.
    """
    run_id = uuid4()
    # The claim shuts nobody out. It is a sign of life: without it, a run that goes on must have crashed.
    context = ToolContext(
        org_id=org_id,
        run_id=run_id,
        actor=f"system:{JOB}",
        job=JOB,
        rules_version="1",
        lease_job=f"{JOB}/{run_id}",
        min_interviews=min_interviews,
    )
    total = Imported(other_kinds=tuple(other_kinds(path).items()))
    with (
        _told_how_far(lambda: total, console),
        recorded(executor, context, {"date_from_file": date_from_file}, lease_seconds) as report,
        Progress(console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        report |= total.figures
        _let_in(executor, context, restored)
        files, seen = find_files(path), dict[str, str]()
        task = progress.add_task("Importing", total=len(files))
        for file in files:
            read = read_file(file, path, date_from_file=date_from_file, interviewers=interviewers, seen=seen)
            for batch in _batches(read):
                total += _store(executor, context, batch)
                report |= total.figures
            progress.advance(task)
    return total


def _let_in(executor: Executor, context: ToolContext, restored: Sequence[UUID]) -> None:
    """Remove the tombstones of erased interviews, on behalf of the person who is logged in."""
    if restored:
        person = context.model_copy(update={"actor": f"person:{getpass.getuser()}"})
        with executor.unit(person) as unit:
            outcomes = unit.call(restore_erased, [{"interview_id": id_} for id_ in restored])
            for id_, outcome in zip(restored, outcomes, strict=True):
                if isinstance(outcome, Refusal):
                    raise RefusedError(f"--restore-erased {id_}: {outcome.message}")


@contextmanager
def _told_how_far(total: Callable[[], Imported], console: Console) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, ExecutorError):
        console.print(f"The import stopped. {stored_by_then(total().figures)}")
        raise


def _batches(read: Iterable[Document | Unreadable]) -> Iterator[list[Document | Unreadable]]:
    batch: list[Document | Unreadable] = []
    characters = 0
    for item in read:
        batch.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(batch) == _BATCH_DOCUMENTS or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _store(executor: Executor, context: ToolContext, batch: Sequence[Document | Unreadable]) -> Imported:
    documents = [item for item in batch if isinstance(item, Document)]
    unreadable = tuple(item for item in batch if isinstance(item, Unreadable))
    with executor.unit(context) as unit:
        outcomes = unit.call(upsert_interview, [_upsert(context.org_id, document) for document in documents])
        stored = [
            document
            for document, outcome in zip(documents, outcomes, strict=True)
            if isinstance(outcome, Success)
        ]
        quotes = _store_quotes(unit, context.org_id, stored)
    actions = [outcome.data["action"] for outcome in outcomes if isinstance(outcome, Success)]
    return Imported(
        created=actions.count("created"),
        updated=actions.count("updated"),
        unchanged=actions.count("unchanged"),
        quotes_created=quotes.quotes_created,
        quotes_updated=quotes.quotes_updated,
        speakers=sum(document.speakers for document in documents),
        left_out=sum(document.left_out for document in documents),
        faults=(*unreadable, *_refused([one.source for one in documents], outcomes), *quotes.faults),
    )


def _upsert(org_id: UUID, document: Document) -> UpsertInterview:
    return UpsertInterview(
        interview_id=ids.interview_id(org_id, document.key),
        title=document.title,
        transcript=document.text,
        turns=document.turns,
        created_at=document.created_at,
    )


def _store_quotes(unit: Unit, org_id: UUID, documents: Sequence[Document]) -> Imported:
    calls: list[AddQuote] = []
    sources: list[str] = []
    faults: list[Unreadable] = []
    for document in documents:
        topics, missed = _located(document)
        calls += (_add(org_id, document, place, topic) for place, topic in topics.items())
        sources += [document.source] * len(topics)
        faults += (Unreadable(source=document.source, fault=fault) for fault in missed)
    outcomes = unit.call(add_quote, calls)
    actions = [outcome.data["action"] for outcome in outcomes if isinstance(outcome, Success)]
    return Imported(
        quotes_created=actions.count("created"),
        quotes_updated=actions.count("updated"),
        faults=(*faults, *_refused(sources, outcomes)),
    )


def _located(document: Document) -> tuple[dict[Passage, str | None], list[str]]:
    """Where the document's quotes stand, each with its topic, and what cannot be stored of them."""
    transcript = Transcript(document.text)
    topics: dict[Passage, str | None] = {}
    faults: list[str] = []
    for quote in document.quotes:
        places = transcript.locate(quote.quote) or ()
        if not places:
            faults.append("One of its quotes does not stand in the text word for word; correct the quote.")
        for place in places:
            topic = topics.setdefault(place, quote.topic) or quote.topic
            if quote.topic not in (None, topic):
                faults.append(
                    "One of its quotes is given two topics, of which the first is kept; mark more or fewer "
                    "words under the other."
                )
            topics[place] = topic
    return topics, faults


def _add(org_id: UUID, document: Document, place: Passage, topic: str | None) -> AddQuote:
    return AddQuote(
        interview_id=ids.interview_id(org_id, document.key),
        quote=place.text,
        start_offset=place.start,
        end_offset=place.end,
        topic=topic,
    )


def _refused(sources: Sequence[str], outcomes: Sequence[Outcome]) -> Iterator[Unreadable]:
    for source, outcome in zip(sources, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            yield Unreadable(source=source, fault=outcome.message)
