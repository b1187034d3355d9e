"""A small panel of interviews for tests, scanned by the real merge and write steps.

What a model would find in an interview is given by the test, as names with the number of a sentence.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from executor.context import ToolContext
from executor.database.connection import translate_database_errors
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from executor.stores.extraction_cache import KEEP, Entry
from executor.tools import ids, upsert_interview
from executor.unit_of_work import Executor
from tasks.extract import InterviewExtraction
from tasks.fetch import ScanWindow
from tasks.report import ScanOutcome, compose
from tasks.write import store
from themes.evidence.recurrence import MinimumSupport
from themes.evidence.selection import select_evidence
from themes.models import Consolidator, InterviewMentions, Mention, Passage
from themes.report import ScanReport
from themes.resolution.merge import merge
from tools.testbed.word_bags import WordBags

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""A Monday; interview n was made n days later unless the test says otherwise."""
SENTENCES = tuple(f"This is remark {n} about how the work goes." for n in range(6))

Finds = Mapping[str, Sequence[str]]
"""Per interview the names of the themes it speaks of; the n-th is found in its n-th sentence."""


class Panel:
    """One organisation with interviews, by a key of the test's choice."""

    def __init__(self, executor: Executor, org_id: UUID) -> None:
        self.executor = executor
        self.org_id = org_id
        self._made: dict[str, datetime] = {}
        self._texts: dict[str, str] = {}

    def note(self, *keys: str, days: float | None = None) -> None:
        """Take interviews for stored, made ``days`` after START; ``add`` stores them."""
        for key in keys:
            self._made[key] = START + timedelta(days=len(self._made) if days is None else days)
            self._texts[key] = f"Nadia: How is it?\n{key.title()}: {' '.join(SENTENCES)}\nNadia: Thanks."

    def add(self, *keys: str, days: float | None = None) -> None:
        """Store interviews, made ``days`` after START."""
        self.note(*keys, days=days)
        calls = [
            {
                "interview_id": ids.interview_id(self.org_id, key),
                "title": f"Talk with {key}",
                "transcript": self._texts[key],
                "created_at": self._made[key],
            }
            for key in keys
        ]
        with self.executor.unit(self.context()) as unit:
            unit.call(upsert_interview, calls)

    def context(self) -> ToolContext:
        """A new run of the scan."""
        run = {"actor": "system:theme-scan", "job": "theme-scan", "rules_version": "1"}
        return ToolContext(org_id=self.org_id, run_id=uuid4(), **run)

    def scan(
        self,
        finds: Finds,
        *,
        least: int = 2,
        dry_run: bool = False,
        context: ToolContext | None = None,
        consolidator: Consolidator | None = None,
    ) -> ScanReport:
        """Merge and write what was found, and report it as a scan does; as a new run, unless one is given."""
        mentions = [self._mentions(key, names) for key, names in finds.items()]
        self._keep(finds)
        with OrgDatabase(self.executor.database, self.org_id).read() as connection:
            catalogue = scan_inputs.catalogue(connection)
        merging = merge(
            mentions,
            catalogue,
            embedder=WordBags(),
            consolidator=consolidator,
            minimum=MinimumSupport(interviews=least),
        )
        with ThreadPoolExecutor(1) as elsewhere:  # a browser of the test may have a loop in this thread
            plan = elsewhere.submit(asyncio.run, merging).result()
        chosen, cut_off = select_evidence(plan, 20, 20)
        context = context or self.context().model_copy(update={"dry_run": dry_run})
        context = context.model_copy(update={"min_interviews": least})
        return compose(
            ScanOutcome(
                run_id=context.run_id,
                dry_run=context.dry_run,
                extractor="test",
                window=ScanWindow(headers=(), skipped=()),
                readings=tuple(InterviewExtraction(mentions=found) for found in mentions),
                plan=plan,
                cut_off=cut_off,
                written=store(self.executor, context, chosen, plan.held_back),
            )
        )

    def _keep(self, keys: Iterable[str]) -> None:
        """Keep that the interviews were read, as a scan does; but a fault is one here."""
        read = [ids.interview_id(self.org_id, key) for key in keys]
        entries = [Entry(f"{interview_id}/panel", interview_id, b"")._asdict() for interview_id in read]
        if entries:
            with (
                translate_database_errors(),
                self.executor.database.org_transaction(self.org_id) as connection,
            ):
                connection.execute(KEEP, entries)

    def _mentions(self, key: str, names: Sequence[str]) -> InterviewMentions:
        return InterviewMentions(
            interview_id=ids.interview_id(self.org_id, key),
            created_at=self._made[key],
            mentions=tuple(self._mention(key, name, SENTENCES[n]) for n, name in enumerate(names)),
        )

    def _mention(self, key: str, name: str, sentence: str) -> Mention:
        start = self._texts[key].index(sentence)
        passage = Passage(text=sentence, start=start, end=start + len(sentence))
        return Mention(name=name, description="", confidence=0.6, rationale="said so", passages=(passage,))
