"""The embedded extractor cites verbatim and finds more than the baseline does."""

import pytest

from themes.embeddings.minilm import MiniLM
from themes.extractors.embedded.extractor import LocalExtractor
from tools.eval import baseline, sample
from tools.eval.corpus import Corpus, folders, load
from tools.eval.matching import Grid, mean
from tools.eval.scan import evidence, invalid_quotes, scan


async def assert_sound_and_above_the_baseline(corpus: Corpus) -> None:
    embedder = MiniLM()
    found = await scan(corpus.interviews, LocalExtractor(embedder), embedder)
    assert invalid_quotes(found, corpus.interviews)[0] == 0
    grid = Grid(corpus.interviews)
    strongest = evidence(found.plan.themes[: baseline.THEMES], corpus.interviews)
    starts = [baseline.themes(corpus.interviews, seed) for seed in baseline.SEEDS]
    reference = mean([grid.scores(themes, corpus.codes) for themes in starts])
    assert grid.scores(strongest, corpus.codes).f1 > reference.f1


@pytest.mark.slow  # a quarter of a minute of reading, as the demo does it
async def test_on_the_sample_study() -> None:
    await assert_sound_and_above_the_baseline(sample.load())


@pytest.mark.slow  # fifty-eight thousand words
async def test_on_interviews_that_people_coded() -> None:
    coded = {folder.name: folder for folder in folders(None)}
    if "swj2022_usability" not in coded:
        pytest.skip("the coded interviews are not on this machine; name their folder in EVALUATION_DATA")
    await assert_sound_and_above_the_baseline(load(coded["swj2022_usability"]))
