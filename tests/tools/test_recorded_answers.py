"""What a capable model answered, once recorded, gives the same themes on every machine, without a model."""

import json
from pathlib import Path

import pytest

from themes.embeddings.minilm import MiniLM
from themes.exceptions import ConsolidationError
from themes.models import Consolidation, NameGroup
from tools.eval import sample
from tools.eval.corpus import Corpus, folders, load
from tools.eval.matching import Grid, Scores
from tools.eval.memory import Remembered
from tools.eval.recorded import RecordedModel, consolidator_of, extractor_of
from tools.eval.scan import Caching, evidence, scan

_STRONGEST = 20


async def scores_of(corpus: Corpus, questions: Path) -> tuple[Scores, RecordedModel]:
    model = RecordedModel.of(None, questions)
    embedder = MiniLM()
    consolidator = consolidator_of(model, embedder, Remembered())
    found = await scan(corpus.interviews, Caching(extractor_of(model)), embedder, consolidator)
    strongest = evidence(found.plan.themes[:_STRONGEST], corpus.interviews)
    return Grid(corpus.interviews).scores(strongest, corpus.codes), model


async def test_the_sample_studys_themes_are_found_from_recorded_answers(tmp_path: Path) -> None:
    """Every planted theme is matched, and most of the strongest themes match a planted one."""
    scores, model = await scores_of(sample.load(), tmp_path)
    assert scores.recall == 1
    assert scores.f1 >= 0.75
    assert not model.unanswered


async def test_coded_interviews_are_matched_from_recorded_answers(tmp_path: Path) -> None:
    coded = {folder.name: folder for folder in folders(None)}
    if "pdpilot_interviews" not in coded:
        pytest.skip("the coded interviews are not on this machine; name their folder in EVALUATION_DATA")
    scores, model = await scores_of(load(coded["pdpilot_interviews"]), tmp_path)
    assert scores.f1 >= 0.4
    assert not model.unanswered


async def test_a_grouping_question_without_an_answer_is_written_down_and_answered_from_a_file(
    tmp_path: Path,
) -> None:
    """Answering is saving a file: the next evaluation reads it and asks no more."""
    names = [NameGroup(slug=slug, name=slug, description="") for slug in ("late-bus", "slow-bus", "warm-bus")]
    questions, groupings = tmp_path / "questions", tmp_path / "groupings"
    groupings.mkdir()

    async def grouped() -> tuple[Consolidation | None, RecordedModel]:
        model = RecordedModel((), groupings, questions)
        try:
            return await consolidator_of(model, MiniLM(), Remembered()).consolidate(names, []), model
        except ConsolidationError:
            return None, model

    unanswered, model = await grouped()
    (question,) = model.unanswered
    assert unanswered is None
    assert "late-bus" in question.read_text("utf-8")
    answer = {"themes": [{"codes": [[1, 2], [3]], "name": "Trouble with the bus", "description": ""}]}
    (groupings / f"{question.stem}.json").write_text(json.dumps(answer), "utf-8")
    answered, model = await grouped()
    assert answered is not None
    assert answered.groups == (("late-bus", "slow-bus"), ("warm-bus",))
    assert [theme.name for theme in answered.themes] == ["Trouble with the bus"]
    assert not model.unanswered
