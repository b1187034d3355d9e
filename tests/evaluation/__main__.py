"""Evaluate an extractor: ``python -m tests.evaluation [folder] [--extractor embedded|model] [--themes 20]``.

The folder holds ``docs.jsonl`` or folders that do; the sample study is always evaluated as well. The model
is the one of the settings: OPENAI_BASE_URL or OPENAI_API_KEY, OPENAI_MODEL and so on.
"""

import argparse
import asyncio
import resource
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.reading import EMBEDDED, readers
from settings import load_settings
from tests.evaluation import baseline, sample
from tests.evaluation.corpus import Corpus, folders, load
from tests.evaluation.leading import leading
from tests.evaluation.matching import Grid, Scores, mean
from tests.evaluation.scan import Caching, Found, evidence, invalid_quotes, scan
from tests.evaluation.stability import Stability, stability
from themes.models import Consolidator, Embedder
from themes.study import Study

_CHANCE_DRAWS = 20


def main() -> None:
    """Evaluate every corpus found and print one table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the coded interviews are")
    parser.add_argument("--themes", type=int, default=20, help="how many of the strongest themes count")
    parser.add_argument("--extractor", choices=[EMBEDDED, "model"], default=EMBEDDED)
    arguments = parser.parse_args()
    console = Console()
    coded = folders(arguments.folder)
    if not coded:
        console.print("No coded interviews found: name their folder, or set EVALUATION_DATA.")
    for corpus in [*map(load, coded), sample.load()]:
        asyncio.run(_evaluate(console, corpus, arguments.extractor, arguments.themes))


async def _evaluate(console: Console, corpus: Corpus, reader: str, count: int) -> None:
    async with _reading(reader) as (extractor, embedder, consolidator):
        found = await scan(corpus.interviews, extractor, embedder, consolidator)
        kept = await stability(found, corpus.interviews, extractor, embedder, consolidator)
    _print(console, corpus, reader, count, found, kept)


@asynccontextmanager
async def _reading(reader: str) -> AsyncIterator[tuple[Caching, Embedder, Consolidator | None]]:
    settings = load_settings()
    if reader == "model" and not settings.uses_model:
        sys.exit("--extractor model: set OPENAI_BASE_URL or OPENAI_API_KEY, and OPENAI_MODEL.")
    local = {"openai_api_key": None, "openai_base_url": None}
    chosen = settings if reader == "model" else settings.model_copy(update=local)
    async with readers(chosen, Study(), Remembered()) as opened:
        yield Caching(opened.extractor), opened.embedder, opened.consolidator


class Remembered:
    """A memory of decisions for the length of one evaluation."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    async def load(self, keys: Sequence[str]) -> Mapping[str, str]:
        return {key: self._known[key] for key in keys if key in self._known}

    async def store(self, decisions: Mapping[str, str]) -> None:
        self._known |= decisions


def _print(console: Console, corpus: Corpus, reader: str, count: int, found: Found, kept: Stability) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    grid = Grid(corpus.interviews)
    strongest = evidence(found.plan.themes[:count], corpus.interviews)
    table = Table(
        "", "themes", "precision", "recall", "F1", title=f"{corpus.name}: {len(corpus.codes)} codes"
    )
    for name, scores in (
        (f"{reader}, strongest {count}", grid.scores(strongest, corpus.codes)),
        (
            f"{reader}, all",
            grid.scores(evidence(found.plan.themes, corpus.interviews), corpus.codes),
        ),
        (f"TF-IDF and k-means, mean of {len(baseline.SEEDS)} starts", _baseline(grid, corpus)),
        ("chance: the same passages displaced", grid.chance(strongest, corpus.codes, _CHANCE_DRAWS)),
    ):
        table.add_row(name, *_cells(scores))
    console.print(table)
    wrong, cited = invalid_quotes(found, corpus.interviews)
    calls = sum(e.usage.calls for e in found.extractions) + found.plan.usage.calls
    words = sum(len(interview.text.split()) for interview in corpus.interviews)
    console.print(
        f"{cited - wrong} of {cited} quotes verbatim. {words} words in {found.seconds:.1f} s with loading; "
        f"peak memory of the process {peak:.0f} MB; {calls} model calls."
    )
    good, shown = leading(found.plan, grid, corpus, count)
    console.print(f"Of matching themes, {good} of the {shown} first quotes lie in what the code marks.")
    console.print(f"Themes kept: {kept.shuffled:.0%} when shuffled, {kept.replaced:.0%} with one replaced.")
    console.print("Strongest:", "; ".join(strongest), "\n")


def _baseline(grid: Grid, corpus: Corpus) -> Scores:
    starts = [baseline.themes(corpus.interviews, seed) for seed in baseline.SEEDS]
    return mean([grid.scores(found, corpus.codes) for found in starts])


def _cells(scores: Scores) -> tuple[str, ...]:
    return str(scores.themes), *(f"{value:.2f}" for value in (scores.precision, scores.recall, scores.f1))


if __name__ == "__main__":
    main()
