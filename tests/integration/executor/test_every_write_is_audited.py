"""No write without its audit row, no audit row without its write; and what a scan's writes cost."""

import random
from collections import Counter
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text

from executor.database.connection import Database
from executor.exceptions import ExecutorError
from executor.reads.audit_verification import verify
from executor.tool import Success, Tool
from executor.tools import ALL, BY_NAME, ids
from executor.unit_of_work import Executor, Unit
from flows.runtime.job_run import job_run
from settings import Settings
from tools.testbed.draws import RANDOM_CALLS
from tools.testbed.invariants import faults
from tools.testbed.sent_statements import statements
from tools.testbed.study_state import BUSINESS, WHEN, Study, rows

TEXT = "One two three four five six seven eight nine ten."


class Caller:
    """Makes random calls of every tool, many of them refused, failing, rehearsed or taken back."""

    def __init__(self, study: Study, seed: int) -> None:
        self.study = study
        self.random = random.Random(seed)
        self.interviews = [uuid4() for _ in range(6)]
        self.runs = [uuid4() for _ in range(4)]
        self.made = 0
        self.successes: list[tuple[UUID, int]] = []

    def unit(self) -> None:
        """One unit of a few calls, in random circumstances."""
        context = self.study.context("theme-scan").model_copy(
            update={
                "run_id": self.random.choice(self.runs),
                "writes_allowed": self.random.random() > 0.1,
                "dry_run": self.random.random() < 0.15,
            }
        )
        with suppress(ZeroDivisionError, ExecutorError), self.study.executor.unit(context) as unit:
            for _ in range(self.random.randint(1, 4)):
                self._call(unit)
            if self.random.random() < 0.1:
                raise ZeroDivisionError
            if self.random.random() < 0.1:
                unit.connection.execute(text("select 1 / 0"))

    def _call(self, unit: Unit) -> None:
        tool: Tool[Any, Any] = self.random.choice(ALL)
        # The tools of a run's record take one call at a time, the context's.
        count = 1 if tool.name in ("runs.start_run", "runs.finish_run") else self.random.randint(1, 4)
        calls = [self._arguments(tool) for _ in range(count)]
        if self.random.random() < 0.15:
            savepoint = unit.connection.begin_nested()
            self.made += len(unit.call(tool, calls))
            savepoint.rollback()
        else:
            self.made += len(unit.call(tool, calls))

    def _arguments(self, tool: Tool[Any, Any]) -> dict[str, Any]:
        if self.random.random() < 0.05 and not tool.name.startswith("runs."):
            return {"nonsense": 1}
        start = self.random.randint(0, 20)
        interview = self.random.choice(self.interviews)
        slug = f"theme-{self.random.randint(0, 4)}"
        theme = ids.theme_id(self.study.org_id, slug)
        quote = TEXT[start : start + 9]
        every: dict[str, dict[str, Any]] = {
            "interviews.upsert_interview": {
                "interview_id": interview,
                "title": "Talk",
                "transcript": " " * self.random.randint(0, 2) + TEXT,
                "created_at": WHEN,
                "turns": self.random.choice(
                    [None, [("Ann", "unknown", 0, 3, None), ("Bob", "unknown", 4, 9, None)]]
                ),
                "participants": self.random.choice([(), ("P1",), ("P2", "Ann")]),
                "attributes": {"site": self.random.choice(["Leeds", "York"])},
            },
            "interviews.correct_speakers": {
                "interview_id": interview,
                "interviewers": self.random.choice([("Ann",), ()]),
                "participants": ("Bob",),
            },
            "participants.describe_participant": {
                "name": self.random.choice(["P1", "P2", "P3"]),
                "attributes": {"role": self.random.choice(["nurse", "cook"])},
            },
            "interviews.add_quote": {
                "interview_id": interview,
                "quote": quote,
                "start_offset": start,
                "end_offset": start + 9,
            },
            "interviews.erase_interview": {"interview_id": interview},
            "interviews.restore_erased": {"interview_id": interview},
            "themes.upsert_theme": {
                "slug": slug,
                "name": slug,
                "confidence_score": self.random.random(),
                "evidence": {"occurrences": 1, "interview_ids": [interview]},
                "first_seen_at": WHEN,
                "last_seen_at": WHEN,
            },
            "themes.link_to_interview": {
                "theme_id": theme,
                "interview_id": interview,
                "quote_id": self.random.choice([None, ids.quote_id(interview, start, start + 9, quote)]),
            },
            "themes.add_alias": {
                "theme_id": theme,
                "slug": f"alias-{self.random.randint(0, 4)}",
                "name": "Alias",
                "source": "person",
            },
            "themes.set_decay_state": {
                "theme_id": theme,
                "state": self.random.choice(["fading", "dormant"]),
                "confidence": self.random.random(),
            },
            "themes.rename_theme": {"theme_id": theme, "name": f"Name {self.random.randint(0, 4)}"},
            "themes.merge_themes": {
                "theme_id": theme,
                "into_id": ids.theme_id(self.study.org_id, f"theme-{self.random.randint(0, 4)}"),
            },
            "themes.split_theme": {
                "theme_id": theme,
                "name": f"Part {self.random.randint(0, 4)}",
                "interviews": [str(interview)],
            },
            "themes.reject_theme": {"theme_id": theme},
            "themes.pin_theme": {"theme_id": theme},
            "themes.restore_theme": {"theme_id": theme},
            "studies.set_context": {"context": f"About {self.random.randint(0, 4)}"},
            "studies.set_codebook": {"codes": [{"name": slug, "definition": "A code."}]},
            "runs.start_run": {"parameters": {}},
            "runs.finish_run": {"status": "finished"},
            "runs.revert_run": {"run_id": self.random.choice([*self.runs, uuid4()])},
        }
        assert set(every) == set(BY_NAME)
        return every[tool.name]


def test_over_1000_random_calls_no_write_lacks_its_audit_row_and_no_audit_row_its_write(
    executor: Executor, org_id: UUID, owner: psycopg.Connection, database: Database
) -> None:
    caller = Caller(Study(executor, org_id), seed=20261125)
    while caller.made < RANDOM_CALLS:
        caller.unit()
    assert faults(owner) == []
    assert owner.execute("select count(*) from tool_calls").fetchone() == (caller.made,)
    outcomes = Counter(outcome for (outcome,) in owner.execute("select outcome from tool_calls"))
    assert min(outcomes[kind] for kind in ("succeeded", "refused", "failed")) > 100
    assert all(rows(owner)[table] for table in ("interviews", "themes"))
    with database.org_transaction(org_id) as connection:
        assert verify(connection).fault is None


class TestCost:
    @pytest.fixture
    def study(self, executor: Executor, org_id: UUID) -> Study:
        study = Study(executor, org_id)
        study.add(*(f"i{number}" for number in range(20)))
        return study

    @pytest.mark.parametrize(("themes", "links"), [(1, 1), (20, 400)])
    def test_the_write_step_takes_at_most_20_statements_whatever_it_writes(
        self, study: Study, database: Database, themes: int, links: int
    ) -> None:
        """With the audit, the lease and the transaction itself."""
        cited = {f"i{number}": [number % 5] for number in range(links // themes)}
        found = [study.theme(f"Theme {n}", cited, aliases=[f"Name {n}"]) for n in range(themes)]
        with statements(database) as sent:
            _, written = study.scan(*found)
        assert (len(written.actions), written.links_created) == (themes, links)
        assert len(sent) <= 20, sent

    async def test_a_scan_that_changes_nothing_writes_its_record_and_the_audit_of_that(
        self, study: Study, database_url: str, owner: psycopg.Connection
    ) -> None:
        found = study.theme("Price", {"i0": [0], "i1": [0]}, aliases=["Cost"])
        study.scan(found)
        again = found.theme.model_copy(
            update={"theme_id": ids.theme_id(study.org_id, "price"), "new_aliases": ()}
        )
        everything = (*BUSINESS, "tool_calls", "row_changes")
        before = rows(owner, everything)
        settings = Settings(database_url=database_url)
        async with job_run(settings, "theme-scan", study.org_id, {}, "1") as run:
            study.scan(found.model_copy(update={"theme": again}))
            run.report = {}
        after = rows(owner, everything)
        assert {table: len(after[table]) - len(before[table]) for table in everything} == {
            **dict.fromkeys(BUSINESS, 0),
            "tool_calls": 2,
            "row_changes": 2,
        }
        assert {table: after[table] for table in BUSINESS} == {table: before[table] for table in BUSINESS}
        assert len(rows(owner, ["job_runs"])["job_runs"]) == 1
        assert owner.execute("select count(*) from job_leases").fetchone() == (0,)


def test_every_tool_writes_what_it_says_it_wrote(study_of_two: Study, owner: psycopg.Connection) -> None:
    """The writes in an outcome are the rows that the database captured."""
    study = study_of_two
    first = study.scan(study.theme("Price", {"ann": [0], "bob": [1]}, aliases=["Cost"]))[0]
    for name, arguments in (
        ("runs.revert_run", {"run_id": first}),
        ("interviews.erase_interview", {"interview_id": study.id_of("ann")}),
    ):
        context = study.context("review")
        with study.executor.unit(context) as unit:
            tool: Tool[Any, Any] = BY_NAME[name]
            (outcome,) = unit.call(tool, [arguments])
        assert isinstance(outcome, Success)
        captured = owner.execute(
            "select r.table_name, r.row_id, r.operation from row_changes r"
            " join tool_calls t on t.id = r.call_id where t.run_id = %s and r.operation <> 'erase'",
            [context.run_id],
        ).fetchall()
        assert sorted(captured) == sorted((w.table, w.row_id, w.operation) for w in outcome.writes)


@pytest.fixture
def study_of_two(executor: Executor, org_id: UUID) -> Study:
    study = Study(executor, org_id)
    study.add("ann", "bob")
    return study
