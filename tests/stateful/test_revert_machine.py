"""Whatever a run did, in whatever state: taken back at once, it leaves the rows as they were, to a letter."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from executor.context import ToolContext
from executor.tool import Tool
from executor.tools import (
    merge_themes,
    pin_theme,
    reject_theme,
    rename_theme,
    restore_theme,
    set_codebook,
    set_context,
    set_decay_state,
    split_theme,
)
from executor.unit_of_work import Executor
from tools.testbed.draws import REVERT_LIVES
from tools.testbed.study_state import BUSINESS, Study

KEYS = ("ann", "bob", "cyd")
NAMES = ("Price", "Speed", "Trust")
SENTENCES = range(4)

KEPT = st.booleans()
"""Whether what a run did stands in the end: its revert is then reverted too."""
TEXTS = st.dictionaries(st.sampled_from(KEYS), st.permutations(SENTENCES), min_size=1)
CITED = st.dictionaries(st.sampled_from(KEYS), st.sets(st.sampled_from(SENTENCES), min_size=1), min_size=1)
FOUND = st.dictionaries(st.sampled_from(NAMES), CITED, min_size=1, max_size=2)


class Life(RuleBasedStateMachine):
    """One organisation's life, in which each run is taken back as soon as it has ended."""

    def __init__(self, executor: Executor, owner: psycopg.Connection) -> None:
        super().__init__()
        self.owner = owner
        self.study = Study(executor, uuid4())
        self.study.add(*KEYS)
        self.study.scan(*(self.study.theme(name, dict.fromkeys(KEYS, SENTENCES)) for name in NAMES[:2]))
        self.runs: list[UUID] = []

    def state(self) -> dict[str, list[str]]:
        every = "select to_jsonb(t)::text from {} t where org_id = %s order by id"
        return {table: [row for (row,) in self.ask(every.format(table))] for table in BUSINESS}

    def ask(self, query: str) -> list[Any]:
        return self.owner.execute(query, [self.study.org_id]).fetchall()

    def themes(self) -> list[UUID]:
        return [id_ for (id_,) in self.ask("select id from themes where org_id = %s order by slug")]

    def call(self, *calls: tuple[Tool[Any, Any], dict[str, Any]]) -> UUID:
        """A run of these calls; what is refused changes nothing, which can be taken back as well."""
        context: ToolContext = self.study.context("decide")
        for tool, arguments in calls:
            self.study.call(context, tool, [arguments])
        return context.run_id

    def take_back(self, run_id: UUID, before: dict[str, list[str]], kept: bool) -> None:
        after = self.state()
        if after == before:
            return
        revert_id, result = self.study.revert(run_id)
        assert (self.state(), result.left) == (before, ())
        self.runs += [run_id, revert_id]
        if kept:
            second_id, result = self.study.revert(revert_id)
            assert (self.state(), result.left) == (after, ())
            self.runs.append(second_id)

    @rule(texts=TEXTS, dropped=st.integers(0, 3), kept=KEPT)
    def imports(self, texts: dict[str, list[int]], dropped: int, kept: bool) -> None:
        """Sentences that move, go and come back, and with them their quotes."""
        before = self.state()
        run_id = self.study.import_texts(
            {
                key: "\n".join(
                    f"{key}: sentence {n} that {key} said about the work." for n in order[dropped:]
                )
                for key, order in texts.items()
            }
        )
        self.take_back(run_id, before, kept)

    @rule(found=FOUND, kept=KEPT)
    def scans(self, found: dict[str, dict[str, set[int]]], kept: bool) -> None:
        before = self.state()
        texts = self.ask("select title, raw_transcript from interviews where org_id = %s")
        self.study.transcripts = {title.removeprefix("Talk with "): text for title, text in texts}
        query = (
            "select slug, theme_id from theme_aliases where org_id = %(org)s union all"
            " select slug, id from themes where org_id = %(org)s and merged_into is null"
        )
        known: dict[str, UUID] = dict(self.owner.execute(query, {"org": self.study.org_id}).fetchall())
        by_id = {}
        for name, cited in found.items():
            said = {key: self.said(key, lines) for key, lines in sorted(cited.items())}
            said = {key: lines for key, lines in said.items() if lines}
            theme_id = known.get(name.lower())
            if said:
                theme = self.study.theme(name, said, aliases=[f"{name}y"], theme_id=theme_id)
                by_id[theme_id or name] = theme
        self.take_back(self.study.scan(*by_id.values())[0], before, kept)

    def said(self, key: str, lines: set[int]) -> list[int]:
        return [n for n in sorted(lines) if f"sentence {n} that" in self.study.transcripts.get(key, "")]

    @precondition(lambda self: self.themes())
    @rule(data=st.data(), kept=KEPT)
    def people_decide(self, data: st.DataObject, kept: bool) -> None:
        before = self.state()
        theme, other = (data.draw(st.sampled_from(self.themes())) for _ in range(2))
        part = data.draw(st.sampled_from(["Part", "Pricey", "Speedy"]))
        decisions: list[tuple[Tool[Any, Any], dict[str, Any]]] = [
            (reject_theme, {}),
            (pin_theme, {}),
            (restore_theme, {}),
            (rename_theme, {"name": data.draw(st.sampled_from([*NAMES, "Costs"])), "description": "Anew."}),
            (merge_themes, {"into_id": other}),
            (split_theme, {"name": part, "interviews": [f"Talk with {data.draw(st.sampled_from(KEYS))}"]}),
        ]
        chosen = data.draw(st.lists(st.sampled_from(decisions), min_size=1, max_size=2))
        run_id = self.call(*((tool, {"theme_id": theme} | further) for tool, further in chosen))
        self.take_back(run_id, before, kept)

    @rule(words=st.sampled_from(["", "We ask about money."]), kept=KEPT)
    def the_study_changes(self, words: str, kept: bool) -> None:
        before = self.state()
        codes = [{"name": "Money", "definition": words}] if words else []
        self.take_back(
            self.call((set_context, {"context": words}), (set_codebook, {"codes": codes})), before, kept
        )

    @rule(confidence=st.floats(0, 1), kept=KEPT)
    def confidence_decays(self, confidence: float, kept: bool) -> None:
        before = self.state()
        decayed = {"state": "fading", "confidence": confidence}
        run_id = self.call(*((set_decay_state, {"theme_id": id_} | decayed) for id_ in self.themes()))
        self.take_back(run_id, before, kept)

    @precondition(lambda self: self.runs)
    @rule(data=st.data(), kept=KEPT)
    def an_older_run_is_reverted(self, data: st.DataObject, kept: bool) -> None:
        """It may leave rows; what it did can be taken back all the same."""
        before = self.state()
        revert_id, _ = self.study.revert(data.draw(st.sampled_from(self.runs)))
        self.take_back(revert_id, before, kept)

    @precondition(lambda self: self.ask("select from interviews where org_id = %s"))
    @rule(data=st.data())
    def an_interview_is_erased(self, data: st.DataObject) -> None:
        titles = self.ask("select title from interviews where org_id = %s order by title")
        self.study.erase(data.draw(st.sampled_from(titles))[0].removeprefix("Talk with "))


def test_any_run_reverted_at_once_leaves_every_row_as_it_was(
    executor: Executor, owner: psycopg.Connection
) -> None:
    run_state_machine_as_test(
        lambda: Life(executor, owner),  # type: ignore[arg-type]
        settings=settings(max_examples=REVERT_LIVES, stateful_step_count=15, deadline=None, derandomize=True),
    )
