"""Whatever happens between two nights: a scan does what its dry run foretold, and the next finds nothing new.

Unlike in ``test_curation_machine`` the merge is the real one, and so is all else of a scan but the model.
"""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from hypothesis import Phase, note
from hypothesis import settings as drawn
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from executor.exceptions import RefusedError, UnknownThemeError
from executor.org_database import OrgDatabase
from executor.reads.audit_verification import verify
from executor.tool import Tool
from executor.tools import (
    merge_themes,
    pin_theme,
    reject_theme,
    rename_theme,
    restore_theme,
    set_codebook,
    split_theme,
)
from executor.unit_of_work import Executor
from tasks.curate import decide, person
from tasks.report import HYPOTHETICAL, repeat
from tasks.scan.fingerprint import outcome_that_stands
from themes.report import ScanReport
from tools.testbed.draws import SCAN_LIVES, TIMES_AS_MANY
from tools.testbed.invariants import NOT_VERBATIM
from tools.testbed.model_server import ModelServer
from tools.testbed.scan_harness import begun, looked, recorded_scan, scan, settings
from tools.testbed.study_state import BUSINESS, Study

KEYS = ("ann", "bob", "cyd", "dee")
T = TypeVar("T")
SUBJECTS = {
    "support": ("Slow customer support", "Waiting for customer support", "Long queues"),
    "price": ("Pricing worries", "Money worries", "Slow customer support"),
    "team": ("Team alignment", "Alignment of teams", "Costs"),
}
"""By keyword, the names that the model may have for it on a day."""
CODES = {"name": "Money", "definition": "What people say about the price and what it buys."}
ALL_OF_IT = {"lookback_days": 3650, "max_interviews": 50}

WRITTEN = {"themes_created", "themes_updated", "links_created", "quotes_created", "aliases_created"}
FIGURES = WRITTEN | {"themes_unchanged", "held_back", "skipped", "interviews_scanned"}
# Faults of which none may be found: themes that cite what is not linked to them, that nobody supports, that
# go by one name, or that count an interview twice.
UNLINKED = (
    "select count(*) from themes t, jsonb_array_elements_text(t.evidence -> 'quote_ids') q"
    " where t.org_id = %(org)s and t.merged_into is null and not exists ("
    "  select from interview_themes l"
    "  where l.org_id = t.org_id and l.theme_id = t.id and l.quote_id = q.value::uuid)"
)
UNSUPPORTED = (
    "select count(*) from themes t where t.org_id = %(org)s and t.status = 'active'"
    " and t.evidence -> 'interview_ids' = '[]' and not exists ("
    "  select from interview_themes l where l.org_id = t.org_id and l.theme_id = t.id)"
)
CALLED_TWICE = (
    "select count(*) from themes a join themes b on b.org_id = a.org_id and b.id > a.id"
    " and lower(b.name) = lower(a.name) and a.merged_into is null and b.merged_into is null"
    " where a.org_id = %(org)s and a.slug <> a.id::text"  # an erasure leaves any number without a name
)
HEARD_TWICE = (
    "select count(*) from (select from themes t, jsonb_array_elements(t.evidence -> 'supports') s"
    " where t.org_id = %(org)s group by t.id, s ->> 'interview_id' having count(*) > 1) twice"
)
PARTS = (
    "select distinct t.slug, i.title, a.name from themes t"
    " join interview_themes l on l.org_id = t.org_id and l.theme_id = t.id"
    " join interviews i on i.org_id = l.org_id and i.id = l.interview_id"
    " left join theme_aliases a on a.org_id = t.org_id and a.theme_id = t.id"
    " where t.org_id = %(org)s order by 1, 2, 3"
)
"""By theme, interviews and other names that could be split off."""
ORG = UUID("5eed0000-0000-4000-8000-000000000004")
Said = list[tuple[str, int]]
"""Keywords, each with the number of the sentence that has it."""
SAID = st.lists(
    st.tuples(st.sampled_from(sorted(SUBJECTS)), st.integers(1, 3)), min_size=1, max_size=5, unique=True
)
CALLED = st.sampled_from(["Costs", *(name for names in SUBJECTS.values() for name in names)])
NAMES = st.fixed_dictionaries({keyword: st.sampled_from(names) for keyword, names in SUBJECTS.items()})


class Life(RuleBasedStateMachine):
    """One organisation's days, on which people import, mark, decide and take back, and its nights."""

    def __init__(self, executor: Executor, owner: psycopg.Connection, model: ModelServer) -> None:
        super().__init__()
        self.executor, self.owner, self.model = executor, owner, model
        clear(owner)
        self.study = Study(executor, ORG)
        self.runs: list[UUID] = []
        self.erased: set[str] = set()

    @initialize(
        cap=st.sampled_from([1, 2, 20]),
        links=st.sampled_from([2, 20]),
        said=st.fixed_dictionaries(dict.fromkeys(KEYS, SAID)),
        names=NAMES,
    )
    def begins(self, cap: int, links: int, said: dict[str, Said], names: dict[str, str]) -> None:
        self.chosen = settings(self.model, max_themes_per_run=cap, max_links_per_theme=links)
        self.imports(said, names)
        self.a_night_comes()

    def ask(self, query: str) -> list[Any]:
        return self.owner.execute(query, {"org": self.study.org_id}).fetchall()

    def state(self) -> dict[str, list[Any]]:
        every = "select to_jsonb(t)::text from {} t where org_id = %(org)s order by id"
        return {table: self.ask(every.format(table)) for table in BUSINESS}

    def stored(self) -> list[str]:
        titles = self.ask("select title from interviews where org_id = %(org)s order by title")
        return [title.removeprefix("Talk with ") for (title,) in titles]

    def themes(self) -> list[str]:
        slugs = "select slug from themes where org_id = %(org)s and merged_into is null order by slug"
        return [slug for (slug,) in self.ask(slugs)]

    @rule(said=st.dictionaries(st.sampled_from(KEYS), SAID, min_size=1), names=NAMES)
    def imports(self, said: dict[str, Said], names: dict[str, str]) -> None:
        """From now on the model has these names for what it reads."""
        self.model.themes = names
        self.runs.append(self.study.import_texts({key: text_of(key, told) for key, told in said.items()}))

    @precondition(lambda self: self.stored())
    @rule()
    def a_night_comes(self) -> None:
        foretold = self.scan(dry_run=True)
        before = self.state()
        run_id, report = asyncio.run(
            recorded_scan(self.executor, self.study.org_id, self.chosen, **ALL_OF_IT)
        )
        self.runs.append(run_id)
        after = self.state()
        assert told(report) == told(foretold)
        assert (after != before) == any(report.model_dump(include=WRITTEN).values())
        repeated = self.repeated()
        again = self.scan()
        assert self.state() == after
        assert {line.action for line in again.themes} <= {"unchanged"}
        assert repeated.model_copy(update={"run_id": again.run_id, "repeats": None}) == again

    def scan(self, **parameters: Any) -> ScanReport:
        return asyncio.run(scan(self.executor, self.study.org_id, self.chosen, **(ALL_OF_IT | parameters)))

    def repeated(self) -> ScanReport:
        """What a scan answers that finds the last outcome to stand."""
        org_id, database = self.study.org_id, self.executor.database
        run = begun(self.executor, org_id, **ALL_OF_IT)
        window, inputs = looked(self.executor, org_id, self.chosen, **ALL_OF_IT)
        last = outcome_that_stands(OrgDatabase(database, run.org_id), run, inputs)
        assert last
        return repeat(last, run.run_id, window, None)

    @precondition(lambda self: self.themes())
    @rule(data=st.data(), decision=st.sampled_from([pin_theme, reject_theme, restore_theme, rename_theme]))
    def somebody_decides(self, data: st.DataObject, decision: Tool[Any, Any]) -> None:
        further = {"name": data.draw(CALLED)} if decision is rename_theme else {}
        self.decided(decision, data.draw(st.sampled_from(self.themes())), further=further)

    @precondition(lambda self: len(self.themes()) > 1)
    @rule(data=st.data())
    def somebody_merges(self, data: st.DataObject) -> None:
        theme, other = data.draw(st.permutations(self.themes()))[:2]
        self.decided(merge_themes, theme, into=other)

    @precondition(lambda self: self.ask(PARTS))
    @rule(data=st.data(), name=CALLED)
    def somebody_splits(self, data: st.DataObject, name: str) -> None:
        theme, title, alias = data.draw(st.sampled_from(self.ask(PARTS)))
        part = {"heard_as": [alias]} if alias else {"interviews": [title]}
        self.decided(split_theme, theme, further={"name": name} | part)

    def decided(self, decision: Tool[Any, Any], theme: str, **arguments: Any) -> None:
        """What is refused changes nothing."""
        context = person(self.study.org_id, "Ann")
        before = self.state()
        try:
            decide(self.executor, context, decision, [theme], **arguments)
        except (RefusedError, UnknownThemeError):
            assert self.state() == before
        else:
            self.runs.append(context.run_id)

    @precondition(lambda self: self.stored())
    @rule(data=st.data(), topic=st.sampled_from(["Money", "Long queues"]))
    def somebody_marks(self, data: st.DataObject, topic: str) -> None:
        texts = "select raw_transcript, title from interviews where org_id = %(org)s order by title"
        text, title = data.draw(st.sampled_from(self.ask(texts)))
        sentences = [f"{said}." for said in text.partition("Ann: ")[2].split(".") if said]
        if sentences:
            words = data.draw(st.sampled_from(sentences)).strip()
            key = title.removeprefix("Talk with ")
            self.study.transcripts[key] = text
            self.runs.append(self.study.mark(key, words, topic))

    @rule(codes=st.sampled_from([[], [CODES]]))
    def the_codebook_changes(self, codes: list[dict[str, str]]) -> None:
        context = self.study.context("study")
        self.study.call(context, set_codebook, [{"codes": codes}])
        self.runs.append(context.run_id)

    @precondition(lambda self: self.runs)
    @rule(data=st.data())
    def a_run_is_taken_back(self, data: st.DataObject) -> None:
        recent = min(5, len(self.runs))
        run_id = self.runs[-data.draw(st.integers(1, recent), "how many runs back")]
        foretold = self.rehearsed(lambda: self.study.revert(run_id, dry_run=True))
        revert_id, result = self.study.revert(run_id)
        assert result == foretold
        note(f"left: {result.left}")
        self.runs.append(revert_id)

    @precondition(lambda self: len(self.stored()) > 2)
    @rule(data=st.data())
    def an_interview_is_erased(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.stored()))
        foretold = self.rehearsed(lambda: self.study.erase(key, dry_run=True))
        assert self.study.erase(key)[1] == foretold
        self.erased.add(key)

    def rehearsed(self, work: Callable[[], tuple[UUID, T]]) -> T:
        """What a dry run says; it changes nothing."""
        before = self.state()
        _, result = work()
        assert self.state() == before
        return result

    @invariant()
    def holds_together(self) -> None:
        for fault in (UNLINKED, UNSUPPORTED, NOT_VERBATIM, CALLED_TWICE, HEARD_TWICE):
            assert self.ask(fault) == [(0,)], fault
        with self.executor.database.org_transaction(self.study.org_id) as connection:
            assert verify(connection).fault is None

    @invariant()
    def forgets_the_erased(self) -> None:
        for table in (*BUSINESS, "row_changes", "job_runs", "tool_calls", "cached_results"):
            ((everything,),) = self.ask(
                f"select coalesce(string_agg(t::text, ' '), '') from {table} t where org_id = %(org)s"
            )
            assert not [key for key in self.erased if f"that {key} met" in everything], table


def text_of(key: str, said: Said) -> str:
    return " ".join(
        ["Nadia: And?\nAnn:", *(f"The {word} that {key} met in room {n} was bad." for word, n in said)]
    )


def clear(owner: psycopg.Connection) -> None:
    """Begin anew, with the same ids: their order decides between equals, and a life must be repeatable."""
    tables = owner.execute("select tablename from pg_tables where schemaname = 'theme_scan'").fetchall()
    owner.execute(f"truncate {', '.join(table for (table,) in tables if table != 'alembic_version')}")


def told(report: ScanReport) -> dict[str, Any]:
    """What a dry run foretells: all figures, and each theme with what is done to it."""
    themes = [
        line.model_copy(update={"action": HYPOTHETICAL.get(line.action, line.action)})
        for line in report.themes
    ]
    return report.model_dump(include=FIGURES) | {"themes": themes}


def test_a_scan_does_what_its_dry_run_foretold_and_the_next_finds_nothing_new(
    executor: Executor, owner: psycopg.Connection
) -> None:
    with ModelServer() as model:
        run_state_machine_as_test(
            lambda: Life(executor, owner, model),  # type: ignore[arg-type]
            settings=drawn(
                max_examples=SCAN_LIVES,
                stateful_step_count=20,
                deadline=None,
                derandomize=TIMES_AS_MANY == 1,
                phases=[Phase.generate],  # a scan takes too long for a life to be made shorter
            ),
        )
