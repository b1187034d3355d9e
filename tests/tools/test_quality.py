"""The embedded extractor cites verbatim, and its evidence lies where people's codes are."""

import pytest

from themes.embeddings.minilm import MiniLM
from themes.extractors.embedded.extractor import LocalExtractor
from tools.eval import baseline, sample
from tools.eval.corpus import Corpus, folders, load
from tools.eval.matching import Grid, mean
from tools.eval.scan import evidence, invalid_quotes, scan

DRAWS = 20


async def assert_sound_and_above(corpus: Corpus, times_the_baseline: float) -> None:
    embedder = MiniLM()
    found = await scan(corpus.interviews, LocalExtractor(embedder), embedder)
    assert invalid_quotes(found, corpus.interviews)[0] == 0
    grid = Grid(corpus.interviews)
    strongest = evidence(found.plan.themes[: baseline.THEMES], corpus.interviews)
    starts = [baseline.themes(corpus.interviews, seed) for seed in baseline.SEEDS]
    reference = mean([grid.scores(themes, corpus.codes) for themes in starts])
    f1 = grid.scores(strongest, corpus.codes).f1
    assert f1 >= times_the_baseline * reference.f1
    assert f1 >= 3 * grid.chance(strongest, corpus.codes, DRAWS).f1


async def test_on_the_sample_study() -> None:
    await assert_sound_and_above(sample.load(), 1.5)


@pytest.mark.slow  # fifty-eight thousand words
@pytest.mark.parametrize(
    ("name", "times_the_baseline"),
    [
        ("pdpilot_interviews", 1.5),
        # Its codes follow the tasks of a script that stands in every transcript, which k-means clusters.
        ("swj2022_usability", 0.6),
    ],
)
async def test_on_interviews_that_people_coded(name: str, times_the_baseline: float) -> None:
    coded = {folder.name: folder for folder in folders(None)}
    if name not in coded:
        pytest.skip("the coded interviews are not on this machine; name their folder in EVALUATION_DATA")
    await assert_sound_and_above(load(coded[name]), times_the_baseline)
