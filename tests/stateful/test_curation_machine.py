"""Whatever is imported, scanned, split, reverted and erased, beside a plain model of what stands then."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import psycopg
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from executor.reads.audit_verification import verify
from executor.tools import split_theme
from executor.unit_of_work import Executor
from tools.testbed.draws import CURATION_LIVES
from tools.testbed.invariants import NOT_VERBATIM
from tools.testbed.study_state import BUSINESS, Study

KEYS = ("ann", "bob", "cyd", "dee")
NAMES = ("Price", "Speed", "Trust")
State = dict[str, list[str]]

DANGLING = (
    "select count(*) from themes t, jsonb_array_elements_text(t.evidence -> 'quote_ids') q"
    " where t.org_id = %(org)s and q::uuid not in (select id from interview_quotes where org_id = %(org)s)"
)
UNSUPPORTED = (
    "select count(*) from themes t where t.org_id = %(org)s and t.status = 'active' and not exists ("
    "  select from interview_themes l where l.org_id = t.org_id and l.theme_id = t.id)"
)


class Life(RuleBasedStateMachine):
    """One organisation's life. ``undoable`` are the runs since the last erasure, each with what it found."""

    def __init__(self, executor: Executor, owner: psycopg.Connection) -> None:
        super().__init__()
        self.owner = owner
        self.study = Study(executor, uuid4())
        self.undoable: list[tuple[UUID, State]] = []
        self.runs: list[UUID] = []
        self.erased: set[str] = set()

    def state(self) -> State:
        found = {}
        for table in BUSINESS:
            query = f"select to_jsonb(t)::text from {table} t where org_id = %s order by id"
            found[table] = [row for (row,) in self.owner.execute(query, [self.study.org_id])]
        return found

    def ran(self, run_id: UUID, before: State) -> None:
        self.undoable.append((run_id, before))
        self.runs.append(run_id)

    def stored(self) -> set[str]:
        query = "select id from interviews where org_id = %s"
        ids = {id_ for (id_,) in self.owner.execute(query, [self.study.org_id])}
        return {key for key in KEYS if self.study.id_of(key) in ids}

    @rule(keys=st.sets(st.sampled_from(KEYS), min_size=1))
    def imports(self, keys: set[str]) -> None:
        before = self.state()
        self.ran(self.study.add(*sorted(keys)), before)
        assert self.stored() >= keys - self.erased

    @precondition(lambda self: len(self.stored()) >= 2)
    @rule(name=st.sampled_from(NAMES), lines=st.sets(st.integers(0, 4), min_size=1), rehearse=st.booleans())
    def scans(self, name: str, lines: set[int], rehearse: bool) -> None:
        before = self.state()
        query = "select id from themes where org_id = %s and name = %s"
        known = self.owner.execute(query, [self.study.org_id, name]).fetchone()
        cited: dict[str, Sequence[int]] = {key: sorted(lines) for key in sorted(self.stored())}
        theme = self.study.theme(name, cited, aliases=[f"{name}y"], theme_id=known[0] if known else None)
        run_id, written = self.study.scan(theme, dry_run=rehearse)
        if rehearse:
            assert self.state() == before
            second, done = self.study.scan(theme)
            assert done.actions == written.actions
            assert done.links_created == written.links_created
            run_id = second
        self.ran(run_id, before)

    @precondition(lambda self: len(self.linked()) >= 2)
    @rule(data=st.data())
    def splits(self, data: st.DataObject) -> None:
        before = self.state()
        theme, interview = data.draw(st.sampled_from(self.linked()))
        context = self.study.context("curate")
        call = {"theme_id": theme, "name": f"Part {len(self.runs)}", "interviews": [str(interview)]}
        self.study.call(context, split_theme, [call])
        self.ran(context.run_id, before)

    def linked(self) -> list[tuple[UUID, UUID]]:
        query = "select distinct theme_id, interview_id from interview_themes where org_id = %s order by 1, 2"
        return self.owner.execute(query, [self.study.org_id]).fetchall()

    @precondition(lambda self: self.undoable)
    @rule(again=st.booleans())
    def reverts_the_last_run(self, again: bool) -> None:
        """The model is exact: what was before it stands again; undone in turn, what was after it."""
        run_id, before = self.undoable.pop()
        after = self.state()
        revert_id, result = self.study.revert(run_id)
        assert (self.state(), result.left) == (before, ())
        if again:
            second_id, result = self.study.revert(revert_id)
            assert (self.state(), result.left) == (after, ())
            self.ran(run_id, before)
            self.runs.append(second_id)

    @precondition(lambda self: self.runs)
    @rule(data=st.data())
    def reverts_any_run(self, data: st.DataObject) -> None:
        before = self.state()
        self.ran(self.study.revert(data.draw(st.sampled_from(self.runs)))[0], before)

    @precondition(lambda self: self.stored())
    @rule(data=st.data())
    def erases(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.stored())))
        self.study.erase(key)
        self.undoable.clear()
        self.erased.add(key)

    @invariant()
    def holds_together(self) -> None:
        parameters = {"org": self.study.org_id}
        for fault in (DANGLING, UNSUPPORTED, NOT_VERBATIM):
            assert self.owner.execute(fault, parameters).fetchone() == (0,), fault
        with self.study.executor.database.org_transaction(self.study.org_id) as connection:
            assert verify(connection).fault is None

    @invariant()
    def forgets_the_erased(self) -> None:
        for table in (*BUSINESS, "row_changes", "job_runs"):
            query = f"select coalesce(string_agg(t::text, ' '), '') from {table} t where org_id = %s"
            row = self.owner.execute(query, [self.study.org_id]).fetchone()
            assert row
            assert not [key for key in self.erased if f"that {key} said" in row[0]], table


def test_whatever_happens_in_whatever_order_the_database_stands_as_the_model_says(
    executor: Executor, owner: psycopg.Connection
) -> None:
    run_state_machine_as_test(
        lambda: Life(executor, owner),  # type: ignore[arg-type]
        settings=settings(
            max_examples=CURATION_LIVES, stateful_step_count=12, deadline=None, derandomize=True
        ),
    )
