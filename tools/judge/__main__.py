"""Blind readings: ``python -m tools.judge sheet FOLDER`` and ``python -m tools.judge count SHEET KEY``.

``sheet`` scans every set that ``make eval`` knows with the embedded extractor and writes ``NAME.csv``, which
a reader fills with yes, partly or no, and ``NAME.key.csv``, which the reader must not see. ``count`` reads a
filled sheet back.
"""

import argparse
import asyncio
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from themes.embeddings.minilm import MiniLM
from themes.evidence.selection import select_evidence
from themes.extractors.embedded.extractor import LocalExtractor
from themes.models import Interview, Passage
from themes.transcripts.interviewers import spoken
from themes.transcripts.turns import sentences
from tools.eval import sample
from tools.eval.corpus import Corpus, folders, load
from tools.eval.scan import scan
from tools.judge.sheet import FIRST, Pair, Shown, pairs, write
from tools.judge.verdicts import VerdictError, lines, read

MOST_THEMES, MOST_LINKS = 20, 20
SHORTEST, LONGEST = 8, 40
"""Words of a sentence that is a decoy."""


def main() -> None:
    """Write the sheets, or count one that is filled."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("sheet")
    writing.add_argument("folder", type=Path)
    writing.add_argument("--seed", type=int, default=1)
    counting = commands.add_parser("count")
    counting.add_argument("sheet", type=Path)
    counting.add_argument("key", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "count":
        _count(arguments.sheet, arguments.key)
        return
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for corpus in (*map(load, folders(None)), sample.load()):
        sheet = arguments.folder / f"{corpus.name}.csv"
        write(asyncio.run(_pairs(corpus, arguments.seed)), sheet, sheet.with_suffix(".key.csv"))


def _count(sheet: Path, key: Path) -> None:
    try:
        sys.stdout.write("\n".join(lines(read(sheet, key))) + "\n")
    except VerdictError as error:
        sys.exit(str(error))


async def _pairs(corpus: Corpus, seed: int) -> list[Pair]:
    embedder = MiniLM()
    found = await scan(corpus.interviews, LocalExtractor(embedder), embedder)
    chosen, _ = select_evidence(found.plan, MOST_THEMES, MOST_LINKS)
    shown = [
        Shown(
            one.theme.name,
            one.theme.description,
            tuple(citation.passage.text for citation in one.citations[:FIRST]),
            one.theme.confidence,
        )
        for one in chosen
    ]
    cited = {(c.interview_id, c.passage) for one in chosen for c in one.citations}
    return pairs(shown, list(_uncited(corpus.interviews, cited)), seed)


def _uncited(interviews: Sequence[Interview], cited: Collection[tuple[UUID, Passage]]) -> Iterator[str]:
    """Yield the interviewees' sentences of SHORTEST to LONGEST words that share nothing with a citation."""
    for interview in interviews:
        spans = [(passage.start, passage.end) for id_, passage in cited if id_ == interview.id]
        said, asking = spoken(interview)
        for turn in said:
            for start, end in (
                sentences(interview.text, turn.start, turn.end) if turn.speaker not in asking else ()
            ):
                is_free = all(end <= first or start >= last for first, last in spans)
                if is_free and SHORTEST <= len(interview.text[start:end].split()) <= LONGEST:
                    yield interview.text[start:end]


if __name__ == "__main__":
    main()
