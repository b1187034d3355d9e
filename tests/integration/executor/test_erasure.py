"""Erasure: nothing of an erased interview's text is left anywhere, and what others said stays."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from executor.database.connection import Database
from executor.database.migrate import migrate
from executor.erasure import erasure
from executor.org_database import OrgDatabase
from executor.reads import audit_verification, scan_inputs, stored_themes
from executor.stores.extraction_cache import Entry, ExtractionCache
from executor.stores.merge_decisions import MergeDecisions
from executor.tool import Outcome, Refusal
from executor.tools import (
    erase_interview,
    finish_run,
    merge_themes,
    pin_theme,
    rename_theme,
    restore_erased,
    start_run,
    upsert_interview,
    upsert_theme,
)
from executor.unit_of_work import Executor
from tasks.curate import decide, person
from tasks.merge import recognised
from tasks.set_study import set_study
from tests.support.waiting import eventually
from themes.codebooks.builtin import codebook
from themes.codebooks.study import StudyCode
from themes.evidence.scoring import theme_confidence
from themes.evidence.selection import EvidencedTheme
from themes.models import InterviewMentions, Mention, Passage, Skipped
from themes.over_time.change_summary import changes
from themes.report import ScanReport, ThemeReport
from themes.text.erasure_traces import ErasureTraces
from themes.text.slugs import slugify
from tools.testbed.databases import ROLE
from tools.testbed.model_server import ModelServer
from tools.testbed.scan_harness import add_interviews, recorded_scan, run_of, settings
from tools.testbed.sent_statements import statements
from tools.testbed.study_state import WHEN, Study, rows, succeeded

LATE = "zq99xv"
CANARIES = [*(f"zq{number:02}xv" for number in range(60)), "gossip"]


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    study = Study(executor, org_id)
    study.add("ann", "bob", "cyd")
    return study


def retold(theme: EvidencedTheme, **changes: object) -> EvidencedTheme:
    return theme.model_copy(update={"theme": theme.theme.model_copy(update=changes)})


def heard_as(theme: EvidencedTheme, slug: str) -> EvidencedTheme:
    citations = (citation.model_copy(update={"heard_as": (slug,)}) for citation in theme.citations)
    return theme.model_copy(update={"citations": tuple(citations)})


def found(owner: psycopg.Connection, words: list[str]) -> dict[str, set[str]]:
    """Which of the words stand in which table, in whatever column and however stored."""
    tables = owner.execute("select tablename from pg_tables where schemaname = 'theme_scan'").fetchall()
    traces: dict[str, set[str]] = {}
    for (table,) in tables:
        row = owner.execute(f"select coalesce(string_agg(lower(t::text), ' '), '') from {table} t").fetchone()
        assert row
        seen = {word for word in words if word in row[0] or word.encode().hex() in row[0]}
        if seen:
            traces[table] = seen
    return traces


def report_of(run_id: UUID, names: list[str], left_out: list[str]) -> dict[str, Any]:
    """What a scan that finds themes of these names reports of them: first that it found them, then more."""
    figures: dict[str, Any] = {"confidence_score": 0.9, "occurrences": 3, "interviews": 3}
    new = [
        ThemeReport(name=name, slug=slugify(name), action="created", **figures, new_interviews=n)
        for n, name in enumerate(names)
    ]
    more = [theme.model_copy(update={"action": "updated"}) for theme in new]
    report = ScanReport(
        dry_run=False,
        run_id=run_id,
        extractor="test",
        skipped=tuple(Skipped(item=f"theme '{name}'", reason="too few") for name in left_out),
        themes=tuple(new),
        changes=(*changes(new, read=3, failed=0), *changes(more, read=3, failed=0)),
    )
    return report.model_dump(mode="json")


def live_with_canaries(study: Study, database: Database) -> None:
    """A life of an interview that leaves a canary in every place where its text can come to lie."""
    said, first, second = CANARIES[:20], " ".join(CANARIES[:40]), " ".join(CANARIES[40:60])
    study.add("eve", opening=f"{first}\n")
    study.add("eve", opening=f"{second}\n{first}\n")  # the audit now holds the earlier transcript
    mine = study.theme(f"Talk of {said[0]}", {"eve": [0], "ann": [0]}, aliases=[said[1], "Banter"])
    study.scan(
        retold(mine, description=f"They bring up {said[2]}."),
        study.theme("Speed", {"eve": [1, 2], "bob": [2], "cyd": [3]}, aliases=[f"Haste {said[3]}"]),
        heard_as(study.theme("Trust", {"eve": [1, 2], "bob": [2]}), f"trust-{said[8]}"),
        study.theme(f"Praise of {said[4]}", {"eve": [3], "cyd": [3], "bob": [3]}),
    )
    revert_id, _ = study.revert(study.scan(study.theme(f"Passing {said[5]}", {"eve": [4], "bob": [4]}))[0])
    study.revert(revert_id)
    study.mark("eve", said[7], topic="Gossip")  # people's word, which Eve never said
    context = study.context("theme-scan")
    with study.executor.unit(context) as unit:
        unit.call(start_run, [{"parameters": {}}])
        report = report_of(context.run_id, [f"Talk of {said[0]}", "Speed"], left_out=[said[6], "Gossip"])
        unit.call(finish_run, [{"status": "finished", "report": report}])
        unit.call(start_run, [{"parameters": {}}])  # resumed: the audit keeps the report of the first try
        unit.call(finish_run, [{"status": "finished", "report": report}])
    cache = ExtractionCache(OrgDatabase(database, study.org_id))
    asyncio.run(cache.keep(Entry("key", study.id_of("eve"), first.encode())))


@pytest.fixture
def lived(study: Study, database: Database) -> Study:
    live_with_canaries(study, database)
    return study


def test_no_canary_survives_in_any_table(lived: Study, owner: psycopg.Connection) -> None:
    before = found(owner, CANARIES)
    places = {"interviews", "interview_quotes", "themes", "theme_aliases", "interview_themes"}
    assert set(before) == places | {"job_runs", "cached_results", "row_changes"}
    assert set().union(*before.values()) == set(CANARIES)
    lived.erase("eve")
    assert found(owner, CANARIES) == {}


def test_a_report_lists_the_names_that_are_left(lived: Study, owner: psycopg.Connection) -> None:
    lived.erase("eve")
    (report,) = owner.execute("select report from job_runs where job = 'theme-scan'").fetchone() or ()
    assert report["changes"] == [
        "2 new themes: erased, Speed.",
        "1 theme is heard in more interviews: Speed (+1).",
        "The evidence of 1 theme changed: erased.",
    ]


def test_the_audit_still_verifies_and_no_later_revert_brings_the_text_back(
    lived: Study, owner: psycopg.Connection, database: Database
) -> None:
    lived.erase("eve")
    runs = [run for (run,) in owner.execute("select distinct run_id from tool_calls")]
    for run_id in [*runs, *runs]:
        lived.revert(run_id)
        assert found(owner, CANARIES) == {}
    with database.org_transaction(lived.org_id) as connection:
        assert audit_verification.verify(connection).fault is None


def test_what_an_erased_interview_supported_is_as_if_the_others_had_been_scanned_alone(
    study: Study, owner: psycopg.Connection
) -> None:
    study.scan(study.theme("Speed", {"ann": [0, 1], "bob": [2], "cyd": [3]}))
    study.erase("ann")
    row = owner.execute("select confidence_score, occurrences, evidence, status from themes").fetchone()
    assert row
    alone = study.theme("Speed", {"bob": [2], "cyd": [3]})
    assert row[:2] == (theme_confidence([0.5, 0.5]), 2)
    assert row[3] == "active"
    assert row[2]["interview_ids"] == [str(study.id_of(key)) for key in ("bob", "cyd")]
    before = rows(owner)
    theme_id = owner.execute("select id from themes").fetchone()[0]  # type: ignore[index]
    assert study.scan(retold(alone, theme_id=theme_id))[1].actions == ("unchanged",)
    assert rows(owner) == before


def test_an_interview_erased_from_a_merged_theme_takes_all_its_share_along(
    study: Study, owner: psycopg.Connection
) -> None:
    all_three = {"ann": [0], "bob": [0], "cyd": [0]}
    study.scan(study.theme("Price", all_three), study.theme("Cost", {"ann": [1], "bob": [1], "cyd": [1]}))
    decide(study.executor, person(study.org_id, "Ann"), merge_themes, ["cost"], into="price")
    study.erase("ann")
    figures = "select confidence_score, occurrences from themes where merged_into is null"
    assert owner.execute(figures).fetchall() == [(theme_confidence([0.5, 0.5]), 4)]


def test_a_theme_below_the_minimum_is_retired_and_comes_back_with_its_id(
    study: Study, owner: psycopg.Connection, database: Database
) -> None:
    study.scan(study.theme("Price", {"ann": [0], "bob": [0]}))
    (before,) = owner.execute("select id, name from themes").fetchall()
    assert study.erase("ann")[1].themes_retired == 1
    with database.org_transaction(study.org_id) as connection:
        assert stored_themes.stored_themes(connection) == ()
        (known,) = scan_inputs.catalogue(connection)
    assert (known.id, known.interview_ids) == (before[0], frozenset({study.id_of("bob")}))
    study.scan(study.theme("Price", {"bob": [0], "cyd": [0]}, theme_id=known.id))
    assert owner.execute("select id, name, status from themes").fetchall() == [(*before, "active")]


def test_a_pinned_theme_stays_while_anybody_supports_it(
    study: Study, owner: psycopg.Connection, database: Database
) -> None:
    study.scan(study.theme("Price", {"ann": [0], "bob": [0]}))
    decide(study.executor, person(study.org_id, "Ann"), pin_theme, ["price"])
    assert study.erase("ann")[1].themes_retired == 0
    with database.org_transaction(study.org_id) as connection:
        assert [theme.slug for theme in stored_themes.stored_themes(connection)] == ["price"]
    assert study.erase("bob")[1].themes_retired == 1
    assert owner.execute("select status, decision from themes").fetchall() == [("retired", "pinned")]


def test_a_name_only_the_erased_interview_accounts_for_goes_and_the_theme_keeps_its_id(
    lived: Study, owner: psycopg.Connection
) -> None:
    ids: dict[str, UUID] = dict(owner.execute("select split_part(name, ' ', 1), id from themes").fetchall())
    lived.erase("eve")
    themes = owner.execute("select id, slug, name, description, status from themes").fetchall()
    assert {(id_, name, slug) for id_, slug, name, _, _ in themes} == {
        (ids["Talk"], "Banter", "banter"),
        (ids["Speed"], "Speed", "speed"),
        (ids["Trust"], "Trust", "trust"),
        (ids["Praise"], "Unnamed theme", str(ids["Praise"])),
        (ids["Passing"], "Unnamed theme", str(ids["Passing"])),
    }
    assert {name: status for _, _, name, _, status in themes if name in ("Banter", "Speed", "Trust")} == {
        "Banter": "retired",
        "Speed": "active",
        "Trust": "retired",
    }


def test_a_theme_takes_the_name_of_one_that_was_merged_into_it_whose_slug_stays_taken(
    lived: Study, owner: psycopg.Connection
) -> None:
    ids: dict[str, UUID] = dict(owner.execute("select split_part(name, ' ', 1), id from themes").fetchall())
    merge = {"theme_id": ids["Speed"], "into_id": ids["Praise"]}
    lived.call(lived.context("curate"), merge_themes, [merge])
    lived.erase("eve")
    themes = owner.execute("select id, name, slug from themes where merged_into is null").fetchall()
    assert (ids["Praise"], "Speed", "speed-2") in themes
    assert owner.execute("select theme_id from theme_aliases where slug = 'speed'").fetchall() == [
        (ids["Praise"],)
    ]


def test_a_theme_without_a_name_takes_the_one_it_is_found_under_again(
    lived: Study, owner: psycopg.Connection, database: Database
) -> None:
    name = f"Praise of {CANARIES[4]}"
    lived.erase("eve")
    passage = Passage(text="sentence", start=0, end=8)
    mention = Mention(name=name, description="Again.", confidence=0.5, passages=(passage,))
    heard = [InterviewMentions(interview_id=lived.id_of("bob"), created_at=WHEN, mentions=(mention,))]
    with database.org_transaction(lived.org_id) as connection:
        catalogue = scan_inputs.catalogue(connection)
    assert len(recognised(lived.org_id, catalogue, [])) == 3
    (known,) = [theme for theme in recognised(lived.org_id, catalogue, heard) if theme.name == name]
    again = lived.theme(name, {"bob": [3], "cyd": [3]}, theme_id=known.id)
    assert lived.scan(again)[1].actions == ("updated",)
    (stored,) = owner.execute("select name, slug from themes where id = %s", [known.id]).fetchall()
    assert stored == (name, name.lower().replace(" ", "-"))


async def test_a_scan_that_finds_nothing_else_gives_a_theme_its_name_back(
    executor: Executor, org_id: UUID, owner: psycopg.Connection
) -> None:
    texts = ["Ann: Support took weeks. It was zorblax.", "Bob: Support was slow.", "Cyd: Support worries me."]
    with ModelServer(themes={"support": "Zorblax frustration"}) as model:
        ann, *_ = add_interviews(executor, org_id, texts)
        await recorded_scan(executor, org_id, settings(model))
        ((id_, *named),) = owner.execute("select id, name, slug from themes").fetchall()
        with executor.unit(run_of(org_id, job="erase-interview")) as unit:
            succeeded(*unit.call(erase_interview, [{"interview_id": ann}]))
        assert owner.execute("select name, slug from themes").fetchall() == [("Unnamed theme", str(id_))]
        for action, updated in (("updated", 1), ("unchanged", 0)):
            _, report = await recorded_scan(executor, org_id, settings(model))
            assert [(theme.name, theme.slug, theme.action) for theme in report.themes] == [(*named, action)]
            assert report.themes_updated == updated
            assert owner.execute("select id, name, slug from themes").fetchall() == [(id_, *named)]


@pytest.mark.parametrize("chain", [("pricing-worries",), ("pricing-worries", "onboarding")])
async def test_a_merged_theme_whose_name_was_erased_stays_part_of_the_other(
    executor: Executor, org_id: UUID, owner: psycopg.Connection, chain: tuple[str, ...]
) -> None:
    said = "Support took weeks. The price is high. The start was hard."
    names = {"support": "Zorblax frustration", "price": "Pricing worries", "start": "Onboarding"}
    with ModelServer(themes=names) as model:
        ann, *_ = add_interviews(executor, org_id, [f"Ann: {said} Zorblax.", f"Bob: {said}", f"Cyd: {said}"])
        await recorded_scan(executor, org_id, settings(model))
        for source, target in zip(("zorblax-frustration", *chain), chain, strict=False):
            decide(executor, person(org_id, "Ann"), merge_themes, [source], into=target)
        with executor.unit(run_of(org_id, job="erase-interview")) as unit:
            succeeded(*unit.call(erase_interview, [{"interview_id": ann}]))
        for _ in range(2):
            _, report = await recorded_scan(executor, org_id, settings(model))
            with executor.database.org_transaction(org_id) as connection:
                stored = {theme.slug: theme.occurrences for theme in stored_themes.stored_themes(connection)}
            assert {theme.slug: theme.occurrences for theme in report.themes} == stored
            assert stored[chain[-1]] == 2 * (len(chain) + 1)
            assert report.skipped == ()


def test_nothing_is_written_to_a_theme_that_was_merged_into_another(
    study: Study, owner: psycopg.Connection
) -> None:
    study.scan(study.theme("Price", {"ann": [0], "bob": [0]}), study.theme("Cost", {"ann": [1], "bob": [1]}))
    decide(study.executor, person(study.org_id, "Ann"), merge_themes, ["cost"], into="price")
    tables = ("themes", "theme_aliases", "interview_themes")
    before = rows(owner, tables)
    ((cost,),) = owner.execute("select id from themes where slug = 'cost'").fetchall()
    again = study.theme("Cost", {"ann": [2], "bob": [1]}, aliases=["Charges"], theme_id=cost)
    refused = {skipped.reason.partition(":")[0] for skipped in study.scan(again)[1].refused}
    assert refused == {"THEME_MERGED", "THEME_NOT_FOUND"}
    assert rows(owner, tables) == before


def test_a_name_out_of_the_codebook_is_nobodys_word_and_neither_is_its_slug(
    study: Study, owner: psycopg.Connection
) -> None:
    name = codebook()[0].name
    study.add("eve", opening=f"{name}! ")
    study.scan(study.theme(name, {"eve": [0], "ann": [0], "bob": [0]}))
    study.erase("eve")
    assert owner.execute("select name, slug from themes").fetchall() == [(name, slugify(name))]


@pytest.mark.parametrize(
    ("found_as", "called", "left"),
    [("Zorblax", "Slow", ("Slow", "slow")), ("Speed", "Zorblax", ("Speed", "speed"))],
)
def test_of_a_theme_that_a_person_renamed_what_is_nobodys_word_stays(
    study: Study, owner: psycopg.Connection, found_as: str, called: str, left: tuple[str, str]
) -> None:
    study.add("eve", opening="Zorblax. ")
    study.scan(study.theme(found_as, {"eve": [0], "ann": [0], "bob": [0]}, aliases=["Another"]))
    decide(
        study.executor,
        person(study.org_id, "Ann"),
        rename_theme,
        [found_as.lower()],
        further={"name": called},
    )
    study.erase("eve")
    assert owner.execute("select name, slug from themes").fetchall() == [left]


@pytest.mark.parametrize("slug", [f"talk-of-{CANARIES[0]}", "banter"])
def test_a_renamed_theme_answers_to_its_first_slug_and_to_its_present_one(
    lived: Study, owner: psycopg.Connection, slug: str
) -> None:
    lived.erase("eve")
    call = {"slug": slug, "name": slug, "confidence_score": 0.9, "evidence": {"occurrences": 1}}
    with lived.executor.unit(lived.context("review")) as unit:
        seen = {"first_seen_at": WHEN, "last_seen_at": WHEN}
        assert succeeded(unit.call(upsert_theme, [call | seen])[0]).action == "updated"
    (stored,) = owner.execute("select name, slug, status from themes where confidence_score = 0.9").fetchall()
    assert stored == ("Banter", "banter", "active")


def test_words_that_any_other_interview_holds_are_kept_however_many_interviews_there_are(
    study: Study, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "PAGE", 1)
    study.add(*(f"other{number}" for number in range(4)), opening="A shared zebra. ")
    study.scan(study.theme("Zebra", {"other0": [0], "ann": [0], "bob": [0]}))
    study.erase("other0")
    assert owner.execute("select name from themes").fetchall() == [("Zebra",)]
    for number in range(1, 4):
        study.erase(f"other{number}")
    assert owner.execute("select name from themes").fetchall() == [("Unnamed theme",)]


def test_an_interview_that_only_the_audit_remembers_can_be_erased(
    study: Study, owner: psycopg.Connection
) -> None:
    """A reverted import leaves its text in the audit, for the revert to be reverted."""
    study.revert(study.add("eve", opening=CANARIES[0]))
    assert found(owner, CANARIES) == {"row_changes": {CANARIES[0]}}
    study.erase("eve")
    assert found(owner, CANARIES) == {}


def test_a_dry_run_erases_nothing_and_says_what_would_go(lived: Study, owner: psycopg.Connection) -> None:
    before = found(owner, CANARIES), rows(owner)
    _, rehearsed = lived.erase("eve", dry_run=True)
    assert (found(owner, CANARIES), rows(owner)) == before
    assert lived.erase("eve")[1] == rehearsed


async def test_remembered_decisions_go_because_it_cannot_be_told_whose_they_were(
    study: Study, database: Database
) -> None:
    decisions = MergeDecisions(OrgDatabase(database, study.org_id))
    await decisions.store({"a": "b"})
    study.erase("ann")
    assert await decisions.load(["a"]) == {}


def test_an_import_at_work_on_the_interview_is_waited_for_and_what_it_brings_goes_too(
    lived: Study, owner: psycopg.Connection
) -> None:
    """Both take what they need in one order, so that neither waits for what the other has."""
    call = {"interview_id": lived.id_of("eve"), "title": "Talk with eve"}
    waiting = "select count(*) from pg_locks where not granted"
    with ThreadPoolExecutor(1) as other, lived.executor.unit(lived.context("import")) as unit:
        unit.call(upsert_interview, [call | {"transcript": f"{lived.transcripts['eve']} {LATE}"}])
        erasing = other.submit(lived.erase, "eve")
        assert eventually(lambda: owner.execute(waiting).fetchone() != (0,), 30)
        unit.call(upsert_interview, [call | {"transcript": LATE}])  # takes its quotes from the themes
    erasing.result()
    assert found(owner, [*CANARIES, LATE]) == {}


def test_an_interview_of_another_organisation_is_as_unknown_as_one_that_never_was(
    study: Study, owner: psycopg.Connection
) -> None:
    before = rows(owner)
    stranger = Study(study.executor, uuid4())
    for unknown in (study.id_of("ann"), uuid4()):
        with study.executor.unit(stranger.context("erase-interview")) as unit:
            call = {"interview_id": unknown}
            (outcome,) = unit.call(erase_interview, [call])
        assert outcome == Refusal(code="INTERVIEW_NOT_FOUND", message="There is no such interview.")
    assert rows(owner) == before


class TestStatistics:
    """What ANALYZE, which autovacuum runs by itself, keeps of values."""

    def test_no_word_of_an_interview_is_in_the_planners_statistics(
        self, lived: Study, owner: psycopg.Connection
    ) -> None:
        owner.execute("analyze")
        lived.erase("eve")
        statistics = "select string_agg(lower(s::text), ' ') from pg_statistic s"
        (kept,) = owner.execute(statistics).fetchone() or ("",)
        assert str(lived.id_of("ann")) in kept
        assert [word for word in CANARIES if word in kept] == []

    def test_no_column_that_can_hold_words_has_statistics(self, owner: psycopg.Connection) -> None:
        """Of whatever table and type, but the types of ids, numbers and moments."""
        counted = owner.execute(
            "select attrelid::regclass::text, attname from pg_attribute join pg_class on oid = attrelid"
            " where relnamespace = 'theme_scan'::regnamespace and relkind = 'r' and attnum > 0"
            " and attstattarget is distinct from 0 and not attisdropped"
            " and format_type(atttypid, null) not in ('uuid', 'uuid[]', 'boolean',"
            " 'smallint', 'integer', 'bigint', 'double precision', 'timestamp with time zone',"
            " 'date', 'xid8')"
        ).fetchall()
        assert counted == []

    def test_a_table_that_a_later_migration_makes_gets_none_either(
        self, owner: psycopg.Connection, database_url: str
    ) -> None:
        owner.execute("create table turns (org_id uuid, said jsonb, words tsvector, name varchar(9))")
        owner.execute("insert into turns select gen_random_uuid(), '[1]', 'canary', 'canary'")
        owner.execute("analyze turns")
        migrate(database_url, ROLE)
        owner.execute("analyze turns")
        left = "select attname from pg_stats where tablename = 'turns'"
        assert owner.execute(left).fetchall() == [("org_id",)]


class TestTombstones:
    """What was erased stays erased until a person lets it in again."""

    def brought(self, study: Study, key: str, transcript: str) -> Outcome[Any]:
        call = {"interview_id": study.id_of(key), "title": "Talk", "transcript": transcript}
        return study.call(study.context("import"), upsert_interview, [call])[0]

    def test_the_next_import_of_an_erased_interview_is_refused(
        self, lived: Study, owner: psycopg.Connection
    ) -> None:
        lived.erase("eve")
        refused = self.brought(lived, "eve", lived.transcripts["eve"])
        assert isinstance(refused, Refusal)
        assert (refused.code, str(lived.id_of("eve")) in refused.message) == ("INTERVIEW_ERASED", True)
        assert found(owner, CANARIES) == {}

    def test_its_words_are_known_under_another_name_and_typeset_otherwise(
        self, lived: Study, owner: psycopg.Connection
    ) -> None:
        retyped = lived.transcripts["eve"].upper().replace("\n", "\r\n  ").replace("A", "A\u00ad")
        lived.erase("eve")
        refused = self.brought(lived, "eve-copy", retyped)
        assert isinstance(refused, Refusal)
        assert str(lived.id_of("eve")) in refused.message
        assert found(owner, CANARIES) == {}

    def test_every_transcript_that_it_had_is_known(self, lived: Study) -> None:
        """The audit kept the transcript of the first import, until the erasure."""
        first = lived.transcripts["eve"].replace(f"{' '.join(CANARIES[40:60])}\n", "")
        lived.erase("eve")
        assert isinstance(self.brought(lived, "eve-copy", first), Refusal)

    def test_a_person_lets_it_in_again_and_the_audit_tells_who(
        self, lived: Study, owner: psycopg.Connection
    ) -> None:
        lived.erase("eve")
        call = {"interview_id": lived.id_of("eve")}
        context = lived.context("import").model_copy(update={"actor": "person:Ann"})
        succeeded(lived.call(context, restore_erased, [call])[0])
        assert isinstance(lived.call(context, restore_erased, [call])[0], Refusal)
        succeeded(self.brought(lived, "eve", lived.transcripts["eve"]))
        told = "select actor, writes from tool_calls where tool = 'interviews.restore_erased' order by seq"
        assert owner.execute(told).fetchall() == [("person:Ann", 1), ("person:Ann", 0)]

    def test_a_revert_of_the_erasure_brings_nothing_back(self, lived: Study) -> None:
        erasure_run, _ = lived.erase("eve")
        lived.revert(erasure_run)
        assert isinstance(self.brought(lived, "eve", lived.transcripts["eve"]), Refusal)

    def test_a_tombstone_holds_no_text_and_its_marks_are_keyed_by_organisation(
        self, lived: Study, executor: Executor, owner: psycopg.Connection
    ) -> None:
        """Who has the database of one organisation cannot try its transcripts out on another."""
        other = Study(executor, uuid4())
        other.import_texts({"eve": lived.transcripts["eve"]})
        lived.erase("eve")
        other.erase("eve")
        one, two = owner.execute("select marks from erased_interviews").fetchall()
        assert set(one[0]).isdisjoint(two[0])
        assert all(len(mark) == 64 for mark in (*one[0], *two[0]))


class TestTraces:
    @pytest.mark.parametrize(
        ("stored", "said"),
        [
            ("Zo\u00eb's café", "Zoe\u0308 has a cafe\u0301."),
            ("quagga", "We saw a qua\u00adgga."),
            ("quagga", "We saw a qua\u200bgga."),
            ("QUAGGA", "We saw a \uff51\uff55\uff41\uff47\uff47\uff41."),
            ("den-rozhdeniia", "Был день рожденья."),
            ("dont-quagga", "I don't quagga."),
        ],
    )
    def test_words_are_compared_however_they_are_typeset_and_slugs_as_slugs(
        self, stored: str, said: str
    ) -> None:
        assert ErasureTraces([stored], [said]).texts == {stored}

    def test_a_word_of_another_interview_counts_however_it_is_typeset(self) -> None:
        found = ErasureTraces(["Café", "cafe"], ["The café."])
        found.seen_elsewhere(["A CAFE\u0301."])
        assert found.texts == frozenset()

    def test_a_text_is_kept_if_other_interviews_account_for_its_words(self) -> None:
        found = ErasureTraces(["Late payment", "Payment by Zebra"], ["The zebra paid late: a payment."])
        found.seen_elsewhere(["Late again! PAYMENT terms."])
        assert found.texts == {"Payment by Zebra"}

    def test_common_words_in_a_row_of_four_are_an_interviews_own(self) -> None:
        found = ErasureTraces(["I would pay twice", "I would pay"], ["Well, I would pay twice for it."])
        found.seen_elsewhere(["Would I pay? twice I would pay."])
        assert found.texts == {"I would pay twice"}

    def test_scripts_without_spaces_are_compared_by_character(self) -> None:
        found = ErasureTraces(["价格太高了", "价格"], ["我觉得价格太高了。"])
        found.seen_elsewhere(["价格很好，太高了"])
        assert found.texts == {"价格太高了"}


class TestStudy:
    """What people wrote about the study can be somebody's words, such as an example of a code."""

    CODES = (
        StudyCode(name="Waiting", definition="How long people wait.", examples=("It is slow.", "Zorblax!")),
        StudyCode(name="Zorblax", definition="What they call it."),
    )
    CONTEXT = "How people work with the zorblax."
    CLEARED = ("", [("Waiting", ("It is slow.",))])

    @pytest.fixture
    def told(self, study: Study, database: Database) -> Study:
        study.add("eve", opening="Zorblax. ")
        org = OrgDatabase(database, study.org_id)
        set_study(org, "person:Ann", context="An earlier zorblax.")
        set_study(org, "person:Ann", context=self.CONTEXT, codebook=self.CODES)
        return study

    def stated(self, study: Study, database: Database) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
        with OrgDatabase(database, study.org_id).read() as connection:
            stored = scan_inputs.study(connection)
        return stored.context, [(code.name, code.examples) for code in stored.codes]

    def test_an_erasure_names_the_places_and_quotes_nothing(self, told: Study, database: Database) -> None:
        before = self.stated(told, database)
        erased = told.erase("eve")[1]
        assert [(one.field, one.code, one.called) for one in erased.study] == [
            ("context", None, ""),
            ("example", 1, "Waiting"),
            ("name", 2, ""),
            ("earlier version", None, ""),
        ]
        assert "zorblax" not in erased.model_dump_json().lower()
        assert (erased.study_cleared, self.stated(told, database)) == (False, before)

    def test_with_study_they_go_from_the_audit_too(
        self, told: Study, database: Database, owner: psycopg.Connection
    ) -> None:
        erased = told.erase("eve", study=True)[1]
        assert (erased.study_cleared, self.stated(told, database)) == (True, self.CLEARED)
        assert found(owner, ["zorblax"]) == {}
        with database.org_transaction(told.org_id) as connection:
            assert audit_verification.verify(connection).fault is None

    def test_words_that_others_say_too_are_nobodys_alone(self, told: Study) -> None:
        told.add("fay", opening="Zorblax! ")
        assert told.erase("eve")[1].study == ()


def test_an_erasure_sends_as_many_statements_however_many_themes_there_are(
    study: Study, database: Database
) -> None:
    study.add("dee", "eve", "fay")
    sent: list[int] = []
    for key, themes in (("dee", 2), ("eve", 30)):
        study.scan(
            *(study.theme(f"Theme {key} {n}", {key: [0], "ann": [0], "fay": [0]}) for n in range(themes))
        )
        with statements(database) as counted:
            study.erase(key)
        sent.append(len(counted))
    assert sent[0] == sent[1]
