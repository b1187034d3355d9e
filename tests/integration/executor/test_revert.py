"""Undo: a run can be taken back, whatever it did, without taking back what came after it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from executor.reads import audit_verification
from executor.tool import Refusal, Success, Tool
from executor.tools import (
    link_to_interview,
    merge_themes,
    pin_theme,
    reject_theme,
    rename_theme,
    revert_run,
    set_codebook,
    set_context,
    set_decay_state,
    split_theme,
    upsert_interview,
)
from executor.tools.revert_run import RevertedRun, RowCount
from executor.unit_of_work import Executor
from tests.support.waiting import eventually
from themes.evidence.scoring import theme_confidence
from tools.testbed.study_state import Study, rows


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    study = Study(executor, org_id)
    study.add("ann", "bob", "cyd")
    return study


@pytest.fixture
def scanned(study: Study) -> tuple[Study, UUID]:
    """A study with two themes, and the run that found them."""
    run_id, _ = study.scan(
        study.theme("Price", {"ann": [0, 1], "bob": [0]}, aliases=["Cost"]),
        study.theme("Speed", {"bob": [2], "cyd": [3]}),
    )
    return study, run_id


def theme_ids(owner: psycopg.Connection) -> dict[str, UUID]:
    return dict(owner.execute("select slug, id from themes").fetchall())


def left(result: RevertedRun) -> dict[str, int]:
    return Counter(f"{entry.table} {entry.reason}" for entry in result.left)


def test_after_a_scan_and_its_revert_every_row_is_as_it_was(study: Study, owner: psycopg.Connection) -> None:
    study.scan(study.theme("Price", {"ann": [0], "bob": [0]}))
    before = rows(owner)
    price = theme_ids(owner)["price"]
    run_id, written = study.scan(
        study.theme("Price", {"ann": [0, 1], "bob": [0], "cyd": [1]}, aliases=["Cost"], theme_id=price),
        study.theme("Speed", {"bob": [2], "cyd": [3]}),
    )
    assert written.actions == ("updated", "created")
    _, result = study.revert(run_id)
    assert result.left == ()
    assert rows(owner) == before


def test_reverting_a_revert_brings_everything_back(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, run_id = scanned
    after = rows(owner)
    revert_id, _ = study.revert(run_id)
    second_id, result = study.revert(revert_id)
    assert result.left == ()
    assert rows(owner) == after
    study.revert(second_id)
    assert rows(owner)["themes"] == []


def test_a_revert_repeated_changes_nothing(scanned: tuple[Study, UUID], owner: psycopg.Connection) -> None:
    study, run_id = scanned
    study.revert(run_id)
    before = rows(owner, ("row_changes",))
    _, result = study.revert(run_id)
    assert result == RevertedRun(rows=(), left=())
    assert rows(owner, ("row_changes",)) == before


def test_a_dry_run_says_what_the_revert_then_does(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, run_id = scanned
    before = rows(owner)
    _, rehearsed = study.revert(run_id, dry_run=True)
    assert rows(owner) == before
    assert study.revert(run_id)[1] == rehearsed


def test_what_a_later_run_changed_is_reported_and_left_with_its_evidence(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, run_id = scanned
    price = theme_ids(owner)["price"]
    study.scan(study.theme("Price", {"ann": [0, 1], "bob": [0], "cyd": [4]}, theme_id=price))
    kept = rows(owner)
    _, result = study.revert(run_id)
    assert left(result) == {
        "themes changed": 1,
        "interview_themes in_use": 3,
        "interview_quotes in_use": 3,
        "theme_aliases in_use": 1,
    }
    assert rows(owner)["themes"] == [row for row in kept["themes"] if "Price" in row]
    dangling = owner.execute(
        "select from themes t, jsonb_array_elements_text(t.evidence -> 'quote_ids') q"
        " where q::uuid not in (select id from interview_quotes)"
    ).fetchall()
    assert dangling == []


def test_later_runs_undone_in_turn_lead_back_to_the_start(study: Study, owner: psycopg.Connection) -> None:
    states, runs = [rows(owner)], []
    price = None
    for lines in ([0], [0, 1], [0, 1, 2], [3]):
        runs.append(study.scan(study.theme("Price", {"ann": lines, "bob": lines}, theme_id=price))[0])
        price = theme_ids(owner)["price"]
        states.append(rows(owner))
    for run_id, state in zip(reversed(runs), reversed(states[:-1]), strict=True):
        assert study.revert(run_id)[1].left == ()
        assert rows(owner) == state


def test_an_import_can_be_reverted_and_brought_back(study: Study, owner: psycopg.Connection) -> None:
    before = rows(owner)
    run_id = study.add("dee", "eve")
    after = rows(owner)
    revert_id, _ = study.revert(run_id)
    assert rows(owner) == before
    study.revert(revert_id)
    assert rows(owner) == after


def test_an_import_that_changed_transcripts_is_undone_with_the_quotes_it_moved(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    """Some move onto the place that another had; those whose words went come back with their links."""
    study, _ = scanned
    before = rows(owner)
    shift = len(study.transcripts["ann"].splitlines()[0]) + 1
    moving = study.add("ann", opening="x" * (shift - 1) + "\n")
    assert rows(owner) != before
    dropping = study.add("bob")
    assert study.revert(dropping)[1] == RevertedRun(rows=(), left=())
    _, result = study.revert(moving)
    assert result.left == ()
    assert rows(owner) == before


def test_an_import_leaves_a_theme_the_evidence_that_is_left_and_is_undone(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    """An interview whose quotes went supports no theme; a theme that falls below the minimum is retired."""
    study, _ = scanned
    ann, bob = study.id_of("ann"), study.id_of("bob")
    imports = [
        ({"bob": "Bob: No."}, ("retired", 0.5, 2, [str(ann)], 2)),
        ({"ann": study.transcripts["ann"].splitlines()[0]}, ("retired", 0.5, 1, [str(ann)], 1)),
        ({"ann": "Ann: No."}, ("retired", 0.0, 0, [], 0)),
    ]
    assert price(owner) == ("active", theme_confidence([0.5, 0.5]), 3, [str(ann), str(bob)], 3)
    states, runs = [rows(owner)], []
    for texts, expected in imports:
        runs.append(study.import_texts(texts))
        states.append(rows(owner))
        assert price(owner) == expected
    for run_id in reversed(runs):
        states.pop()
        assert left(study.revert(run_id)[1]) == {}
        assert rows(owner) == states[-1]


def price(owner: psycopg.Connection) -> object:
    """What is stored of the theme's evidence; of its quotes those that are there."""
    stored = owner.execute(
        "select status, confidence_score, occurrences, evidence -> 'interview_ids', ("
        "  select count(*) from interview_quotes q where t.evidence -> 'quote_ids' ? q.id::text)"
        " from themes t where slug = 'price'"
    )
    return stored.fetchone()


def test_a_topic_given_to_a_scans_quote_is_taken_back_and_brought_back(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, scan_id = scanned
    before = rows(owner)
    given = study.mark("ann", "sentence 0 that ann said about the work.", "Money")
    after = rows(owner)
    assert before != after
    taken_back, result = study.revert(given)
    moved = (RowCount(table="interview_quotes", operation="update", count=1),)
    assert (result.rows, rows(owner)) == (moved, before)
    study.revert(taken_back)
    assert rows(owner) == after
    _, result = study.revert(scan_id)
    assert left(result)["interview_quotes changed"] == 1


def test_an_import_that_took_quotes_away_can_be_taken_back_and_brought_back(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    """A theme that cites a quote since before the import does not hold on to it."""
    study, _ = scanned
    before = rows(owner)
    taking = study.import_texts({"bob": "Speaker bob: quite other words."})
    after = rows(owner)
    revert_id, _ = study.revert(taking)
    assert rows(owner) == before
    _, result = study.revert(revert_id)
    assert (rows(owner), result.left) == (after, ())


def test_a_quote_that_a_theme_has_come_to_cite_since_is_left(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, _ = scanned
    themes, words = theme_ids(owner), study.transcripts["bob"]
    taking = study.import_texts({"bob": "Speaker bob: quite other words."})
    study.scan(study.theme("Price", {"ann": [0, 1], "cyd": [0]}, theme_id=themes["price"]))
    revert_id, _ = study.revert(taking)
    study.transcripts["bob"] = words
    study.scan(study.theme("Price", {"ann": [0, 1], "bob": [0]}, theme_id=themes["price"]))
    _, result = study.revert(revert_id)
    assert left(result) == {
        "interview_themes in_use": 1,
        "interview_quotes in_use": 1,
        "interviews in_use": 1,
    }


def test_a_theme_does_not_come_back_without_the_quotes_that_it_rested_on(
    study: Study, owner: psycopg.Connection
) -> None:
    """First the scan is taken back and then the import, and of these two the scan's revert."""
    imported = study.add("dee")
    theme = study.theme("Price", {"ann": [0], "dee": [0]})
    without_dee = study.theme("Speed", {"ann": [1], "bob": [1]})
    scan_id, _ = study.scan(theme, without_dee)
    revert_id, _ = study.revert(scan_id)
    import_revert, _ = study.revert(imported)
    _, result = study.revert(revert_id)
    assert "themes unsupported" in left(result)
    assert owner.execute("select name from themes").fetchall() == [("Speed",)]
    assert owner.execute("select count(*) from interview_themes").fetchone() == (2,)
    study.revert(import_revert)
    _, result = study.revert(revert_id)
    assert result.left == ()
    assert len(theme_ids(owner)) == 2


def test_an_interview_that_later_quotes_depend_on_is_left(study: Study, owner: psycopg.Connection) -> None:
    first = study.add("dee")
    changing = study.add("dee", opening="Hm. ")
    study.scan(study.theme("Price", {"dee": [0], "ann": [0]}))
    before = rows(owner)
    for run_id in (changing, first):
        _, result = study.revert(run_id)
        assert result.rows == ()
        tables = {entry.table for entry in result.left}
        assert tables - {"interview_participants", "participants"} == {"interviews"}
    assert rows(owner) == before


def test_a_theme_whose_merge_is_taken_back_has_its_name_to_itself(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    """Also where the theme it was merged into stays as a later scan left it."""
    study, _ = scanned
    themes = theme_ids(owner)
    merge = merged(study, themes)
    study.scan(study.theme("Speed", {"ann": [0], "bob": [2], "cyd": [4]}, theme_id=themes["speed"]))
    _, result = study.revert(merge)
    assert left(result) == {"themes changed": 1}
    names = owner.execute("select slug, theme_id from theme_aliases").fetchall()
    assert names == [("cost", themes["price"])]


def test_what_goes_back_to_a_theme_counts_no_longer_for_the_one_it_was_merged_into(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    """Each quote that a theme cites is linked to it; and the revert can itself be taken back."""
    study, _ = scanned
    themes = theme_ids(owner)
    merge = merged(study, themes)
    study.scan(study.theme("Speed", {"ann": [0, 3], "bob": [2], "cyd": [4]}, theme_id=themes["speed"]))
    before = rows(owner)
    revert_id, _ = study.revert(merge)
    assert cited(owner, "price") == said(study, {"ann": [0, 1], "bob": [0]})
    assert cited(owner, "speed") == said(study, {"ann": [3], "bob": [2], "cyd": [4]})
    _, result = study.revert(revert_id)
    assert (rows(owner), result.left) == (before, ())


def test_what_a_split_took_stays_with_its_theme_once_a_scan_has_written_to_it(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    """Both would have it otherwise."""
    study, _ = scanned
    price = theme_ids(owner)["price"]
    part = {"theme_id": price, "name": "Costs", "interviews": ["Talk with bob"]}
    split = called(study, split_theme, part)
    study.scan(study.theme("Costs", {"bob": [0], "cyd": [1]}, theme_id=theme_ids(owner)["costs"]))
    _, result = study.revert(split)
    assert left(result) == {"themes changed": 1, "themes unsupported": 1, "interview_themes in_use": 2}
    assert cited(owner, "costs") == said(study, {"bob": [0], "cyd": [1]})
    assert cited(owner, "price") == said(study, {"ann": [0, 1]})


def cited(owner: psycopg.Connection, slug: str) -> set[str]:
    """The quotes that a theme cites and is linked to; that it cites no others is checked."""
    query = (
        "select q.quote from themes t, jsonb_array_elements_text(t.evidence -> 'quote_ids') c"
        " left join interview_quotes q on q.id = c.value::uuid and exists ("
        "  select from interview_themes l join themes t on t.id = l.theme_id"
        "  where l.quote_id = q.id and t.slug = %(slug)s)"
        " where t.slug = %(slug)s"
    )
    quotes = {quote for (quote,) in owner.execute(query, {"slug": slug})}
    assert None not in quotes
    return quotes


def said(study: Study, spoken: dict[str, list[int]]) -> set[str]:
    return {citation.passage.text for citation in study.theme("Any", spoken).citations}


@pytest.mark.parametrize("name", ["Price", "Costs"])
def test_a_merge_is_not_taken_back_beside_what_was_split_off_since(
    scanned: tuple[Study, UUID], owner: psycopg.Connection, name: str
) -> None:
    """There would be two that rest on the same quotes, or go by one name."""
    study, _ = scanned
    themes = theme_ids(owner)
    part = {"theme_id": themes["speed"], "name": name, "interviews": ["Talk with bob"]}
    assert_left_until_undone(study, owner, merged(study, themes), called(study, split_theme, part))


def test_a_merge_is_not_taken_back_beside_what_its_themes_were_merged_into_since(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, _ = scanned
    study.scan(study.theme("Trust", {"ann": [2], "cyd": [2]}))
    themes = theme_ids(owner)
    further = {"theme_id": themes["speed"], "into_id": themes["trust"]}
    assert_left_until_undone(study, owner, merged(study, themes), called(study, merge_themes, further))


def test_a_merge_is_not_taken_back_to_quotes_that_went_out_of_the_text_since(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, _ = scanned
    merge = merged(study, theme_ids(owner))
    assert_left_until_undone(study, owner, merge, study.import_texts({"ann": "Ann says nothing of it now."}))


def merged(study: Study, themes: dict[str, UUID]) -> UUID:
    return called(study, merge_themes, {"theme_id": themes["price"], "into_id": themes["speed"]})


def called(study: Study, tool: Tool[Any, Any], call: dict[str, Any]) -> UUID:
    """A run of one call, by its id."""
    context = study.context("curate")
    assert isinstance(study.call(context, tool, [call])[0], Success)
    return context.run_id


def assert_left_until_undone(study: Study, owner: psycopg.Connection, merge: UUID, later: UUID) -> None:
    before = rows(owner)
    _, result = study.revert(merge)
    assert rows(owner) == before
    assert result.rows == ()
    assert "themes in_use" in left(result)
    study.revert(later)
    _, result = study.revert(merge)
    assert result.left == ()


def test_a_theme_that_a_persons_link_hangs_on_is_left(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, run_id = scanned
    link = {"theme_id": theme_ids(owner)["price"], "interview_id": study.id_of("cyd")}
    with study.executor.unit(study.context("review")) as unit:
        unit.call(link_to_interview, [link])
    _, result = study.revert(run_id)
    assert "themes in_use" in left(result)
    assert list(theme_ids(owner)) == ["price"]


def test_a_run_of_another_organisation_is_as_unknown_as_one_that_never_was(
    scanned: tuple[Study, UUID],
) -> None:
    study, run_id = scanned
    stranger = Study(study.executor, uuid4())
    for unknown in (run_id, uuid4()):
        with study.executor.unit(stranger.context("revert-run")) as unit:
            (outcome,) = unit.call(revert_run, [{"run_id": unknown}])
        assert outcome == Refusal(code="RUN_NOT_FOUND", message="There is no such run.")


def test_the_audit_stays_whole_and_counts_every_row(
    scanned: tuple[Study, UUID], owner: psycopg.Connection
) -> None:
    study, run_id = scanned
    revert_id, result = study.revert(run_id)
    with study.executor.database.org_transaction(study.org_id) as connection:
        assert audit_verification.verify(connection).fault is None
    audited = owner.execute("select writes from tool_calls where run_id = %s", [revert_id]).fetchone()
    assert audited == (result.put_back,)


def test_a_row_that_is_being_changed_meanwhile_is_waited_for_and_left(
    study: Study, owner: psycopg.Connection
) -> None:
    """An import that changes an interview under a revert loses nothing."""
    run_id = study.add("dee")
    context = study.context("import")
    changed = {"interview_id": study.id_of("dee"), "title": "Changed", "transcript": "New words."}
    with ThreadPoolExecutor(1) as other, study.executor.unit(context) as unit:
        unit.call(upsert_interview, [changed])
        reverting = other.submit(study.revert, run_id)
        waiting = "select count(*) from pg_locks where not granted"
        assert eventually(lambda: owner.execute(waiting).fetchone() != (0,), 30)
    _, result = reverting.result()
    assert left(result) == {"interviews changed": 1}
    assert owner.execute("select title from interviews where title = 'Changed'").fetchall() == [("Changed",)]


DECISIONS: dict[str, tuple[Tool[Any, Any], dict[str, Any]]] = {
    "reject": (reject_theme, {"theme_id": "price"}),
    "pin": (pin_theme, {"theme_id": "price"}),
    "rename": (rename_theme, {"theme_id": "price", "name": "What it costs", "description": "Money."}),
    "merge": (merge_themes, {"theme_id": "price", "into_id": "speed"}),
    "split": (split_theme, {"theme_id": "price", "name": "Cost", "interviews": ["Talk with bob"]}),
    "context": (set_context, {"context": "We ask about money."}),
    "codebook": (set_codebook, {"codes": [{"name": "Money", "definition": "What it costs."}]}),
    "standing": (set_decay_state, {"theme_id": "price", "state": "fading", "confidence": 0.2}),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_what_people_decide_and_what_time_does_can_be_taken_back_and_brought_back(
    scanned: tuple[Study, UUID], owner: psycopg.Connection, decision: str
) -> None:
    study, _ = scanned
    themes = theme_ids(owner)
    tool, arguments = DECISIONS[decision]
    call = {name: themes.get(value, value) if "_id" in name else value for name, value in arguments.items()}
    before = rows(owner)
    context = study.context("decide")
    (outcome,) = study.call(context, tool, [call])
    assert isinstance(outcome, Success), outcome
    decided = rows(owner)
    assert decided != before
    revert_id, result = study.revert(context.run_id)
    assert (_differences(rows(owner), before), result.left) == ([], ())
    study.revert(revert_id)
    assert _differences(rows(owner), decided) == []


def _differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    return [f"{t}: {sorted(set(one[t]) ^ set(other[t]))}" for t in one if one[t] != other[t]]
