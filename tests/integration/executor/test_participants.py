"""The people who are interviewed: who they are, what is told of them, and who goes when an interview goes."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg
import pytest

from executor.org_database import OrgDatabase
from executor.reads import scan_inputs, stored_themes
from executor.reads.participants import with_places
from executor.tool import Outcome, Refusal, Success
from executor.tools import correct_speakers, describe_participant, erase_interview, upsert_interview
from executor.unit_of_work import Executor
from themes.evidence.selection import Citation, EvidencedTheme
from themes.models import InterviewMentions, MergedTheme, Passage, Support
from themes.transcripts.record import Role, SpokenTurn
from themes.transcripts.rendering import rendered
from tools.testbed.study_state import WHEN, Study, rows, succeeded

TALK: tuple[tuple[str, Role, str], ...] = (
    ("Noor", "unknown", "What keeps you from paying on time every single month?"),
    ("Ada", "unknown", "The invoices come late and then nobody knows who signs them."),
    ("Bo", "unknown", "For me the invoices are wrong, so that I send them back."),
)


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    return Study(executor, org_id)


def tell(
    study: Study,
    key: str,
    talk: Sequence[tuple[str, Role, str]] = TALK,
    participants: Sequence[str] = (),
    attributes: Mapping[str, str] | None = None,
) -> tuple[UUID, Outcome[Any]]:
    """Import an interview with turns; return the run's id and the outcome."""
    text, turns = rendered(SpokenTurn(speaker, words, role=role) for speaker, role, words in talk)
    study.transcripts[key] = text
    interview = {"interview_id": study.id_of(key), "title": f"Talk {key}", "transcript": text}
    told = {"turns": turns, "participants": participants, "attributes": attributes or {}, "created_at": WHEN}
    context = study.context("import")
    return context.run_id, study.call(context, upsert_interview, [interview | told])[0]


def correct(study: Study, key: str, **names: Sequence[str]) -> tuple[UUID, Outcome[Any]]:
    """Correct the speakers of an interview; return the run's id and the outcome."""
    context = study.context("curate")
    return context.run_id, study.call(
        context, correct_speakers, [{"interview_id": study.id_of(key), **names}]
    )[0]


def people(owner: psycopg.Connection) -> list[tuple[str, str, str | None]]:
    """Name, interview and speaker of each part that somebody takes."""
    return owner.execute(
        "select p.name, i.title, a.speaker from interview_participants a"
        " join participants p on p.id = a.participant_id"
        " join interviews i on i.id = a.interview_id order by 1, 2"
    ).fetchall()


def stored_anywhere(owner: psycopg.Connection, word: str) -> list[str]:
    """The tables that hold a word, however it is written."""
    tables = owner.execute("select tablename from pg_tables where schemaname = 'theme_scan'").fetchall()
    holding = "select from {} t where t::text ilike %s limit 1"
    return [table for (table,) in tables if owner.execute(holding.format(table), [f"%{word}%"]).fetchall()]


class TestWhoTakesPart:
    def test_each_speaker_who_does_not_ask_is_a_participant(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        tell(study, "a", [("Noor", "interviewer", "Why?"), *TALK[1:]])
        assert people(owner) == [("Ada", "Talk a", "Ada"), ("Bo", "Talk a", "Bo")]

    def test_a_stated_person_has_several_interviews_and_a_label_alone_is_another_person_in_each(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        for key in ("a", "b"):
            tell(study, key, [("Noor", "interviewer", "Why?"), ("Participant", "participant", key)], ["P07"])
        for key in ("c", "d"):
            tell(study, key, [("Noor", "interviewer", "Why?"), ("Ada", "participant", key)])
        assert people(owner)[2:] == [("P07", "Talk a", "Participant"), ("P07", "Talk b", "Participant")]
        assert [name for (name,) in owner.execute("select name from participants order by 1")] == [
            "Ada",
            "Ada",
            "P07",
        ]

    def test_a_full_name_is_the_same_person_in_every_interview(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        for key in ("a", "b"):
            tell(study, key, [("Noor", "interviewer", "Why?"), ("Ada de Vries", "participant", key)])
        assert owner.execute("select name from participants").fetchall() == [("Ada de Vries",)]

    def test_the_same_import_again_writes_nothing(self, study: Study, owner: psycopg.Connection) -> None:
        tell(study, "a", TALK, ["Ada"], {"site": "Leeds"})
        before = rows(owner)
        _, outcome = tell(study, "a", TALK, ["Ada"], {"site": "Leeds"})
        assert isinstance(outcome, Success)
        assert (outcome.data.action, outcome.writes) == ("unchanged", ())
        assert rows(owner) == before

    def test_other_attributes_replace_those_of_the_interview(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        tell(study, "a", TALK, ["Ada"], {"site": "Leeds"})
        run_id, outcome = tell(study, "a", TALK, ["Ada"], {"site": "York"})
        assert succeeded(outcome).action == "updated"
        stored = "select distinct attributes ->> 'site' from interview_participants"
        assert owner.execute(stored).fetchall() == [("York",)]
        study.revert(run_id)
        assert owner.execute(stored).fetchall() == [("Leeds",)]


class TestWhatIsToldOfAPerson:
    def test_a_person_is_described_once_for_all_interviews(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        tell(study, "a", TALK, ["P07", "Ada", "Bo"])
        context = study.context("import")
        call = {"name": "p07", "attributes": {"role": "nurse"}}
        first = study.call(context, describe_participant, [call])[0]
        again = study.call(study.context("import"), describe_participant, [call])[0]
        assert [succeeded(one).action for one in (first, again)] == ["updated", "unchanged"]
        told = owner.execute("select name, attributes from participants where attributes <> '{}'").fetchall()
        assert told == [("P07", {"role": "nurse"})]
        study.revert(context.run_id)
        assert owner.execute("select count(*) from participants where attributes <> '{}'").fetchone() == (0,)

    def test_who_takes_part_in_nothing_is_not_stored(self, study: Study, owner: psycopg.Connection) -> None:
        call = {"name": "P99", "attributes": {"role": "nurse"}}
        refused = study.call(study.context("import"), describe_participant, [call])[0]
        assert isinstance(refused, Refusal)
        assert refused.code == "PARTICIPANT_NOT_FOUND"
        assert owner.execute("select count(*) from participants").fetchone() == (0,)


class TestSupport:
    def cited(self, study: Study, **words: str) -> EvidencedTheme:
        """A theme that rests on some words of each interview."""
        supports, citations = [], []
        for key, said in words.items():
            start = study.transcripts[key].index(said)
            passage = Passage(text=said, start=start, end=start + len(said))
            supports.append(
                Support(
                    interview_id=study.id_of(key),
                    created_at=WHEN,
                    confidence=0.5,
                    rationale="",
                    passages=(passage,),
                )
            )
            citations.append(Citation(interview_id=study.id_of(key), passage=passage))
        merged = MergedTheme(
            theme_id=None, slug="late", name="Late", description="", confidence=0.5, supports=tuple(supports)
        )
        return EvidencedTheme(theme=merged, citations=tuple(citations))

    def counts(self, study: Study) -> tuple[int, int]:
        """The people and the interviews that the one theme is stored with."""
        with OrgDatabase(study.executor.database, study.org_id).read() as connection:
            (theme,) = stored_themes.stored_themes(connection)
        return theme.participants, theme.interviews

    def test_a_person_of_two_interviews_counts_once(self, study: Study) -> None:
        for key in ("a", "b"):
            tell(study, key, [("Participant", "participant", f"It is late in {key}.")], ["P07"])
        study.scan(self.cited(study, a="late in a", b="late in b"))
        assert self.counts(study) == (1, 2)

    def test_participants_of_one_interview_count_apart_by_who_says_the_quotes(self, study: Study) -> None:
        tell(study, "a", [("Noor", "interviewer", "Why?"), *TALK[1:]])
        study.add("ann")
        mine = self.cited(study, a="invoices come late", ann="sentence 0 that ann")
        other = self.cited(study, a="invoices are wrong")
        study.scan(mine)
        assert self.counts(study) == (2, 2)
        both = mine.model_copy(update={"citations": (*mine.citations, *other.citations)})
        study.scan(both)
        assert self.counts(study) == (3, 2)

    def test_an_interview_of_which_nothing_tells_who_speaks_counts_as_one_person(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        for key in ("a", "b"):
            tell(study, key, [("", "unknown", f"It is late in {key}.")])
        assert people(owner) == []
        study.scan(self.cited(study, a="late in a", b="late in b"))
        assert self.counts(study) == (2, 2)

    def test_a_theme_that_too_few_people_are_left_of_is_retired(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        for key, name in (("a", "P07"), ("b", "P07"), ("c", "P08")):
            tell(study, key, [("Participant", "participant", f"It is late in {key}.")], [name])
        study.scan(self.cited(study, a="late in a", b="late in b", c="late in c"))
        two_people = study.context("erase-interview").model_copy(update={"min_participants": 2})
        study.call(two_people, erase_interview, [{"interview_id": study.id_of("c")}])
        assert owner.execute("select status from themes").fetchall() == [("retired",)]

    def test_a_scan_counts_who_says_what_it_heard(self, study: Study) -> None:
        tell(study, "a", [("Noor", "interviewer", "Why?"), *TALK[1:]])
        tell(study, "b", [("Participant", "participant", "Late.")], ["P07"])
        heard = [
            InterviewMentions(interview_id=study.id_of(key), created_at=WHEN, mentions=()) for key in "ab"
        ]
        with OrgDatabase(study.executor.database, study.org_id).read() as connection:
            several, alone = with_places(connection, heard)
        text = study.transcripts["a"]
        said = [text[place.start : place.end] for place in several.places]
        assert sorted(said) == sorted(words for _, _, words in TALK[1:])
        assert [place.start for place in alone.places] == [0]


class TestErasure:
    def test_nothing_of_a_participant_is_left_whom_no_other_interview_has(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        """The audit's copies of earlier names and attributes included."""
        study.add("ann", "bob")
        asked: tuple[str, Role, str] = ("Noor", "interviewer", "Why?")
        tell(study, "eve", [asked, ("Zqeve", "participant", "Late.")], ["Zqstated"], {"site": "Zqsite"})
        tell(study, "eve", [asked, ("Zqeve", "participant", "Late!")], ["Zqother"], {"site": "Zqplace"})
        call = {"name": "Zqother", "attributes": {"role": "Zqrole"}}
        for role in ("Zqrole", "Zqduty"):
            call["attributes"] = {"role": role}
            study.call(study.context("import"), describe_participant, [call])
        correct(study, "eve", interviewers=["Zqeve"])
        assert stored_anywhere(owner, "zq")
        _, erased = study.erase("eve")
        assert erased.participants == 1
        assert stored_anywhere(owner, "zq") == []

    def test_a_participant_of_another_interview_stays(self, study: Study, owner: psycopg.Connection) -> None:
        study.add("ann", "bob")
        for key in ("eve", "eva"):
            tell(study, key, [("Participant", "participant", key)], ["P07"])
        study.erase("eve")
        assert [row for row in people(owner) if row[0] == "P07"] == [("P07", "Talk eva", "Participant")]
        study.erase("eva")
        assert stored_anywhere(owner, "P07") == []


class TestRevert:
    def test_reverting_an_import_takes_its_participants_back(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        run_id, _ = tell(study, "a", TALK, ["Ada"])
        _, result = study.revert(run_id)
        assert result.left == ()
        assert rows(owner, ["participants", "interview_participants"]) == {
            "participants": [],
            "interview_participants": [],
        }

    def test_a_person_whom_a_later_import_needs_stays_until_it_is_reverted_too(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        first, _ = tell(study, "a", TALK[1:2], ["P07"])
        second, _ = tell(study, "b", TALK[1:2], ["P07"])
        study.revert(first)
        assert people(owner) == [("P07", "Talk b", "Ada")]
        study.revert(second)
        assert owner.execute("select count(*) from participants").fetchone() == (0,)


class TestCorrections:
    @pytest.fixture
    def scanned(self, study: Study) -> Study:
        """Two interviews whose asker nobody recognised, and a theme that rests on the asker in one."""
        study.add("ann")
        tell(study, "a")
        return study

    def cite(self, study: Study, *words: str) -> None:
        quotes = []
        for one in words:
            start = study.transcripts["a"].index(one)
            quotes.append((start, start + len(one)))
        theme = study.theme("Late", {"ann": [0]})
        support = theme.theme.supports[0]
        passages = tuple(
            support.passages[0].model_copy(
                update={"text": study.transcripts["a"][start:end], "start": start, "end": end}
            )
            for start, end in quotes
        )
        mine = support.model_copy(update={"interview_id": study.id_of("a"), "passages": passages})
        citations = [
            theme.citations[0].model_copy(update={"interview_id": study.id_of("a"), "passage": passage})
            for passage in passages
        ]
        merged = theme.theme.model_copy(update={"supports": (*theme.theme.supports, mine)})
        study.scan(theme.model_copy(update={"theme": merged, "citations": (*theme.citations, *citations)}))

    def test_nothing_that_the_interviewer_says_stays_as_evidence(
        self, scanned: Study, owner: psycopg.Connection
    ) -> None:
        self.cite(scanned, "paying on time", "invoices come late")
        scanned.mark("a", "every single month", topic="Monthly")
        _, outcome = correct(scanned, "a", interviewers=["noor"])
        assert succeeded(outcome).quotes_dropped == 1
        quotes = owner.execute("select quote from interview_quotes where created_by = 'system:theme-scan'")
        assert ("paying on time",) not in quotes.fetchall()
        assert owner.execute("select occurrences, status from themes").fetchall() == [(2, "active")]
        assert owner.execute("select topic from interview_quotes where topic is not null").fetchall() == [
            ("Monthly",)
        ]
        assert people(owner)[:2] == [("Ada", "Talk a", "Ada"), ("Bo", "Talk a", "Bo")]

    def test_a_theme_that_rested_on_the_interviewer_is_retired(
        self, scanned: Study, owner: psycopg.Connection
    ) -> None:
        self.cite(scanned, "paying on time")
        correct(scanned, "a", interviewers=["Noor"])
        assert owner.execute("select status from themes").fetchall() == [("retired",)]

    def test_the_next_scan_reads_a_corrected_interview_anew(self, scanned: Study) -> None:
        """What the cache holds is kept under a hash of the text and of who says what."""
        org = OrgDatabase(scanned.executor.database, scanned.org_id)

        def hashes() -> dict[UUID, str]:
            with org.read() as connection:
                window = scan_inputs.window(connection, WHEN, "system:theme-scan", 10)
                return {header.id: header.content_hash for header in window}

        before = hashes()
        correct(scanned, "a", interviewers=["Noor"])
        after = hashes()
        assert {id_ for id_ in before if before[id_] != after[id_]} == {scanned.id_of("a")}

    def test_reverting_the_correction_puts_everything_back(
        self, scanned: Study, owner: psycopg.Connection
    ) -> None:
        self.cite(scanned, "paying on time", "invoices come late")
        before = rows(owner)
        run_id, _ = correct(scanned, "a", interviewers=["Noor"])
        assert rows(owner) != before
        _, result = scanned.revert(run_id)
        assert result.left == ()
        assert rows(owner) == before

    def test_a_correction_outlasts_an_import_of_the_same_file(
        self, scanned: Study, owner: psycopg.Connection
    ) -> None:
        correct(scanned, "a", interviewers=["Noor"])
        before = rows(owner)
        _, outcome = tell(scanned, "a")
        assert succeeded(outcome).action == "unchanged"
        assert rows(owner) == before

    def test_an_interview_stored_without_turns_gets_those_that_its_text_shows(
        self, study: Study, owner: psycopg.Connection
    ) -> None:
        study.import_texts({"a": "Noor: It is late.\nAda: It is.\nNoor: Yes.\nAda: Very."})
        _, outcome = correct(study, "a", interviewers=["Noor"])
        assert succeeded(outcome).action == "updated"
        stored = owner.execute("select turns from interviews").fetchone()
        assert stored
        assert [turn[:2] for turn in stored[0]][:2] == [["Noor", "interviewer"], ["Ada", "unknown"]]

    @pytest.mark.parametrize(
        ("names", "code"),
        [
            ({"interviewers": ["Zoe"]}, "SPEAKER_NOT_FOUND"),
            ({"interviewers": ["Ada"], "participants": ["Ada"]}, "TWO_ROLES"),
        ],
    )
    def test_a_name_that_cannot_be_corrected_is_refused(
        self, scanned: Study, names: dict[str, Any], code: str
    ) -> None:
        _, outcome = correct(scanned, "a", **names)
        assert isinstance(outcome, Refusal)
        assert outcome.code == code
