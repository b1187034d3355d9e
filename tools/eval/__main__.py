"""Evaluate an extractor: ``python -m tools.eval [folder] [--extractor NAME] [--themes 20]``.

The folder holds ``docs.jsonl`` or folders that do; the sample study is always evaluated as well. NAME is
``embedded``; ``model`` for the one of the settings (OPENAI_BASE_URL or OPENAI_API_KEY, OPENAI_MODEL, …);
``small-model`` for the one that ``make eval-llm`` fetches, served here; or ``recorded`` for the recorded
answers of a capable model, which takes seconds.
"""

import argparse
import asyncio
import os
import resource
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from settings import Settings, load_settings
from tasks.scan.model_wiring import EMBEDDED, open_models
from themes.codebooks.study import Study
from themes.embeddings.minilm import MiniLM
from themes.models import Consolidator, Embedder
from tools.eval import baseline, sample
from tools.eval.corpus import Corpus, folders, load
from tools.eval.leading import leading
from tools.eval.matching import Grid, Scores, mean
from tools.eval.memory import Remembered
from tools.eval.recorded import RECORDED, RecordedModel, consolidator_of, extractor_of
from tools.eval.scan import Caching, Found, evidence, invalid_quotes, scan
from tools.eval.stability import Stability, stability
from tools.small_model.server import served

_CHANCE_DRAWS = 20
_SMALL_MODEL = Path(".state/eval-llm")
_FOR_A_SMALL_MODEL = {
    "openai_api_key": None,
    "openai_model": "local",
    "model_output": "json_schema",
    "model_chunk_tokens": 700,
    "model_answer_tokens": 250,
    "model_concurrency": 1,
    "model_retries": 2,
}
"""With these most answers come within the minute of a request, on two cores that do nothing else."""


def main() -> None:
    """Evaluate every corpus found and print one table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where the coded interviews are")
    parser.add_argument("--themes", type=int, default=20, help="how many of the strongest themes count")
    parser.add_argument("--extractor", choices=[EMBEDDED, "model", "small-model", RECORDED], default=EMBEDDED)
    arguments = parser.parse_args()
    console = Console()
    coded = folders(arguments.folder)
    if not coded:
        console.print("No coded interviews found: name their folder, or set EVALUATION_DATA.")
    model = RecordedModel.of(arguments.folder) if arguments.extractor == RECORDED else None
    with _settings(arguments.extractor) as settings:
        for corpus in [*map(load, coded), sample.load()]:
            if model and not model.knows(corpus.interviews):
                console.print(f"{corpus.name}: left out, because no answers are recorded for its interviews.")
                continue
            asyncio.run(_evaluate(console, corpus, settings, arguments.extractor, arguments.themes, model))
    for question in sorted(model.unanswered) if model else ():
        console.print(f"A grouping question waits for its answer in {question}.")


@contextmanager
def _settings(reader: str) -> Iterator[Settings]:
    settings = load_settings()
    if reader in (EMBEDDED, RECORDED):
        yield settings.model_copy(update={"openai_api_key": None, "openai_base_url": None})
    elif reader == "small-model":
        with served(_SMALL_MODEL, os.cpu_count() or 1) as address:
            yield settings.model_copy(update={"openai_base_url": address, **_FOR_A_SMALL_MODEL})
    elif settings.uses_model:
        yield settings
    else:
        sys.exit("--extractor model: set OPENAI_BASE_URL or OPENAI_API_KEY, and OPENAI_MODEL.")


async def _evaluate(
    console: Console,
    corpus: Corpus,
    settings: Settings,
    reader: str,
    count: int,
    model: RecordedModel | None,
) -> None:
    reading = _recorded(model) if model else _reading(settings)
    async with reading as (extractor, embedder, consolidator):
        found = await scan(corpus.interviews, extractor, embedder, consolidator)
        failures = Counter(extractor.failures)
        kept = await stability(found, corpus.interviews, extractor, embedder, consolidator)
    _print(console, corpus, reader, count, found, kept)
    for remark in _remarks(found, failures):
        console.print(remark)


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[tuple[Caching, Embedder, Consolidator | None]]:
    async with open_models(settings, Study(), Remembered()) as opened:
        yield Caching(opened.extractor), opened.embedder, opened.consolidator


@asynccontextmanager
async def _recorded(model: RecordedModel) -> AsyncIterator[tuple[Caching, Embedder, Consolidator | None]]:
    embedder = MiniLM()
    yield Caching(extractor_of(model)), embedder, consolidator_of(model, embedder, Remembered())


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
    console.print("Strongest:", "; ".join(strongest) or "none")


def _remarks(found: Found, failures: Counter[str]) -> Iterator[str]:
    """Tell what was not read or not used; the embedded extractor leaves nothing to tell."""
    left_out = Counter(skipped.reason for extraction in found.extractions for skipped in extraction.skipped)
    for what, counts in (("interviews unread", failures), ("items left out", left_out)):
        for reason, count in counts.most_common():
            yield f"{count} {what}: {reason}"
    yield from found.plan.notes


def _baseline(grid: Grid, corpus: Corpus) -> Scores:
    starts = [baseline.themes(corpus.interviews, seed) for seed in baseline.SEEDS]
    return mean([grid.scores(found, corpus.codes) for found in starts])


def _cells(scores: Scores) -> tuple[str, ...]:
    return str(scores.themes), *(f"{value:.2f}" for value in (scores.precision, scores.recall, scores.f1))


if __name__ == "__main__":
    main()
