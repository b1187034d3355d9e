"""Evaluate the embedded extractor: ``python -m tests.evaluation [folder] [--themes 20]``.

The folder holds ``docs.jsonl`` or folders that do; the sample study is always evaluated as well.
"""

import argparse
import asyncio
import resource
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.evaluation import baseline, sample
from tests.evaluation.corpus import Corpus, folders, load
from tests.evaluation.matching import Grid, Scores, mean
from tests.evaluation.scan import evidence, invalid_quotes, scan
from tests.evaluation.stability import stability
from themes.embedding import MiniLM
from themes.extractors.local import LocalExtractor

_CHANCE_DRAWS = 20


def main() -> None:
    """Evaluate every corpus found and print one table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the coded interviews are")
    parser.add_argument("--themes", type=int, default=20, help="how many of the strongest themes count")
    arguments = parser.parse_args()
    console = Console()
    coded = folders(arguments.folder)
    if not coded:
        console.print("No coded interviews found: name their folder, or set EVALUATION_DATA.")
    for corpus in [*map(load, coded), sample.load()]:
        asyncio.run(_evaluate(console, corpus, arguments.themes))


async def _evaluate(console: Console, corpus: Corpus, count: int) -> None:
    embedder = MiniLM()
    extractor = LocalExtractor(embedder)
    found = await scan(corpus.interviews, extractor, embedder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    grid = Grid(corpus.interviews)
    strongest = evidence(found.plan.themes[:count], corpus.interviews)
    table = Table(
        "", "themes", "precision", "recall", "F1", title=f"{corpus.name}: {len(corpus.codes)} codes"
    )
    for name, scores in (
        (f"embedded extractor, strongest {count}", grid.scores(strongest, corpus.codes)),
        (
            "embedded extractor, all",
            grid.scores(evidence(found.plan.themes, corpus.interviews), corpus.codes),
        ),
        (f"TF-IDF and k-means, mean of {len(baseline.SEEDS)} starts", _baseline(grid, corpus)),
        ("chance: the same passages displaced", grid.chance(strongest, corpus.codes, _CHANCE_DRAWS)),
    ):
        table.add_row(name, *_cells(scores))
    console.print(table)
    wrong, cited = invalid_quotes(found, corpus.interviews)
    words = sum(len(interview.text.split()) for interview in corpus.interviews)
    console.print(
        f"{cited - wrong} of {cited} quotes verbatim. {words} words, model loading included, in "
        f"{found.seconds:.1f} s; peak memory of the process {peak:.0f} MB."
    )
    kept = await stability(found, corpus.interviews, extractor, embedder)
    console.print(f"Themes kept: {kept.shuffled:.0%} when shuffled, {kept.replaced:.0%} with one replaced.")
    console.print("Strongest:", "; ".join(strongest), "\n")


def _baseline(grid: Grid, corpus: Corpus) -> Scores:
    starts = [baseline.themes(corpus.interviews, seed) for seed in baseline.SEEDS]
    return mean([grid.scores(found, corpus.codes) for found in starts])


def _cells(scores: Scores) -> tuple[str, ...]:
    return str(scores.themes), *(f"{value:.2f}" for value in (scores.precision, scores.recall, scores.f1))


if __name__ == "__main__":
    main()
