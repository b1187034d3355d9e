"""An organisation's context and codebook: stored, sent as data, coded with first, and part of the cache."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner

from cli.main import app
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from executor.tools import set_codebook, set_context
from executor.unit_of_work import Executor
from tasks.set_study import set_study
from themes.codebooks.study import MAX_CODES, Study, StudyCode, StudyError, parse_codebook, parse_context
from tools.testbed.model_server import ModelServer
from tools.testbed.scan_harness import add_interviews, run_of, scan, settings
from tools.testbed.study_state import succeeded

CODEBOOK = """
- name: Waiting for an answer
  definition: People wait long before support answers them.
  examples: [I waited three weeks, Nobody ever called back]
- name: Training
  definition: People ask for courses and teachers.
"""
TEXTS = [
    "Ann: The support took three weeks. The price is too high for us.",
    "Bob: I called support and nobody came. Our price went up again.",
]


def store(
    executor: Executor, org_id: UUID, context: str | None, codebook: tuple[StudyCode, ...] | None
) -> None:
    org = OrgDatabase(executor.database, org_id)
    set_study(org, "person:Ann", context=context, codebook=codebook)


def stored(executor: Executor, org_id: UUID) -> Study:
    with executor.database.org_transaction(org_id) as connection:
        return scan_inputs.study(connection)


def test_what_is_set_is_kept_and_the_same_again_writes_nothing(executor: Executor, org_id: UUID) -> None:
    store(executor, org_id, "Why people leave.", parse_codebook(CODEBOOK))
    store(executor, org_id, "Why people stay.", None)
    study = stored(executor, org_id)
    assert study.context == "Why people stay."
    assert [code.name for code in study.codes] == ["Waiting for an answer", "Training"]
    with executor.unit(run_of(org_id)) as unit:
        again = [
            *unit.call(set_context, [{"context": "Why people stay."}]),
            *unit.call(set_codebook, [{"codes": parse_codebook(CODEBOOK)}]),
        ]
    assert [succeeded(outcome).action for outcome in again] == ["unchanged", "unchanged"]
    assert stored(executor, uuid4()) == Study()


async def test_mentions_are_coded_first_and_unused_codes_are_reported(
    executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS)
    store(executor, org_id, "Why people leave.", parse_codebook(CODEBOOK))
    with ModelServer() as model:
        report = await scan(executor, org_id, settings(model))
        assert model.requests[0].enclosed("study") == "Why people leave."
    assert {theme.name for theme in report.themes} == {"Waiting for an answer", "Pricing worries"}
    assert "code 'Training'" in {skipped.item for skipped in report.skipped}


async def test_the_embedded_extractor_codes_first_as_well(executor: Executor, org_id: UUID) -> None:
    texts = [
        "Ann: I waited four weeks for an answer from the support people, and nobody called me back.\n"
        "Ann: And after that I waited another three weeks for support to answer my second question.",
        "Bob: I waited three weeks for support, and nobody ever called me back with an answer.\n"
        "Bob: With the other one I waited even longer for their answer, four weeks, and nobody called.",
    ]
    add_interviews(executor, org_id, texts)
    store(executor, org_id, None, parse_codebook(CODEBOOK))
    report = await scan(executor, org_id, settings(None))
    assert "Waiting for an answer" in {theme.name for theme in report.themes}
    assert "Support is slow or unhelpful" not in {theme.name for theme in report.themes}


async def test_another_study_reads_anew_and_the_same_one_out_of_the_cache(
    executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        calls = []
        for context in ("", "", "Why people leave.", "Why people leave.", ""):
            store(executor, org_id, context, None)
            report = await scan(executor, org_id, settings(model))
            calls.append(report.interviews_scanned - report.interviews_reused)
    assert calls == [2, 0, 2, 0, 0]


async def test_a_code_takes_up_the_theme_that_means_the_same_already(
    executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        first = await scan(executor, org_id, settings(model))
        code = "- {name: Slow support of customers, definition: People speak of slow customer support.}"
        store(executor, org_id, None, parse_codebook(code))
        second = await scan(executor, org_id, settings(model))
    assert {theme.slug for theme in second.themes} == {theme.slug for theme in first.themes}
    assert second.themes_created == 0


FAULTS = {
    "a: [": "codebook: not valid YAML at line",
    "name: x": "codebook: must be a list of codes",
    "- just words": "codebook: code 1, code: must have a name and a definition",
    "- {name: x}": "codebook: code 1, definition: must be given",
    "- {name: '', definition: d}": "codebook: code 1, name: must hold some words",
    "- {name: a, definition: d, colour: red}": "codebook: code 1, colour: there is no such field",
    "- {name: a, definition: d}\n- {name: A, definition: d}": "the names 'a' and 'A' are the same",
    "[" + "{name: a, definition: d}," * (MAX_CODES + 1) + "]": f"codebook: at most {MAX_CODES} codes",
    f"- {{name: a, definition: {'d' * 501}}}": "codebook: code 1, definition: string should have at most 500",
    f"- {{name: a, definition: d, examples: [{'e' * 301}]}}": "codebook: code 1, examples.1: string should",
    "- &a {name: a, definition: d}\n- *a": "codebook: line 2: an alias (*) is not allowed",
    "- {name: a, definition: d, <<: {examples: [e]}}": "codebook: line 1: a merge key (<<) is not allowed",
    "- {name: a, definition: d, definition: e}": "codebook: line 1: a field is given twice",
    "- {? [a] : b}": "codebook: line 1: the name of a field must be a word",
    "[" * 60 + "]" * 60: "codebook: line 1: nested more than 10 deep",
    "[" * 5000: "codebook: line 1: nested more than 10 deep",
    "- {name: a\x07, definition: d}": "codebook: not valid YAML",
    "- {name: a, definition: d, examples: 2024-13-45}": "codebook: code 1, examples: input should be",
    "- {name: !!python/name:os.system x, definition: ''}": "codebook: code 1, definition: must hold some",
    "# " + "x" * 200_000: "200,000 are allowed",
}


@pytest.mark.parametrize(("content", "said"), FAULTS.items(), ids=range(len(FAULTS)))
def test_a_codebook_that_cannot_be_used_is_refused_by_code_and_field(content: str, said: str) -> None:
    with pytest.raises(StudyError) as caught:
        parse_codebook(content)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_numbers_and_dates_are_words_and_joiners_of_persian_and_emoji_stay() -> None:
    content = (
        "- {name: می\u200cخواهم, definition: 2024}\n- {name: 👩\u200d💻 at 1:30, definition: 2024-13-45}"
    )
    named = [(code.name, code.definition) for code in parse_codebook(content)]
    assert named == [("می\u200cخواهم", "2024"), ("👩\u200d💻 at 1:30", "2024-13-45")]
    assert parse_context("می\u200cخواهم") == "می\u200cخواهم"


def test_a_codebook_that_would_fill_the_prompt_is_refused() -> None:
    codes = [f"- {{name: c{n}, definition: {'d' * 400}}}" for n in range(60)]
    with pytest.raises(StudyError, match="20,000 are allowed"):
        parse_codebook("\n".join(codes))


def test_a_context_over_the_limit_is_told_by_how_much() -> None:
    with pytest.raises(StudyError, match="context: 412 characters, and 400 are allowed; shorten it by 12"):
        parse_context("x" * 412)


def test_the_commands_set_and_show(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, org_id: UUID
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url.replace("+psycopg", ""))
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "codes.yaml").write_text(CODEBOOK)
    run = CliRunner()
    given = [
        "--org",
        str(org_id),
        "--context",
        "Why people leave.",
        "--codebook",
        str(tmp_path / "codes.yaml"),
    ]
    assert run.invoke(app, ["study", "set", *given]).exit_code == 0
    shown = run.invoke(app, ["study", "show", "--org", str(org_id)]).output
    assert "Why people leave." in shown
    assert "“Nobody ever called back”" in shown
    assert isinstance(run.invoke(app, ["study", "set", "--org", str(org_id)]).exception, StudyError)
