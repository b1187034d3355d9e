"""A small study for tests: interviews of numbered sentences, and scans whose outcome the test decides."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg

from executor.context import ToolContext
from executor.tool import D, Outcome, Success, Tool
from executor.tools import add_quote, erase_interview, ids, revert_run, upsert_interview
from executor.tools.erase_interview import ErasedInterview
from executor.tools.revert_run import RevertedRun
from executor.unit_of_work import Executor
from tasks.write import Written, store
from themes.evidence.scoring import theme_confidence
from themes.evidence.selection import Citation, EvidencedTheme
from themes.models import Alias, MergedTheme, Passage, Support

BUSINESS = (
    *("interviews", "interview_quotes", "themes", "theme_aliases", "interview_themes"),
    *("theme_standings", "studies", "participants", "interview_participants"),
)
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


class Study:
    """One organisation's interviews, by a key of the test's choice."""

    def __init__(self, executor: Executor, org_id: UUID) -> None:
        self.executor = executor
        self.org_id = org_id
        self.transcripts: dict[str, str] = {}

    def context(self, job: str) -> ToolContext:
        return ToolContext(
            org_id=self.org_id, run_id=uuid4(), actor=f"system:{job}", job=job, rules_version="1"
        )

    def id_of(self, key: str) -> UUID:
        return ids.interview_id(self.org_id, key)

    def add(self, *keys: str, opening: str = "") -> UUID:
        """Import interviews of five sentences each; return the run's id."""
        for key in keys:
            self.transcripts[key] = opening + "\n".join(
                f"Speaker {key}: sentence {n} that {key} said about the work." for n in range(5)
            )
        return self.import_texts({key: self.transcripts[key] for key in keys})

    def import_texts(self, texts: Mapping[str, str]) -> UUID:
        """Import interviews by their texts; return the run's id."""
        context = self.context("import")
        self.transcripts |= texts
        calls = [
            {
                "interview_id": self.id_of(key),
                "title": f"Talk with {key}",
                "transcript": transcript,
                "created_at": WHEN,
                "participants": [f"Person {key}"],
            }
            for key, transcript in texts.items()
        ]
        self.call(context, upsert_interview, calls)
        return context.run_id

    def mark(self, key: str, words: str, topic: str) -> UUID:
        """Let a person mark words of an interview as a quote on a topic; return the run's id."""
        context = self.context("review")
        start = self.transcripts[key].index(words)
        quote = {"quote": words, "start_offset": start, "end_offset": start + len(words), "topic": topic}
        self.call(context, add_quote, [{"interview_id": self.id_of(key), **quote}])
        return context.run_id

    def theme(
        self,
        name: str,
        cited: Mapping[str, Sequence[int]],
        aliases: Sequence[str] = (),
        theme_id: UUID | None = None,
    ) -> EvidencedTheme:
        """A theme as a merge would make it: ``cited`` holds numbers of sentences by interview."""
        supports = tuple(self._support(key, lines) for key, lines in cited.items())
        merged = MergedTheme(
            theme_id=theme_id,
            slug=name.lower().replace(" ", "-"),
            name=name,
            description=f"What people say about {name}.",
            confidence=theme_confidence([support.confidence for support in supports]),
            supports=supports,
            new_aliases=tuple(Alias(slug=a.lower(), name=a, source="embedding") for a in aliases),
        )
        citations = tuple(
            Citation(interview_id=support.interview_id, passage=passage)
            for support in supports
            for passage in support.passages
        )
        return EvidencedTheme(theme=merged, citations=citations)

    def _support(self, key: str, lines: Sequence[int]) -> Support:
        text = self.transcripts[key]
        starts = [text.index(f"sentence {n} that") for n in lines]
        ends = [text.index("work.", start) + 5 for start in starts]
        return Support(
            interview_id=self.id_of(key),
            created_at=WHEN,
            confidence=0.5,
            rationale=f"Speaker {key} comes back to it.",
            passages=tuple(
                Passage(text=text[a:b], start=a, end=b) for a, b in zip(starts, ends, strict=True)
            ),
        )

    def scan(self, *themes: EvidencedTheme, dry_run: bool = False) -> tuple[UUID, Written]:
        """Write what a scan found; return the run's id and what was written."""
        context = self.context("theme-scan").model_copy(update={"dry_run": dry_run})
        return context.run_id, store(self.executor, context, themes)

    def revert(self, run_id: UUID, *, dry_run: bool = False) -> tuple[UUID, RevertedRun]:
        """Revert a run; return the revert's own run id and its result."""
        context = self.context("revert-run").model_copy(update={"dry_run": dry_run})
        return context.run_id, succeeded(self.call(context, revert_run, [{"run_id": run_id}])[0])

    def erase(
        self, key: str, *, minimum: int = 2, dry_run: bool = False, study: bool = False
    ) -> tuple[UUID, ErasedInterview]:
        """Erase an interview; return the erasure's run id and its result."""
        circumstances = {"dry_run": dry_run, "min_interviews": minimum}
        context = self.context("erase-interview").model_copy(update=circumstances)
        call = {"interview_id": self.id_of(key), "study": study}
        return context.run_id, succeeded(self.call(context, erase_interview, [call])[0])

    def call(
        self, context: ToolContext, tool: Tool[Any, D], calls: Sequence[dict[str, Any]]
    ) -> list[Outcome[D]]:
        with self.executor.unit(context) as unit:
            return unit.call(tool, calls)


def succeeded(outcome: Outcome[D]) -> D:
    assert isinstance(outcome, Success), outcome
    return outcome.data


def rows(owner: psycopg.Connection, tables: Sequence[str] = BUSINESS) -> dict[str, list[str]]:
    """Every row of the tables, letter for letter."""
    return {
        table: [
            row for (row,) in owner.execute(f"select to_jsonb(t)::text from {table} t order by org_id, id")
        ]
        for table in tables
    }
